"""The right side of the board: the truck's head, its tickets, how full it is, what it earns."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from desk.freight.outbound.choices import TruckShare
from desk.freight.outbound.queries import PreadviceCard
from desk.freight.price_checks.queries import PriceCheckRow
from desk.kernel.quantities import show_money, show_volume, show_weight
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import Card, Chip
from ui.desks.preadvice_board.bars import TruckBars
from ui.desks.preadvice_board.head_form import HeadForm
from ui.desks.preadvice_board.loading import Loading
from ui.desks.preadvice_board.loads import LoadsTable
from ui.desks.preadvice_board.words import (
    check_words,
    is_doubtful,
    late_words,
    margin_words,
    sent_words,
)
from ui.desks.spot import Spot
from ui.registry import Context
from ui.theme import Tone
from ui.tones import tone_of
from ui.turns import next_turn


class TruckSide(Card):
    """One truck as it is made up."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        next_turn()
        self.form = HeadForm(context)
        next_turn()
        self.loads = LoadsTable(self.form.costs)
        self.bars = TruckBars()
        self.title, self.state = plain_label("", "strong"), Chip()
        self.totals, self.collects = plain_label("", "strong"), plain_label("", "strong")
        self.sent, self.late = plain_label("", "muted"), plain_label("", "problem")
        self.money, self.price = plain_label("", "strong"), plain_label("", "muted")
        loads = tr("还没有运单:在左边扫描单号,或选中后按 Enter 装车。")
        reads = tr("请在上面选一张出港预报查看。")
        may_load = context.may("outbound_preadvice.create")
        self.nothing = plain_label(loads if may_load else reads, "muted")
        self.changed = plain_label(tr("有改动,保存后重算"), "muted")
        self.wrong_words = plain_label("", "problem")
        self.spot = self.form.fields.add(Spot("loads", self.bars, tr("装载")))
        for label in (self.sent, self.late, self.price, self.wrong_words):
            label.setWordWrap(True)
        self._build()

    def show_truck(
        self,
        card: PreadviceCard | None,
        checks: list[PriceCheckRow],
        now: datetime,
        open_: bool,
    ) -> None:
        """Name the truck and open or lock it; None is a new one."""
        state = card.state if card else None
        self.title.setText(card.number if card else tr("新出港预报"))
        self.state.show_as(state.label if state else "", tone_of(state) if state else Tone.NEUTRAL)
        self.form.allow(open_)
        self.loads.lock(not open_)
        for label, words in (
            (self.sent, sent_words(card) if card else ""),
            (self.late, late_words(card, now) if card else ""),
        ):
            label.setText(words)
            label.setVisible(bool(words))
        self._show_money(card, checks)

    def show_loading(self, loading: Loading, wrong: Mapping[str, str]) -> None:
        """Show the tickets, how full the truck is, the sums, and what is wrong with tickets."""
        cost = self.form.typed("truck_cost_fen") or 0
        basis = self.form.typed("share_basis") or TruckShare.CHARGEABLE
        self.loads.show_truck(loading.stops, dict(wrong), loading.shares(cost, basis))
        found = self.form.vehicle.found
        payload, space = (found.payload_g, found.space_cm3) if found else (0, 0)
        self.bars.show_load(loading.load_g, payload, loading.load_cm3, space)
        words = tr("{t} 票 {n} 件 {w} kg {v} m³")
        self.totals.setText(
            words.format(
                t=len(loading.stops),
                n=loading.pieces,
                w=show_weight(loading.load_g),
                v=show_volume(loading.load_cm3),
            )
        )
        words = tr("到付 {c} · 代收 {d}")
        self.collects.setText(
            words.format(c=show_money(loading.collect_fen), d=show_money(loading.cod_fen))
        )
        self.collects.setVisible(bool(loading.stops))
        self.nothing.setVisible(not loading.stops)
        self.wrong_words.setText("\n".join(wrong.values()))
        self.wrong_words.setVisible(bool(wrong))

    def show_changed(self, changed: bool) -> None:
        """Say that the margin is the saved one while something else is typed."""
        self.changed.setVisible(changed and self.form.costs)

    def _show_money(self, card: PreadviceCard | None, checks: list[PriceCheckRow]) -> None:
        words = tr("运费和毛利在保存后计算。") if card is None else margin_words(card)
        self.money.setText(words if self.form.costs else "")
        self.money.setVisible(self.form.costs)
        self.price.setText(check_words(checks))
        self.price.setVisible(self.form.costs and card is not None)
        role = "problem" if is_doubtful(checks) else "muted"
        if self.price.property("role") != role:
            self.price.setProperty("role", role)
            self.price.style().unpolish(self.price)
            self.price.style().polish(self.price)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.state)
        head.addStretch(1)
        head.addWidget(self.totals)
        self.column.addLayout(head)
        self.column.addWidget(self.late)
        told = QHBoxLayout()
        told.addWidget(self.sent, 1)
        told.addWidget(self.collects, 0, Qt.AlignmentFlag.AlignRight)
        self.column.addLayout(told)
        self.column.addWidget(self.form)
        self.column.addWidget(self.loads, 1)
        self.column.addWidget(self.nothing)
        self.column.addWidget(self.wrong_words)
        self.column.addWidget(self.spot)
        money = QHBoxLayout()
        money.addWidget(self.money)
        money.addWidget(self.changed)
        money.addWidget(self.price, 1)
        self.column.addLayout(money)
