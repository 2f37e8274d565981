"""查找一切: one box over everything, laid over the window by one key; Enter opens what was found."""

from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from desk.kernel.quoting import quoted
from desk.kernel.text import tr
from desk.pasting import PastedSet, find_pasted_anywhere
from desk.searching import search
from ui.asking import plain_label
from ui.bridge import Job
from ui.desks.finder_guide import FinderGuide
from ui.desks.finder_lines import COLUMNS, Line, lines_of, pages_named
from ui.desks.row_table import RowTable
from ui.dressing import put_on_sheet
from ui.editors.editor import ENTER
from ui.pages.records import open_record
from ui.pages.search_box import SearchBox
from ui.registry import Context
from ui.theme import SIZES, SPACE

Key = Qt.Key
KEY = "Ctrl+K"
WIDTH, TOP, ROWS = 820, 48, 16
TYPING_MS = 5
HINT = tr("单号、电话、名称、地址、拼音、车牌、页面")
ALL_KEY = "Ctrl+Enter"
KEYS = tr("↑↓ 选择 · Ctrl+↑↓ 换种类 · Enter 打开 · {all} 列出这一种的全部 · Esc 返回").format(
    all=ALL_KEY
)


class FinderBox(SearchBox):
    """Keeps the keyboard: the arrows move through the answers below, Enter takes one.

    Signals:
        moved: so many rows up or down.
        went_on: so many groups up or down.
        taken: Enter; with Ctrl all of the kind.
    """

    moved = Signal(int)
    went_on = Signal(int)
    taken = Signal(bool)
    takes_columns = True
    _STEPS: ClassVar = {
        Key.Key_Up: -1,
        Key.Key_Down: 1,
        Key.Key_PageUp: -ROWS,
        Key.Key_PageDown: ROWS,
    }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Key(event.key())
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.composing:
            super().keyPressEvent(event)
        elif key in self._STEPS:
            wide = held and key in (Key.Key_Up, Key.Key_Down)
            (self.went_on if wide else self.moved).emit(self._STEPS[key])
        elif key in ENTER:
            self.ask()
            self.taken.emit(held)
        else:
            super().keyPressEvent(event)


class Finder(QFrame):
    """Opens with the key; the first answers stand there while one still types."""

    def __init__(self, context: Context, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("finder")
        self._context, self._over = context, over
        self._before: QWidget | None = None
        self._job: Job | None = None
        self._take_next: bool | None = None
        self._asked = 0
        self.box = FinderBox(HINT, wait_ms=TYPING_MS)
        self.box.asked.connect(self.ask)
        self.box.moved.connect(self._move)
        self.box.went_on.connect(self._go_on)
        self.box.pasted.connect(self._look_up)
        self.box.taken.connect(self._take)
        self.table: RowTable[Line] = RowTable(tr("查找结果"), COLUMNS, lambda line: line.key)
        self.table.horizontalHeader().hide()
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.clicked.connect(lambda _: self.open())
        self.none = plain_label("", "muted")
        self.none.setWordWrap(True)
        self.guide = FinderGuide()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.normal, SPACE.normal, SPACE.normal, SPACE.small)
        column.setSpacing(SPACE.small)
        self.keys = plain_label("", "small")
        for part in (self.box, self.none, self.guide, self.table, self.keys):
            column.addWidget(part)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.leave, context=inside)
        over.installEventFilter(self)
        self._show([])
        self.hide()

    @property
    def answered(self) -> bool:
        """Whether what stands below is the answer to what stands in the box."""
        return self._job is None and not self.box.waits

    def call(self) -> None:
        """Open with the last words chosen, ready to be typed over."""
        self._before = QApplication.focusWidget()
        put_on_sheet(self)
        self._place()
        self.show()
        self.raise_()
        self.box.setFocus()
        self.box.selectAll()

    def leave(self) -> None:
        """Give the keyboard back, then vanish; what is still looked for is not opened any more."""
        self._take_next = None
        before = self._before
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        self.hide()

    def ask(self, text: str) -> None:
        """Search beside the window; an answer nobody waits for any more is dropped."""
        self._drop()
        if not text:
            self._show([])
            return
        context, asked = self._context, self._asked

        def answer() -> list[Line]:
            groups = search(context.desk, text, wanted=lambda: asked == self._asked)
            return lines_of(groups, pages_named(context, text))

        self._job = context.bridge.find(answer, self._answered, self)

    def open(self, *, whole_kind: bool = False) -> None:
        """Open the chosen record or page, or all rows of its kind."""
        line = self.table.current()
        if line is None:
            return
        self.leave()
        context = self._context
        if line.spec is None:
            context.open_page(line.page)
        elif line.row is None or whole_kind:
            context.open_page(line.spec.name, search=self.box.text(), filters=())
        elif not open_record(context, line.spec, line.row.record_id, line.values):
            context.open_page(line.spec.name, search=line.title, filters=())

    def _look_up(self, column: str) -> None:
        """A pasted column of numbers opens the list that knows them."""
        self._drop()
        desk, asked = self._context.desk, self._asked
        self._show([], tr("正在查找粘贴的号码…"))

        def known(found: tuple[str, PastedSet]) -> None:
            self._job = None
            if self.isHidden():
                return
            name, numbers = found
            if not numbers.known:
                count = len(numbers.unknown)
                self._show([], tr("粘贴的 {n} 个号码都没有找到。").format(n=count))
                return
            self.leave()
            self._context.open_page(name, pasted=column)

        self._job = self._context.bridge.find(
            lambda: find_pasted_anywhere(desk, column, wanted=lambda: asked == self._asked),
            known,
            self,
        )

    def _drop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job, self._take_next = None, None
        self._asked += 1

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _show(self, lines: list[Line], said: str = "") -> None:
        self.table.show_rows(lines)
        self.table.setVisible(bool(lines))
        asked = self.box.text().strip()
        if asked and not lines and not said:
            said = tr("没有找到「{text}」。少录几个字,或换电话尾号、拼音首字母试试。").format(
                text=quoted(asked)
            )
        self.none.setText(said)
        self.none.setVisible(bool(said))
        self.guide.setVisible(not lines and not said)
        self.keys.setText(KEYS if lines else tr("Esc 返回"))
        if lines:
            self.table.selectRow(0)
            self.table.scrollToTop()
        self._place()

    def _answered(self, lines: list[Line]) -> None:
        self._job = None
        self._show(lines)
        if self._take_next is not None:
            self._take(self._take_next)

    def _move(self, rows: int) -> None:
        now, last = self.table.currentIndex().row(), len(self.table.rows) - 1
        if last >= 0:
            self.table.selectRow(max(0, min(last, now + rows)))

    def _go_on(self, groups: int) -> None:
        """To the first line of the next kind, or of the one before."""
        firsts = [at for at, line in enumerate(self.table.rows) if line.kind]
        now = self.table.currentIndex().row()
        ways = [at for at in firsts if at > now] if groups > 0 else [a for a in firsts if a < now]
        if ways:
            self.table.selectRow(ways[0] if groups > 0 else ways[-1])

    def _take(self, whole_kind: bool) -> None:
        """Open the chosen answer; while the answers are on their way, the first one to come."""
        if self._job is not None:
            self._take_next = whole_kind
        else:
            self._take_next = None
            self.open(whole_kind=whole_kind)

    def _place(self) -> None:
        area = self._over.rect()
        width = min(WIDTH, area.width() - 2 * SPACE.page)
        self._show_high(min(len(self.table.rows), ROWS))
        beyond = TOP + self.sizeHint().height() + SPACE.small - area.height()
        if self.table.rows and beyond > 0:  # a low window shows fewer answers at once
            self._show_high(self.table.height() // SIZES.row + -beyond // SIZES.row)
        self.setGeometry((area.width() - width) // 2, TOP, width, self.sizeHint().height())

    def _show_high(self, rows: int) -> None:
        self.table.setFixedHeight(max(1, rows) * SIZES.row + 2 * SPACE.hair)
        self.adjustSize()
