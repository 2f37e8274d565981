"""查找一切: one box over everything, laid over the window by one key; Enter opens what was found."""

from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from desk.kernel.choices import Choice
from desk.kernel.text import tr
from desk.screens.lists import ListSpec
from desk.searching import FoundGroup, FoundRow, search
from ui.asking import plain_label
from ui.bridge import Job
from ui.desks.row_table import Column, RowTable
from ui.editors.editor import ENTER
from ui.formats import show
from ui.pages.records import open_record
from ui.pages.search_box import SearchBox
from ui.registry import Context
from ui.theme import SIZES, SPACE, Tone
from ui.tones import tone_of

Key = Qt.Key
KEY = "Ctrl+K"
WIDTH, TOP, ROWS = 720, 48, 14
TYPING_MS = 40
HINT = tr("单号或尾号、电话尾号、名称或地址的一段、拼音首字母、车牌")


@dataclass(frozen=True)
class Line:
    """One line of the results: a record, or the way to all rows of its kind (without a record)."""

    spec: ListSpec
    kind: str
    title: str
    rest: str = ""
    state: Choice | None = None
    row: FoundRow | None = None

    @property
    def key(self) -> str:
        return f"{self.spec.name}/{self.row.record_id if self.row else 'all'}"

    @property
    def values(self) -> dict[str, Any]:
        assert self.row is not None
        return dict(zip((field.name for field in self.spec.fields), self.row.values, strict=True))


def lines_of(groups: list[FoundGroup]) -> list[Line]:
    """The results as they stand below each other; the kind is named once."""
    lines: list[Line] = []
    for group in groups:
        kind = group.spec.title
        for row in group.rows:
            lines.append(_line(group.spec, kind, row))
            kind = ""
        if group.more:
            all_of_them = tr("全部符合的{kind}…").format(kind=group.spec.title)
            lines.append(Line(group.spec, "", all_of_them))
    return lines


def _line(spec: ListSpec, kind: str, row: FoundRow) -> Line:
    values = dict(zip((field.name for field in spec.fields), row.values, strict=True))
    shown = [(spec.field(name), values[name]) for name in spec.found]
    state = next((v for f, v in shown if isinstance(v, Choice) and f.name in _STATES), None)
    texts = [show(f, v) for f, v in shown if f.name not in _STATES]
    return Line(spec, kind, texts[0], " · ".join(filter(None, texts[1:])), state, row)


_STATES = ("state", "status")
COLUMNS: tuple[Column[Line], ...] = (
    Column(tr("种类"), lambda line: line.kind, 6, ink=lambda _line: Tone.NEUTRAL),
    Column(tr("名称"), lambda line: line.title, 13),
    Column(tr("说明"), lambda line: line.rest, 12, stretch=True, ink=lambda _line: Tone.NEUTRAL),
    Column(
        tr("状态"),
        lambda line: line.state.label if line.state else "",
        6,
        chip=lambda line: tone_of(line.state) if line.state else None,
    ),
)


class FinderBox(SearchBox):
    """Keeps the keyboard: the arrows move through the answers below, Enter takes one.

    Signals:
        moved: so many rows up or down.
        taken: Enter.
    """

    moved = Signal(int)
    taken = Signal()
    _STEPS: ClassVar = {
        Key.Key_Up: -1,
        Key.Key_Down: 1,
        Key.Key_PageUp: -ROWS,
        Key.Key_PageDown: ROWS,
    }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Key(event.key())
        if self.composing:
            super().keyPressEvent(event)
        elif key in self._STEPS:
            self.moved.emit(self._STEPS[key])
        elif key in ENTER:
            self.ask()
            self.taken.emit()
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
        self._take_first, self._asked = False, 0
        self.box = FinderBox(HINT, wait_ms=TYPING_MS)
        self.box.asked.connect(self.ask)
        self.box.moved.connect(self._move)
        self.box.taken.connect(self._take)
        self.table: RowTable[Line] = RowTable(tr("查找结果"), COLUMNS, lambda line: line.key)
        self.table.horizontalHeader().hide()
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.clicked.connect(lambda _: self.open())
        self.none = plain_label("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.normal, SPACE.normal, SPACE.normal, SPACE.small)
        column.setSpacing(SPACE.small)
        for part in (self.box, self.none, self.table):
            column.addWidget(part)
        column.addWidget(plain_label(tr("↓ 选择 · Enter 打开 · Esc 返回"), "muted"))
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.leave, context=inside)
        over.installEventFilter(self)
        self._show([])
        self.hide()

    def call(self) -> None:
        """Open with the last words chosen, ready to be typed over."""
        self._before = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.box.setFocus()
        self.box.selectAll()

    def leave(self) -> None:
        """Give the keyboard back, then vanish."""
        before = self._before
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        self.hide()

    def ask(self, text: str) -> None:
        """Search beside the window; an answer nobody waits for any more is dropped."""
        if self._job is not None:
            self._job.cancel()
        self._asked += 1
        self._take_first = False
        if not text:
            self._job = None
            self._show([])
            return
        desk, asked = self._context.desk, self._asked
        self._job = self._context.bridge.find(
            lambda: search(desk, text, wanted=lambda: asked == self._asked), self._answered, self
        )

    def open(self) -> None:
        """Open the chosen record, or all rows of its kind."""
        line = self.table.current()
        if line is None:
            return
        self.hide()
        if line.row is None:
            self._context.open_page(line.spec.name, search=self.box.text(), filters=())
        elif not open_record(self._context, line.spec, line.row.record_id, line.values):
            self._context.open_page(line.spec.name, search=line.title, filters=())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _show(self, lines: list[Line]) -> None:
        self.table.show_rows(lines)
        self.table.setVisible(bool(lines))
        asked = self.box.text().strip()
        found_none = tr("没有找到「{text}」。换一段试试,或用拼音首字母。").format(text=asked)
        self.none.setText(found_none if asked else HINT + "。")
        self.none.setVisible(not lines)
        if lines:
            self.table.selectRow(0)
        self._place()

    def _answered(self, groups: list[FoundGroup]) -> None:
        self._job = None
        self._show(lines_of(groups))
        if self._take_first:
            self._take()

    def _move(self, rows: int) -> None:
        now, last = self.table.currentIndex().row(), len(self.table.rows) - 1
        if last >= 0:
            self.table.selectRow(max(0, min(last, now + rows)))

    def _take(self) -> None:
        """Open the chosen answer; while the answers are on their way, the first one to come."""
        self._take_first = self._job is not None
        if not self._take_first:
            self.open()

    def _place(self) -> None:
        area = self._over.rect()
        width = min(WIDTH, area.width() - 2 * SPACE.page)
        shown = min(len(self.table.rows), ROWS)
        self.table.setFixedHeight(max(1, shown) * SIZES.row + 2 * SPACE.hair)
        self.adjustSize()
        self.setGeometry((area.width() - width) // 2, TOP, width, self.sizeHint().height())
