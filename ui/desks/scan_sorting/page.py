"""扫描归位: the scan large in the middle, why it waits and its number beside it, the next one at Enter."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from desk.filing.scans.booking import PaperBooked
from desk.filing.scans.choices import ScanState as S
from desk.filing.scans.queries import ScanRow, scan_page
from desk.filing.scans.sorting import discard_scan, place_scan, retry_scans, take_back_scan
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.bridge import Job
from ui.desks.picture import PictureView
from ui.desks.pieces import Card, Chip, keyed_button, on_key
from ui.desks.row_table import Column, RowTable
from ui.desks.scan_sorting.number_box import NumberBox
from ui.desks.scan_sorting.reading import (
    VIEWS,
    WAITING,
    Sorting,
    View,
    page_words,
    picture_reader,
    sorting_of,
)
from ui.desks.scan_sorting.taking import Taking
from ui.desks.strip import Strip
from ui.desks.texts import Elided
from ui.editors import FieldSet
from ui.pages.empty_state import EmptyState
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE
from ui.tones import tone_of
from ui.turns import next_turn

LIST_WIDTH, SIDE_WIDTH = 220, 292


class ScanTable(RowTable[ScanRow]):
    """Delete puts a scan aside."""

    puts_aside = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.puts_aside.emit()
        else:
            super().keyPressEvent(event)


class ScanSorting(Page):
    """See the module."""

    watches: ClassVar[frozenset[str] | None] = frozenset({"scan_page", "return_receipt"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.view: View = WAITING
        self.pile = ""
        self.row: ScanRow | None = None
        self.placed: ScanRow | None = None
        self._wanted, self._to_begin = 0, False
        self._reading: Job | None = None
        self._drawing: Job | None = None
        self.strip = Strip()
        self.strip.chosen.connect(self._turn_by_key)
        self.table = ScanTable(tr("扫描件"), _COLUMNS, lambda row: str(row.page_id))
        self.picture = PictureView(tr("扫描件图片"))
        next_turn()
        self.taking = Taking(context, self)
        next_turn()
        self.box = NumberBox()
        self.fields = FieldSet(self)
        self.fields.add(self.box.editor)
        self._build()
        self.table.went.connect(self._went)
        self.table.opened.connect(self.box.take_focus)
        self.table.typed.connect(self.box.type_in)
        self.table.puts_aside.connect(self.put_aside)
        self.box.given.connect(self.place)
        self.box.puts_aside.connect(self.put_aside)
        self.taking.came.connect(self._pile_came)
        self.taking.resume()

    # -- what is shown ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """The scans of a ``pile``, or the one of ``id``."""
        self.pile = str(arguments.get("pile") or "")
        self._wanted = int(arguments.get("id") or 0)
        if self._wanted:
            row = self.context.look_up(scan_page, page_id=self._wanted)
            self.view = next(view for view in VIEWS if row.state in view.states)
        else:
            self.view = WAITING
        self.renew()

    def shown(self) -> None:
        self._to_begin = True
        self.renew()

    def refresh(self) -> None:
        if self.taking.work.running:  # every page that is booked is a change; one look at the end
            self.stale = True
            return
        if self._reading is not None:
            self._reading.cancel()
        ask = partial(sorting_of, self.context.desk, self.view, self.pile)
        self._reading = self.context.bridge.later(ask, self._came, self.context.tell, owner=self)

    def turn_to(self, view: View) -> None:
        """Show scans of other states."""
        self.view, self._to_begin = view, True
        self.renew()

    def go(self, step: int) -> None:
        """The next scan, or the one before."""
        place = self.table.currentIndex().row() + step
        if 0 <= place < len(self.table.rows):
            self.table.selectRow(place)

    # -- sorting ----------------------------------------------------------------------------------

    def place(self, number: str) -> None:
        """File the scan under a number; the next one follows."""
        row = self.row
        if row is None or not self._may():
            return

        def done(outcome: Any) -> None:
            booked: PaperBooked = outcome.value
            self.placed = row if booked.state is S.PLACED else None
            waits = tr("{no}:{why}").format(no=booked.number, why=booked.reason)
            filed = tr("已归档到 {no}。放错了按 F8 取回。").format(no=booked.number)
            self.context.say(filed if booked.state is S.PLACED else waits)
            self._after(stays=booked.state is S.WAITING)

        arguments = {"page_id": row.page_id, "number": number}
        self.context.do(place_scan, arguments, done, fields=self.fields)

    def put_aside(self) -> None:
        """Keep the scan without filing it, with a reason."""
        row = self.row
        if row is None or row.state not in (S.WAITING, S.DUPLICATE) or not self._may():
            return
        reason = self.context.asker.reason(tr("不归档 {f}").format(f=page_words(row)))
        if reason:

            def done(_: object) -> None:
                self.context.say(tr("已放在一边,可在「不归档」里取回。"))
                self._after()

            self.context.do(discard_scan, {"page_id": row.page_id, "reason": reason}, done)

    def take_back(self) -> None:
        """Take the shown scan, or the one placed last, off its record."""
        row = self.row if self.row is not None and self.row.state in _BACK else self.placed
        if row is None or not self._may():
            return
        if row is self.placed:
            reason: str | None = tr("刚归档,放错票")
        else:
            reason = self.context.asker.reason(tr("取回 {f}").format(f=page_words(row)))
        if not reason:
            return

        def done(_: object) -> None:
            self.placed = None
            self.context.say(tr("已取回,回到「待整理」。"))
            self.view, self._wanted = WAITING, row.page_id
            self.renew()

        self.context.do(take_back_scan, {"page_id": row.page_id, "reason": reason}, done)

    def try_all(self) -> None:
        """Let everything that waits with a number try again."""
        words = tr("重新归档了 {n} 张。")
        done = lambda outcome: self.context.say(words.format(n=outcome.value))  # noqa: E731
        self.context.do(retry_scans, {}, done)

    # -- inside -----------------------------------------------------------------------------------

    def _after(self, stays: bool = False) -> None:
        """On to the scan below; the refresh takes the sorted one away."""
        if self.row is not None and not stays:
            place = self.table.currentIndex().row()
            rest = [r for r in self.table.rows if r is not self.row]
            self._wanted = rest[min(place, len(rest) - 1)].page_id if rest else 0
        elif stays:
            self.go(1)
        self._to_begin = True
        self.renew()

    def _may(self) -> bool:
        return self.context.may("receipt.update")

    def _came(self, sorting: Sorting) -> None:
        wanted, self._wanted = self._wanted, 0
        items = [(v.key, tr(v.label)) for v in VIEWS]
        items[0] = (WAITING.key, tr("待整理 {n} 张").format(n=sorting.waiting))
        self.strip.show_items(items, self.view.key)
        self._pile_chip.setText(tr("只看 {p} ✕  Alt+P").format(p=self.pile))
        self._pile_chip.setVisible(bool(self.pile))
        self.box.show_receipts(sorting.receipts)
        self.table.show_rows(sorting.rows)
        if wanted:
            self.table.go_to(str(wanted))
        if self.table.current() is None and sorting.rows:
            self.table.selectRow(0)
        self._nothing.tell(self.view.empty, narrowed=False)
        self._nothing.setVisible(not sorting.rows)
        self._show_row(self.table.current())
        if self._to_begin:
            self._to_begin = False
            (self.box if self.box.isVisible() else self.table).setFocus()

    def _went(self) -> None:
        self._show_row(self.table.current())

    def _show_row(self, row: ScanRow | None) -> None:
        before, self.row = self.row, row
        self._side.setVisible(row is not None)
        self.picture.setVisible(row is not None)
        self.table.setVisible(row is not None)
        back = row is not None and row.state in _BACK
        self._back.setVisible(self._may() and (back or self.placed is not None))
        if row is None:
            return
        self._title.setText(page_words(row))
        self._state.show_as(row.state.label, tone_of(row.state))
        self._why.setText(_why(row))
        self._why.setProperty("role", "good" if row.state in (S.FILED, S.PLACED) else "warning")
        self._why.style().polish(self._why)
        sortable = self._may() and row.state not in (S.FILED, S.PLACED)
        self.box.setVisible(sortable)
        self._place.setVisible(sortable)
        self._aside.setVisible(self._may() and row.state in (S.WAITING, S.DUPLICATE))
        if before is None or before.page_id != row.page_id:
            self.box.begin(row.paper_no or row.waybill)
            self.box.editor.line.selectAll()
            self._draw(row)

    def _draw(self, row: ScanRow) -> None:
        if self._drawing is not None:
            self._drawing.cancel()

        def came(image: QImage) -> None:
            self.picture.show_image(None if image.isNull() else image)

        self.picture.setAccessibleDescription(page_words(row))
        read = picture_reader(self.context.desk, row.page_id)
        self._drawing = self.context.bridge.later(read, came, self.context.tell, owner=self)

    def _pile_came(self, _result: object) -> None:
        self.view, self.pile, self._to_begin = WAITING, "", True
        self.renew()

    def _turn_by_key(self, key: str) -> None:
        self.turn_to(next(view for view in VIEWS if view.key == key))

    def _turn(self) -> None:
        self.turn_to(VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)])

    def _all_piles(self) -> None:
        self.pile = ""
        self.renew()

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        head = QHBoxLayout()
        head.setSpacing(SPACE.small)
        head.addWidget(plain_label(tr("扫描归位"), "title"))
        head.addStretch(1)
        head.addWidget(keyed_button(self, tr("全部重试"), "Ctrl+T", self.try_all))
        head.addLayout(self.taking.buttons)
        column.addLayout(head)
        column.addWidget(self.taking)
        views = QHBoxLayout()
        self._pile_chip = QPushButton()
        self._pile_chip.setProperty("role", "link")
        self._pile_chip.setAutoDefault(False)
        self._pile_chip.hide()
        self._pile_chip.clicked.connect(self._all_piles)
        on_key(self, "Alt+P", self._pile_chip.click)
        views.addWidget(self.strip, 1)
        views.addWidget(self._pile_chip)
        column.addLayout(views)
        self._nothing = EmptyState()
        column.addWidget(self._nothing, 100)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE.small)
        self.table.setFixedWidth(LIST_WIDTH)
        middle.addWidget(self.table)
        middle.addWidget(self.picture, 1)
        middle.addWidget(self._build_side())
        column.addLayout(middle, 1)
        column.addStretch(0)
        hint = tr(
            "Enter 归档 · Del 不归档 · PgUp/PgDn 上一张/下一张 · "
            "Ctrl+R 旋转 · Ctrl++/- 缩放 · Ctrl+0 整页 · F6 换页"
        )
        column.addWidget(plain_label(hint, "small"))
        for key, does in (
            ("F6", self._turn),
            ("PgDown", lambda: self.go(1)),
            ("PgUp", lambda: self.go(-1)),
            ("Ctrl+R", self.picture.turn),
            ("Ctrl++", self.picture.enlarge),
            ("Ctrl+=", self.picture.enlarge),
            ("Ctrl+-", self.picture.shrink),
            ("Ctrl+0", self.picture.fit),
            ("Ctrl+F", self.box.take_focus),
            ("Ctrl+Delete", self.put_aside),
        ):
            on_key(self, key, does)

    def _build_side(self) -> Card:
        self._side = Card()
        self._side.setFixedWidth(SIDE_WIDTH)
        self._title, self._state = Elided("strong"), Chip()
        self._side.head.addWidget(self._title, 1)
        self._side.head.addWidget(self._state)
        self._side.column.addLayout(self._side.head)
        self._why = plain_label("", "warning")
        self._why.setWordWrap(True)
        self._side.column.addWidget(self._why)
        self._side.column.addWidget(self.box, 1)
        self._side.column.addStretch(0)
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        self._aside = keyed_button(self, tr("不归档  Del"), "", self.put_aside)
        self._back = keyed_button(self, tr("取回"), "F8", self.take_back)
        self._place = keyed_button(self, tr("归档"), "F9", self.box.enter, "primary")
        for button in (self._back, self._aside, self._place):
            row.addWidget(button)
        row.addStretch(1)
        self._side.column.addLayout(row)
        return self._side


def _why(row: ScanRow) -> str:
    if row.state in (S.FILED, S.PLACED):
        who = row.consignee_name or row.reason
        return tr("已归档到 {no}({who})。").format(no=row.waybill or row.paper_no, who=who)
    return row.reason or tr("没有说明,请看图片填单号。")


_BACK = frozenset({S.FILED, S.PLACED, S.DISCARDED})
_COLUMNS: tuple[Column[ScanRow], ...] = (
    Column("扫描件", page_words, 8, stretch=True, below=lambda r: r.waybill or r.reason),
)
