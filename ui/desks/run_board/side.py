"""The right side of the board: the run's head, its stops in order, what they weigh and bring in."""

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout

from desk.freight.delivery.choices import RunState as S
from desk.freight.delivery.queries import RunCard
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import Card, Chip
from ui.desks.run_board.load_bar import LoadBar
from ui.desks.run_board.loading import Loading
from ui.desks.run_board.plan_form import PlanForm
from ui.desks.run_board.stops import StopsTable
from ui.desks.spot import Spot
from ui.desks.texts import Elided
from ui.registry import Context
from ui.theme import Tone
from ui.tones import tone_of


class RunSide(Card):
    """One run as it is made up."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.form = PlanForm(context)
        self.stops = StopsTable(context.desk.settings.hub_city)
        self.bar = LoadBar()
        self.title = plain_label("", "strong")
        self.state = Chip()
        self.totals = Elided("muted")
        self.wrong_words = plain_label("", "problem")
        self.wrong_words.setWordWrap(True)
        self.load = self.form.fields.add(Spot("stops", self.bar))
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.state)
        head.addStretch(1)
        head.addWidget(self.totals)
        self.column.addLayout(head)
        self.column.addWidget(self.form)
        self.column.addWidget(self.stops, 1)
        self.column.addWidget(self.wrong_words)
        self.column.addWidget(self.load)

    def show_run(self, card: RunCard | None) -> None:
        """Name the run and open or lock it; None is a new one."""
        state = card.state if card else None
        self.title.setText(card.number if card else tr("新派送单"))
        self.state.show_as(state.label if state else "", tone_of(state) if state else Tone.NEUTRAL)
        open_ = state in (None, S.DRAFT)
        self.form.allow(open_)
        self.stops.lock(not open_)

    def show_loading(self, loading: Loading, wrong: Mapping[str, str]) -> None:
        """Show the stops, how full the truck is, the sums, and what is wrong with single stops."""
        self.stops.show_loads(loading.stops, dict(wrong))
        found = self.form.vehicle.found
        payload = found.payload_g if found else 0
        space = found.space_cm3 if found else 0
        self.bar.show_load(loading.load_g, payload, loading.load_cm3, space)
        words = tr("{t} 票 {n} 件 · 合计 {s} 元 · 运费 {f} · 代收 {c}")
        self.totals.setText(
            words.format(
                t=len(loading.stops),
                n=loading.pieces,
                f=show_money(loading.freight_fen),
                c=show_money(loading.cod_fen),
                s=show_money(loading.freight_fen + loading.cod_fen),
            )
        )
        self.wrong_words.setText("\n".join(wrong.values()))
        self.wrong_words.setVisible(bool(wrong))
