"""The board: choose what goes to a station, give it a truck, save, load, announce, see it off and in."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from desk.freight.outbound.choices import PreadviceState as S
from desk.freight.outbound.planning import add_preadvice, update_preadvice
from desk.freight.outbound.queries import PreadviceCard, open_preadvices, preadvice_card
from desk.freight.outbound.waiting import WaitingGoods, WaitingRow, waiting_goods
from desk.freight.price_checks.queries import PriceCheckRow, price_checks_of
from desk.kernel.quoting import quoted
from desk.kernel.text import tr
from desk.storage.gate import Outcome
from ui.desks.cursor import take_up
from ui.desks.kept_loads import KeptLoads
from ui.desks.new_day import offer_today
from ui.desks.preadvice_board.acts import Acts
from ui.desks.preadvice_board.buttons import CREATE, STEP_WORDS, UPDATE, build, may_press
from ui.desks.preadvice_board.loading import Loading, TruckLoad, from_truck, from_waiting
from ui.desks.preadvice_board.side import TruckSide
from ui.desks.preadvice_board.waiting import WaitingCard
from ui.desks.preadvice_board.words import late_words
from ui.desks.strip import Strip
from ui.pages.page import Page
from ui.registry import Context

Then = Callable[[], None]
Judged = tuple[PreadviceCard, list[PriceCheckRow]]


class PreadviceBoard(Page):
    """See the module."""

    watches = frozenset(
        {"outbound_preadvice", "preadvice_line", "consignment", "price_check", "approval"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.card: PreadviceCard | None = None
        self.checks: list[PriceCheckRow] = []
        self.loading = Loading()
        self._wrong: dict[str, str] = {}
        self._asked: tuple[str, str, str] | None = None
        self.strip = Strip()
        self.waiting, self.side = WaitingCard(context.may(CREATE)), TruckSide(context)
        self.form, self.loads = self.side.form, self.side.loads
        self.acts = Acts(self, self.form.fields)
        self.kept = KeptLoads(
            self,
            tr("一张出港预报"),
            self.form.fields,
            self.loading,
            self._free,
            self._loads_changed,
            lambda: self.changed,
        )
        self.buttons: dict[str, QPushButton] = build(self)
        self._connect()
        self.begin()

    # -- what is shown ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Take the pre-advice ``number``; without one a new one, to ``dest_station`` if said."""
        number = str(arguments.get("number") or "")
        if number and self._may_change():
            self._open(number)
        elif arguments.get("dest_station") and self._may_change():
            self._begin_to(arguments["dest_station"])

    def shown(self) -> None:
        super().shown()
        take_up(self, self.form.station if self.is_open() else self.waiting.search)

    def day_turned(self) -> None:
        if self.card is None:
            station = self.form.typed("dest_station")
            offer_today(self.context, lambda: self._begin_to(station), typed=self.changed)

    def refresh(self) -> None:
        self._asked = None
        self.look()
        self.context.ask(open_preadvices, self._trucks, self)
        if self.card is not None and not self.changed:
            number, later = self.card.number, self.context.bridge.later
            later(lambda: self._read(number), self._refreshed, self.context.tell, owner=self)

    def may_leave(self) -> bool:
        return self._may_change()

    @property
    def changed(self) -> bool:
        """Whether something on the board is not saved."""
        typed = self.form.fields.touched
        if self.card is None:
            return bool(self.loading.stops) or typed
        return self.card.state is S.DRAFT and (self.loading.changed or typed)

    def begin(self) -> None:
        """Begin a new truck."""
        self.card, self.checks, self._wrong = None, [], {}
        self.loading.take((), saved=False)
        self.form.begin()
        self.form.fields.show_problems(())
        self._show()
        self.kept.show_record("preadvice", "")
        self.look()

    def _begin_to(self, station: str | None) -> None:
        """Begin a new truck to a station."""
        self.begin()
        if station:
            self.form.fields.fill({"dest_station": station})
            self.look()

    def look(self) -> None:
        """Ask what waits for the station that is typed, and what the truck could take of it."""
        station = self.form.typed("dest_station") or ""
        found = self.form.vehicle.found if self.is_open() else None
        number = self.acts.number if self.is_open() else ""
        asked = (station, found.value if found else "", number)
        if asked != self._asked:
            self._asked = asked
            names = ("dest_station", "plate_no", "number")
            keywords = dict(zip(names, asked, strict=True))
            self.context.ask(waiting_goods, self._waiting, self, **keywords)

    def _waiting(self, goods: WaitingGoods) -> None:
        self.waiting.all = list(goods.rows)
        if self.card is not None and self.is_open():
            free = {row.number: row.free for row in goods.rows}
            self.loading.know(from_truck(n, free.get(n.number, 0)) for n in self.card.lines)
        self._show_loading()

    def _open(self, number: str) -> None:
        """Show another truck at once: what is typed or loaded next is meant for it."""
        self._show_card(self._read(number))

    def _read(self, number: str) -> Judged:
        """A truck and what was judged of its price, read beside the window."""
        ask, may = self.context.look_up, self.context.may("price_check.read")
        card = ask(preadvice_card, number=number)
        return card, ask(price_checks_of, doc_no=number) if may else []

    def _refreshed(self, found: Judged) -> None:
        """Show a newer state, unless the clerk has begun to change the truck meanwhile."""
        now, (card, _) = self.card, found
        if now is None or self.changed or card.number != now.number:
            return
        if card.version >= now.version:
            self._show_card(found)

    def _show_card(self, found: Judged) -> None:
        card, self.checks = found
        self.card, self._wrong, number = card, {}, card.number
        self.loading.take([from_truck(line, 0) for line in card.lines], saved=True)
        self.form.show_card(card)
        self.form.fields.show_problems(())
        self._show()
        self.kept.show_record(f"preadvice {number}", number)
        self._asked = None
        self.look()

    def _trucks(self, cards: list[PreadviceCard]) -> None:
        words, now = tr("{no}  {to} {plate}  {state} {t}票"), self.context.desk.now
        items = []
        for c in cards:
            text = words.format(
                no=c.number,
                to=c.dest_station,
                plate=c.plate_no,
                state=c.state.label,
                t=len(c.lines),
            )
            late = tr("  预报迟发") if late_words(c, now) else ""
            items.append((c.number, text + late))
        self.strip.show_items(items, self.acts.number)

    def _show(self) -> None:
        open_ = self.is_open()
        self.side.show_truck(self.card, self.checks, self.context.desk.now, open_)
        if not open_ and self.form.isAncestorOf(self.focusWidget() or self):
            self.loads.setFocus()
        self.strip.mark(self.acts.number)
        self.loads.locked = not (open_ and self.context.may(self._right))
        self._show_loading()
        state = self.card.state if self.card else None
        for name, button in self.buttons.items():
            button.setVisible(may_press(self.context, name, state))
        word = STEP_WORDS.get(state) if state else None
        if word:
            self.buttons["step"].setText(f"{tr(word)}  F8")
            self.buttons["step"].setAccessibleName(tr(word))

    def _show_loading(self) -> None:
        self.side.show_loading(self.loading, self._wrong)
        self.side.show_changed(self.card is not None and self.changed)
        loads = self.loading.stops if self.is_open() else ()
        taken = frozenset(load.number for load in loads)
        self.waiting.show_waiting(self.waiting.all, taken, self.form.typed("dest_station") or "")
        self.kept.typed()

    # -- making up the truck ----------------------------------------------------------------------

    def take_along(self, rows: list[WaitingRow]) -> None:
        """Put goods on the truck."""
        if not self.context.may_or_says(self._right):
            return
        if not self.is_open():
            self.context.say(tr("这张出港预报已确认,不能再加票;需要时先退回修改。"))
            return
        for row in rows:
            self.loading.add(from_waiting(row))
        self._show_loading()

    def take_proposed(self) -> None:
        """Put on the truck what it can still take."""
        rows = self.waiting.proposed
        if rows:
            self.take_along(rows)
        else:
            self.context.say(tr("没有可装的货:请先选车辆,或货物已装完、装不下。"))

    def _find(self, number: str) -> None:
        """A number that does not wait for this station may wait for another."""

        def found(goods: WaitingGoods) -> None:
            on_truck = self.loading.index_of(number) is not None
            rows = [row for row in goods.rows if row.number == number]
            if on_truck or not rows:
                why = tr("{no} 已在本车上。") if on_truck else tr("「{no}」没有可发运的在库货物。")
                self.waiting.say(why.format(no=quoted(number)))
                return
            self.waiting.search.clear()
            self.take_along(rows)
            if self.is_open():
                self.context.say(
                    tr("{no} 到 {s},已装车。").format(no=number, s=rows[0].dest_station)
                )

        self.context.ask(waiting_goods, found, self)

    def _free(self) -> list[TruckLoad]:
        station = self.form.typed("dest_station") or ""
        goods = self.context.look_up(waiting_goods, dest_station=station)
        return [from_waiting(row) for row in goods.rows]

    def _loads_changed(self, wrong: str) -> None:
        self._wrong = {"": wrong} if wrong else {}
        self._show_loading()

    def _move(self, number: str, to: int) -> None:
        self.loading.move(number, to)
        self._show_loading()
        self.loads.go_to(number)

    def _remove(self, number: str) -> None:
        self.loading.remove(number)
        self._wrong.pop(number, None)
        self._show_loading()
        self._asked = None
        self.look()

    def _count(self, number: str, pieces: int) -> None:
        self.loading.put_pieces(number, pieces)
        self._wrong.pop(number, None)
        self._show_loading()

    def _loads_wrong(self, at: dict[int, str]) -> None:
        self._wrong = self.loading.named(at)
        self._show_loading()

    # -- saving -----------------------------------------------------------------------------------

    def save(self) -> None:
        """Save the truck."""
        self.save_first(
            lambda: self.context.say(tr("出港预报 {no} 已保存。").format(no=self.acts.number))
        )

    def save_first(self, then: Then) -> None:
        """Save if there is something to save, then go on."""
        card = self.card
        if card is not None and not self.changed:
            then()
            return

        def arguments() -> dict[str, Any]:
            plan, loads = self.form.plan(), self.loading.drafts
            known = {"number": card.number, "version": card.version} if card else {}
            return {**known, "plan": plan, "loads": loads}

        def saved(outcome: Outcome[Any]) -> None:
            self.kept.forget()
            self.reload(card.number if card else outcome.value, "")
            then()

        command: Callable[..., Any] = add_preadvice if card is None else update_preadvice
        self.context.do(command, arguments, saved, fields=self.form.fields)

    def reload(self, number: str, said: str) -> None:
        """Show what is saved now."""
        self._show_card(self._read(number))
        if said:
            self.context.say(said)
        self.stale = True
        if self.isVisible():
            self.renew()

    def new(self) -> None:
        """Begin another truck."""
        if self._may_change():
            self.begin()
            self.form.fields.focus_first()

    def give_up(self) -> None:
        """Esc: what is typed is forgotten after one question; nothing typed leaves the page."""
        if not self.changed:
            self.context.frame.back()
        elif self._may_change():
            if self.card is None:
                self.begin()
            else:
                self._show_card((self.card, self.checks))

    def _chosen(self, number: str) -> None:
        if self._may_change():
            self._open(number)
        else:
            self.strip.mark(self.acts.number)

    def _may_change(self) -> bool:
        question = tr("出港预报还没有保存,确定放弃?")
        if self.changed and not self.context.gives_up(question, no=tr("继续编制")):
            return False
        self.kept.forget()
        return True

    # -- keys -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)

    def change_side(self) -> None:
        """From the goods to the head, to the tickets, and back."""
        if self.waiting.isAncestorOf(self.focusWidget() or self.waiting.table):
            (self.form.fields.focus_first if self.is_open() else self.loads.setFocus)()
        elif self.loads.hasFocus():
            self.waiting.search.setFocus()
        else:
            self.loads.setFocus()

    def _connect(self) -> None:
        self.strip.chosen.connect(self._chosen)
        self.waiting.wanted.connect(self.take_along)
        self.waiting.unknown.connect(self._find)
        self.loads.moved.connect(self._move)
        self.loads.copied_in.connect(self.kept.paste)
        self.loads.pastes_from(self.waiting.search)
        self.loads.stepped.connect(self.kept.step_back)
        self.form.fields.merges(
            self.context,
            lambda: self._show_card(self._read(self.acts.number)),
            self.save,
        )
        self.loads.removed.connect(self._remove)
        self.loads.counted.connect(self._count)
        self.loads.entered.connect(lambda _: self.press("sign"))
        self.form.fields.loads_wrong.connect(self._loads_wrong)
        self.form.station.committed.connect(self.look)
        self.form.vehicle.committed.connect(self.look)
        self.form.fields.edited.connect(self._show_loading)
        self.form.fields.finished.connect(self.waiting.search.setFocus)

    def press(self, name: str) -> None:
        """Press a button, if it is there."""
        if self.buttons[name].isVisible():
            self.buttons[name].click()

    def is_open(self) -> bool:
        """Whether this user may change what is shown."""
        open_ = self.card is None or self.card.state is S.DRAFT
        return open_ and self.context.may(self._right)

    @property
    def _right(self) -> str:
        """What putting goods on the truck needs."""
        return CREATE if self.card is None else UPDATE
