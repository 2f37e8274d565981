"""The board: choose goods, put stops in order, give them a truck, save, print, send."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout

from desk.freight.delivery.choices import RunState as S
from desk.freight.delivery.queries import (
    OpenRunRow,
    RunCard,
    open_runs,
    run_card,
)
from desk.freight.delivery.stock import StockRow, deliverable_stock
from desk.kernel.errors import Refused
from desk.kernel.numbers import is_number_of
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.cursor import take_up
from ui.desks.kept_loads import KeptLoads
from ui.desks.leaving import Leaving
from ui.desks.new_day import offer_today
from ui.desks.only_look import hint_for
from ui.desks.pieces import on_key
from ui.desks.run_board.buttons import BUTTONS, CREATE, UPDATE, head_of, words_of
from ui.desks.run_board.loading import BoardStop, Loading, from_run, from_stock
from ui.desks.run_board.sending import Sending
from ui.desks.run_board.side import RunSide
from ui.desks.run_board.stock import StockCard
from ui.desks.strip import Strip
from ui.registry import Context
from ui.theme import SPACE
from ui.turns import next_turn

MOST_NAMED = 8
KEYS = "空格选票 · Enter 装车 · Alt+↑↓ 调整顺序 · 数字改件数 · Delete 撤票 · Ctrl+F 筛选 · F6 换边"


class RunBoard(Leaving):
    """See the module."""

    watches = frozenset({"delivery_run", "run_line", "consignment", "delivery_receipt"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.card: RunCard | None = None
        self.loading = Loading()
        self._stock: list[StockRow] = []
        self._wanted: tuple[str, ...] = ()
        self._wrong: dict[str, str] = {}
        self.strip, self.hint = Strip(), plain_label("", "small")
        self.strip.chosen.connect(self._chosen)
        self.stock = StockCard(context.desk.settings.hub_city)
        next_turn()
        self.side = RunSide(context)
        next_turn()
        self.form, self.stops = self.side.form, self.side.stops
        self.kept = KeptLoads(
            self,
            tr("一张派送单"),
            self.form.fields,
            self.loading,
            self._free,
            self._loads_changed,
            lambda: self.changed,
        )
        self.sending = Sending(self)
        self.buttons: dict[str, QPushButton] = {}
        self._build()
        self._connect()
        self.begin()

    # -- what is shown ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Take the run ``number``; without one a new run. Tick the goods of waybills ``numbers``."""
        number = str(arguments.get("number") or "")
        if number and not is_number_of("delivery_run", number):
            self._wanted = tuple(arguments.get("numbers") or (number,))
            self.stale = True
        elif number and self._may_change():
            self._turn_to(number)

    def shown(self) -> None:
        super().shown()
        first = self.stock.table if self.stock.table.rows else self.stock.search
        take_up(self, first)

    def day_turned(self) -> None:
        if self.card is None:
            offer_today(self.context, self.begin, typed=self.changed)

    def refresh(self) -> None:
        every = self.stock.also.isChecked()
        self.context.ask(deliverable_stock, self._stocked, self, every_mode=every)
        self.context.ask(open_runs, self._runs, self)
        if self.card is not None and not self.changed:
            self.context.ask(run_card, self._refreshed, self, number=self.card.number)

    def may_leave(self) -> bool:
        return self._may_change()

    @property
    def changed(self) -> bool:
        """Whether something on the board is not saved."""
        if self.card is None:
            return bool(self.loading.stops) or self.form.fields.touched
        return self.card.state is S.DRAFT and (self.loading.changed or self.form.fields.touched)

    @property
    def typing(self) -> bool:
        return self.changed

    def forget_typing(self) -> None:
        if self.card is None:
            self.begin()
        else:
            self._show_card(self.card)

    def begin(self) -> None:
        """Begin a new run."""
        self.card = None
        self._wrong = {}
        self.loading.take((), saved=False)
        self.form.begin()
        self._show()
        self.kept.show_record("run", "")

    def _refreshed(self, card: RunCard) -> None:
        """Show a newer state, unless the clerk has begun to change the run meanwhile."""
        now = self.card
        if now is None or self.changed or card.number != now.number:
            return
        if card.version >= now.version:
            self._show_card(card)

    def _show_card(self, card: RunCard, known: dict[str, int] | None = None) -> None:
        self.card = card
        self._wrong = {}
        free = {row.number: row.free for row in self._stock} | (known or {})
        is_draft = card.state is S.DRAFT
        stops = [from_run(s, free.get(s.number, 0) if is_draft else 0) for s in card.stops]
        self.loading.take(stops, saved=True)
        self.form.show_card(card)
        self.form.fields.show_problems(())
        self._show()
        self.kept.show_record(f"run {card.number}", card.number)

    def _stocked(self, rows: list[StockRow]) -> None:
        self._stock = rows
        self._show_stock()
        if self._wanted:
            wanted, self._wanted = self._wanted, ()
            self._tick(wanted)
        if self.stock.search.hasFocus() and not self.stock.search.text():
            self.stock.table.setFocus()

    def _tick(self, wanted: tuple[str, ...]) -> None:
        """Tick what the page was opened for, and say what of it cannot go; the stock counts the ticks."""
        cannot = self.stock.tick_these(wanted)
        if cannot:
            listed = ";".join(
                f"{why} {'、'.join(numbers)}"
                for why, numbers in self.stock.why_not(cannot[:MOST_NAMED])
            ) + ("…" if len(cannot) > MOST_NAMED else "")
            words = tr("{n} 票现在不能派送:{listed}")
            self.context.say(words.format(n=len(cannot), listed=listed))

    def _runs(self, rows: list[OpenRunRow]) -> None:
        self.strip.show_items([(row.number, words_of(row)) for row in rows], self.number)

    def _show_stock(self) -> None:
        taken = frozenset(stop.number for stop in self.loading.stops)
        self.stock.show_stock(self._stock, taken)

    def _show(self) -> None:
        card = self.card
        state = card.state if card else None
        self.stock.tell("")
        self.side.show_run(card)
        self.strip.mark(self.number)
        self._show_loading()
        may = self.context.may
        for name, (right, states) in BUTTONS.items():
            self.buttons[name].setVisible(may(right) and state in states)
        self.stops.locked = not (may(self.save_right) and self._is_open())
        keys, looking = tr(KEYS), tr("Ctrl+F 筛选 · F6 换边")
        self.hint.setText(hint_for(self.context, self.save_right, keys, looking))
        self.buttons["save"].setVisible(not self.stops.locked)

    def _show_loading(self) -> None:
        self.side.show_loading(self.loading, self._wrong)
        self._show_stock()
        self.kept.typed()

    # -- making up the run ------------------------------------------------------------------------

    @property
    def save_right(self) -> str:
        """What one must be allowed to save what is shown."""
        return CREATE if self.card is None else UPDATE

    def take_along(self, rows: list[StockRow]) -> None:
        """Put goods on the run."""
        if not self.context.may_or_says(self.save_right):
            return
        if self.card is not None and self.card.state is not S.DRAFT:
            self.context.say(tr("这张派送单已定单或出车,不能再加票。"))
            return
        for row in rows:
            self.loading.add(from_stock(row))
        self._show_loading()

    def _free(self) -> list[BoardStop]:
        self._stock = self.context.look_up(deliverable_stock, every_mode=True)
        return [from_stock(row) for row in self._stock]

    def _loads_changed(self, wrong: str) -> None:
        self._wrong = {"": wrong} if wrong else {}
        self._show_loading()

    def _move(self, number: str, to: int) -> None:
        self.loading.move(number, to)
        self._show_loading()
        self.stops.go_to(number)

    def _remove(self, number: str) -> None:
        self.loading.remove(number)
        self._wrong.pop(number, None)
        self._show_loading()

    def _count(self, number: str, pieces: int) -> None:
        self.loading.put_pieces(number, pieces)
        self._wrong.pop(number, None)
        self._show_loading()

    def _stops_wrong(self, at: dict[int, str]) -> None:
        self._wrong = self.loading.named(at)
        self._show_loading()

    # -- from one run to another ------------------------------------------------------------------

    def reload(self, number: str) -> None:
        """Show what is saved now; the goods beside it follow."""
        spare = {stop.number: max(0, stop.most - stop.pieces) for stop in self.loading.stops}
        self._show_card(self.context.look_up(run_card, number=number), spare)
        self.stale = True

    @property
    def number(self) -> str:
        """The run's number; empty before it is saved for the first time."""
        return self.card.number if self.card is not None else ""

    def _turn_to(self, number: str) -> None:
        """Show another run at once: what is typed or loaded next is meant for it."""
        try:
            card = self.context.look_up(run_card, number=number)
        except Refused as fault:
            self.context.tell(fault)
        else:
            self._show_card(card)

    def _chosen(self, number: str) -> None:
        if self._may_change():
            self._turn_to(number)
        else:
            self.strip.mark(self.number)

    def new(self) -> None:
        if self._may_change():
            self.begin()
            self.stock.table.setFocus()

    def _may_change(self) -> bool:
        question = tr("排好的派送单还没有保存,确定放弃?")
        if self.changed and not self.context.gives_up(question, no=tr("继续排")):
            return False
        self.kept.forget()
        return True

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(head_of(self))
        column.addWidget(self.strip)
        column.addWidget(self.kept.line)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.addWidget(self.stock)
        sides.addWidget(self.side)
        sides.setSizes([530, 608])
        column.addWidget(sides, 1)
        column.addWidget(self.hint)

    def _connect(self) -> None:
        self.stock.wanted.connect(self.take_along)
        self.stock.every_mode.connect(lambda _: self.renew())
        self.stops.moved.connect(self._move)
        self.stops.copied_in.connect(self.kept.paste)
        self.stops.pastes_from(self.stock.search)
        self.stops.stepped.connect(self.kept.step_back)
        self.form.fields.merges(
            self.context,
            lambda: self._show_card(self.context.look_up(run_card, number=self.number)),
            self.sending.save,
        )
        self.stops.removed.connect(self._remove)
        self.stops.counted.connect(self._count)
        self.form.fields.stops_wrong.connect(self._stops_wrong)
        self.form.vehicle.edited.connect(self._show_loading)
        self.form.fields.finished.connect(self.stops.setFocus)
        on_key(self, "Ctrl+F", self.stock.search.setFocus)
        on_key(self, "Ctrl+D", self.stock.also.click)
        on_key(self, "F6", self._change_side)

    def _change_side(self) -> None:
        """From the goods to the head, to the stops, and back."""
        if self.stock.isAncestorOf(self.focusWidget() or self.stock.table):
            (self.form.fields.focus_first if self._is_open() else self.stops.setFocus)()
        elif self.stops.hasFocus():
            self.stock.table.setFocus()
        else:
            self.stops.setFocus()

    def _is_open(self) -> bool:
        return self.card is None or self.card.state is S.DRAFT
