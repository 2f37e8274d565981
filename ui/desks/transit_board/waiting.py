"""Goods that wait for a partner, the one whose time runs out first on top."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal

from desk.freight.delivery.loading import ordered_back
from desk.freight.transit.finding import on_manifest
from desk.freight.transit.queries import WaitingRow
from desk.kernel.errors import problem
from desk.kernel.grams import stands_in
from desk.kernel.quoting import quoted
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import Card
from ui.desks.row_table import Column
from ui.desks.strip import Strip
from ui.desks.transit_board.attentive import AttentiveTable
from ui.desks.transit_board.facts import left_tone, left_words
from ui.pages.search_box import SearchBox
from ui.theme import Tone

MOST_PLACES, MOST_NAMED = 5, 8
ROWS_SEEN = 140  # the heading and two rows, however low the window


class WaitingCard(Card):
    """The upper left side.

    Signals:
        wanted: the number of a ticket that is to go to a partner.
        scanned: the same, typed or scanned into the box.
    """

    wanted = Signal(str)
    scanned = Signal(str)

    def __init__(self, now: Callable[[], datetime], may_take: bool) -> None:
        super().__init__(tr("待中转的货"))
        self._now = now
        self._rows: list[WaitingRow] = []
        self._place = ""
        self._only: tuple[str, ...] = ()
        self.sums = plain_label("", "muted")
        self.head.addWidget(self.sums)
        takes, reads = tr("扫单号加入 · 筛选单号、收货人、目的地"), tr("筛选单号、收货人、目的地")
        self.search = SearchBox(takes if may_take else reads)
        self.column.addWidget(self.search)
        self.places = Strip(MOST_PLACES)
        self.column.addWidget(self.places)
        self.table = AttentiveTable(tr("待中转的货"), self._columns(), lambda row: row.number)
        self.column.addWidget(self.table, 1)
        self.nothing, self.note = plain_label("", "muted"), plain_label("", "problem")
        for words in (self.nothing, self.note):
            words.setWordWrap(True)
            words.hide()
            self.column.addWidget(words)
        self.search.textChanged.connect(lambda _: self._narrow())
        self.search.walked.connect(lambda _: self._entered())
        self.search.went_down.connect(lambda: self.table.setFocus(Qt.FocusReason.TabFocusReason))
        self.places.chosen.connect(self._to_place)
        self.table.setMinimumHeight(ROWS_SEEN)
        self.table.opened.connect(self._opened)
        self.table.went.connect(self.note.hide)
        self.table.typed.connect(self._typed)

    def show_waiting(self, rows: Sequence[WaitingRow]) -> None:
        """Show what waits now."""
        self._rows = list(rows)
        self._show()

    def show_only(self, numbers: Sequence[str]) -> None:
        """Narrow to some tickets until something is typed into the filter."""
        self.search.clear()
        self._only, self._place = tuple(numbers), ""
        self._show()

    def row(self, number: str) -> WaitingRow | None:
        return next((row for row in self._rows if row.number == number), None)

    def free(self) -> dict[str, int]:
        """The pieces that may still go, of every waiting ticket, by its number."""
        return {row.number: row.free for row in self._rows}

    def may_go(self, row: WaitingRow) -> bool:
        """Whether a ticket may go to a partner; if not, say why below the table."""
        why = ""
        if row.held:
            why = problem("E144", no=row.number).message
        elif row.refused:
            why = tr("{no} 收货人拒收,等发货人指示后再处理。").format(no=row.number)
        elif row.free < 1:
            held = on_manifest(row.manifest) if row.manifest else ordered_back()
            why = problem("E143", no=row.number, n=row.in_stock, held=held).message
        self.note.setText(why)
        self.note.setVisible(bool(why))
        return not why

    def _opened(self) -> None:
        row = self.table.current()
        if row is not None and self.may_go(row):
            self.wanted.emit(row.number)

    def _entered(self) -> None:
        """A number that was scanned, or a filter that leaves one ticket, goes at once."""
        if not self.search.text().strip() or len(self.table.rows) != 1:
            return
        row = self.table.rows[0]
        self.table.go_to(row.number)
        if self.may_go(row):
            self.search.clear()
            self.table.go_to(row.number)
            self.scanned.emit(row.number)

    def _typed(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(text)

    def _to_place(self, place: str) -> None:
        self._place = "" if place == self._place else place
        self._show()

    def _narrow(self) -> None:
        self._only = ()
        self.note.hide()
        self._show()

    def _show(self) -> None:
        wanted = self.search.text().strip()
        counts = Counter(row.destination for row in self._rows)
        if self._place not in counts:
            self._place = ""
        words = tr("{p} {n}票")
        chips = [(p, words.format(p=p, n=n)) for p, n in counts.most_common()]
        self.places.show_items(chips if len(chips) > 1 else [], self._place)
        rows = [
            row
            for row in self._rows
            if self._place in ("", row.destination) and _matches(row, wanted)
            if not self._only or row.number in self._only
        ]
        self.table.show_rows(rows)
        narrowed = bool(wanted and self._rows)
        self.nothing.setText(
            tr("待中转的货里没有「{v}」,请核对单号,或按 Esc 清空。").format(v=quoted(wanted))
            if narrowed
            else tr("没有等待中转的货。交接方式为中转的货入库后列在这里。")
        )
        self.nothing.setVisible(not rows)
        if self._only:
            self._say_only()
        sums = tr("{t} 票 {n} 件")
        self.sums.setText(sums.format(t=len(rows), n=sum(row.free for row in rows)))

    def _say_only(self) -> None:
        known = {row.number for row in self._rows}
        away = [number for number in self._only if number not in known]
        words = tr("只列出选中的 {n} 票,在上面录字后恢复。").format(n=len(self._only) - len(away))
        if away:
            listed = "、".join(away[:MOST_NAMED]) + ("…" if len(away) > MOST_NAMED else "")
            words += tr("{n} 票不在待中转的货里:{listed}").format(n=len(away), listed=listed)
        self.note.setText(words)
        self.note.show()

    def _columns(self) -> tuple[Column[WaitingRow], ...]:
        def left(row: WaitingRow) -> str:
            return left_words(row.due_at, self._now())

        def tone(row: WaitingRow) -> Tone:
            return left_tone(row.due_at, self._now())

        return (
            Column(
                "收货人 / 目的地",
                lambda r: r.consignee_name,
                7,
                stretch=True,
                below=lambda r: r.destination,
            ),
            Column("运单号", lambda r: r.number, 7, below=lambda r: r.goods_summary),
            Column("件", _pieces, 3, right=True, total=True, below=lambda _: ""),
            Column("交接时限", left, 6, chip=tone),
            Column("提示", _mark, 4, chip=_mark_tone),
        )


def _pieces(row: WaitingRow) -> str:
    return str(row.free) if row.free == row.in_stock else f"{row.free}/{row.in_stock}"


def _matches(row: WaitingRow, wanted: str) -> bool:
    texts = (row.number, row.consignee_name, row.destination, row.goods_summary)
    return stands_in(wanted, *texts)


def _mark(row: WaitingRow) -> str:
    if row.held:
        return tr("等通知")
    if row.refused:
        return tr("拒收")
    if row.free < 1:
        return tr("已开单")
    return tr("加急") if row.urgent else ""


def _mark_tone(row: WaitingRow) -> Tone:
    if row.held or row.refused:
        return Tone.WRONG
    return Tone.WAITING if row.urgent and row.free else Tone.NEUTRAL
