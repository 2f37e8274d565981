"""One screen from the file to the booked list."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout

from desk.importing import (
    Booked,
    ImportPreview,
    book,
    choose_column,
    import_kind,
    import_kinds,
    preview,
    recheck,
)
from desk.importing.kinds import ImportKind
from desk.kernel.commands import entry_of
from desk.kernel.errors import NeedsConfirmation, Refused
from desk.kernel.text import tr
from desk.screens.fields import Field
from ui.asking import plain_label
from ui.bridge import Step
from ui.desks.cursor import take_up
from ui.desks.import_wizard.files_back import save_errors, save_template
from ui.desks.import_wizard.head import Head, head_of
from ui.desks.import_wizard.mapping import MappingCard
from ui.desks.import_wizard.notice import notice
from ui.desks.import_wizard.pasting import preview_pasted
from ui.desks.import_wizard.places import RESULTS, list_to_read, place_to_save
from ui.desks.import_wizard.refusals import tell_refused
from ui.desks.import_wizard.rows import PreviewCard
from ui.desks.import_wizard.working import WorkStrip
from ui.desks.paste_key import PasteKey
from ui.desks.pasted_table import is_table
from ui.desks.pieces import Card, keyed_button, on_key
from ui.desks.strip import Strip
from ui.doing import show_refused
from ui.editors.line import TextEditor
from ui.errors_shown import messages
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE
from ui.turns import next_turn


class ImportWizard(Page):
    """Nothing is saved before 「导入 n 行」.

    Attributes:
        choose_file: asks for a list; tests put their own in.
        choose_target: asks where to save a file, given a proposed name.
    """

    watches = frozenset()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.kind: ImportKind = next(iter(self._kinds().values()))
        self.found: ImportPreview | None = None
        self.booked: Booked | None = None
        self.choose_file: Callable[[], str] = partial(list_to_read, self)
        self.choose_target: Callable[[str], str] = partial(place_to_save, self)
        self.kinds = Strip()
        self.path = TextEditor(Field("path", tr("文件")))
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(tr("工作表"))
        self.mapping = MappingCard()
        next_turn()
        self.preview = PreviewCard()
        next_turn()
        self._heads: dict[str, Head] = {}
        self.working = WorkStrip(context)
        self._build()
        self._connect()
        self._show()

    # -- arguments --------------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Take a ``kind`` of list and, if given, a ``path``."""
        kind = str(arguments.get("kind") or "")
        if kind and kind != self.kind.name and kind in self._kinds():
            self.kind = import_kind(kind)
            self._forget()
        if arguments.get("path"):
            self.load(Path(str(arguments["path"])))

    def shown(self) -> None:
        super().shown()
        if self.found is None:
            self.path.take_focus()
        else:
            take_up(self, self.preview.table)

    def may_leave(self) -> bool:
        if self.working.running:
            self.context.say(tr("正在导入,请等它结束或先取消。"))
            return False
        return True

    # -- reading and checking -----------------------------------------------------------------------

    def load(self, path: Path) -> None:
        """Read a file and check its rows, beside the window."""
        desk, kind, stopped = self.context.desk, self.kind, self.working.stopped
        self._forget()
        self.path.set_value(str(path))

        def call(step: Step) -> ImportPreview:
            return preview(desk, kind, path, progress=step, cancelled=stopped.is_set)

        self.working.start(tr("正在读取和核对…"), call, self._loaded)

    def paste(self, text: str) -> None:
        """Check a table copied from a spreadsheet."""
        desk, kind, stopped = self.context.desk, self.kind, self.working.stopped
        if not is_table(text):
            return
        self._forget()
        self.path.set_value(tr("粘贴的表格"))

        def call(step: Step) -> ImportPreview:
            return preview_pasted(desk, kind, text, step, stopped.is_set)

        self.working.start(tr("正在读取和核对…"), call, self._loaded)

    def take_back(self) -> None:
        """Forget the list that is shown; nothing of it is saved yet."""
        if self.found is not None and self.booked is None and not self.working.running:
            self._forget()
            self.path.take_focus()

    def choose(self) -> None:
        """Ask for a file."""
        chosen = self.choose_file()
        if chosen:
            self.load(Path(chosen))

    def _loaded(self, found: ImportPreview) -> None:
        self.found = found
        self.sheet.blockSignals(True)
        self.sheet.clear()
        self.sheet.addItems([sheet.name for sheet in found.sheets])
        self.sheet.setCurrentText(found.rows.sheet.name)
        self.sheet.blockSignals(False)
        self.mapping.show_preview(found)
        self.preview.show_preview(found)
        self._show()
        if found.rows.good and self.head.fields.names:
            self.head.fields.focus_first()
        else:
            self.preview.table.setFocus()

    def _choose_column(self, key: str, heading: str) -> None:
        found, desk = self.found, self.context.desk
        if found is not None:
            mapping = choose_column(found, key, heading)
            self.working.start(
                tr("正在重新核对…"), lambda _: recheck(desk, found, mapping), self._loaded
            )

    def _choose_sheet(self) -> None:
        found, desk, name = self.found, self.context.desk, self.sheet.currentText()
        if found is not None:
            self.working.start(
                tr("正在核对…"), lambda _: recheck(desk, found, sheet=name), self._loaded
            )

    # -- booking ------------------------------------------------------------------------------------

    def book(self, confirmed: frozenset[str] = frozenset()) -> None:
        """Book the good rows in one step; a doubt is asked, a refusal shown at its field."""
        found, desk = self.found, self.context.desk
        if found is None or not found.rows.good or self.working.running:
            return
        self.head.fields.show_problems(())
        try:
            head = self.head.arguments()
        except Refused as refused:
            show_refused(self.context, refused, self.head.fields)
            return

        def call(step: Step) -> Booked:
            return book(desk, found, confirmed=confirmed, progress=step, **head)

        words = tr("正在导入 {n} 行…").format(n=f"{len(found.rows.good):,}")
        self.working.start(words, call, self._booked, lambda f: self._refused(f, confirmed))

    def _refused(self, fault: BaseException, confirmed: frozenset[str]) -> None:
        if isinstance(fault, NeedsConfirmation):
            question = tr("有 {n} 处需要您确认,仍要导入吗?").format(n=len(fault.problems))
            if self.context.asker.sure(question, messages(fault.problems)[:10]):
                self.book(confirmed | frozenset(fault.codes))
        elif isinstance(fault, Refused):
            tell_refused(self.context, fault, self.found, self.head.fields)
        else:
            self.context.tell(fault)

    def _booked(self, booked: Booked) -> None:
        words = tr("已导入 {n} 行").format(n=f"{booked.count:,}")
        if booked.number:
            words += tr(",单号 {no}").format(no=booked.number)
        if booked.skipped:
            words += tr(",跳过重复 {n} 行").format(n=booked.skipped)
        bad = self.found.rows.bad if self.found else ()
        if bad:
            words += tr(";{n} 行有误,请按 Ctrl+E 存成错误表").format(n=len(bad))
        self.booked = booked
        self.context.say(words)
        self.head.fields.clear()
        self._tell(words + "。", "good")
        self._show()
        self.open_result.setFocus()

    @property
    def head(self) -> Head:
        """The head of the kind in work, made when it is first needed."""
        if self.kind.name not in self._heads:
            made = head_of(self.context, self.kind)
            made.hide()
            made.fields.finished.connect(self.go.setFocus)
            self._below.addWidget(made)
            self._heads[self.kind.name] = made
        return self._heads[self.kind.name]

    # -- what is shown ------------------------------------------------------------------------------

    def _kinds(self) -> dict[str, ImportKind]:
        """The kinds this user may book."""
        kinds = import_kinds()
        mine = {n: k for n, k in kinds.items() if self.context.may(entry_of(k.book).needs)}
        return mine or kinds

    def _forget(self) -> None:
        self.found = self.booked = None
        self.path.set_value(None)
        self.sheet.clear()
        self.preview.show_preview(None)
        self._show()

    def _show(self) -> None:
        found = self.found
        items = [(name, tr(kind.title)) for name, kind in self._kinds().items()]
        self.kinds.show_items(items, self.kind.name)
        self._sides.setVisible(found is not None)
        self._empty.setVisible(found is None)
        words = tr(
            "选择「{kind}」的 Excel、CSV 文件,或把表格复制后按 Ctrl+V。先预览,按「导入」才保存。"
        )
        self._begins.setText(words.format(kind=tr(self.kind.title)))
        self.sheet.setVisible(self.sheet.count() > 1)
        good = len(found.rows.good) if found else 0
        bad = len(found.rows.bad) if found else 0
        self.go.setText(tr("导入 {n} 行").format(n=f"{good:,}") + "  F9")
        done = self.booked is not None
        wanted = self.head if self.head.fields.names and good > 0 and not done else None
        for head in self._heads.values():
            head.setVisible(head is wanted)
        self.go.setEnabled(good > 0 and not done)
        self.errors.setEnabled(bad > 0)
        if not done:
            self._tell(*notice(found))
        self.open_result.setVisible(done)

    def _tell(self, words: str, role: str = "muted") -> None:
        self.notice.setText(words)
        self.notice.setVisible(bool(words))
        self.notice.setProperty("role", role)
        self.notice.style().unpolish(self.notice)
        self.notice.style().polish(self.notice)

    def _choose_kind(self, name: str) -> None:
        self.kind = import_kind(name)
        self._forget()
        self.path.take_focus()

    def _busy(self, busy: bool) -> None:
        for widget in (self.mapping, self.preview, self.head, self.path, self.kinds, self.sheet):
            widget.setEnabled(not busy)
        if busy:
            self.go.setEnabled(False)
        else:
            self._show()
            (self.preview.table if self.found is not None else self.path.control).setFocus()

    def _open_result(self) -> None:
        number = self.booked.number if self.booked else ""
        arguments = {"number": number} if number else {}
        self.context.open_page(RESULTS.get(self.kind.name, "imports"), **arguments)

    # -- building -----------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._top())
        column.addLayout(self._file_line())
        line = QHBoxLayout()
        self.notice = plain_label("", "muted")
        self.notice.setWordWrap(True)
        line.addWidget(self.notice, 1)
        self.open_result = keyed_button(
            self, tr("打开导入的单据"), "Ctrl+Return", self._open_result
        )
        line.addWidget(self.open_result)
        column.addLayout(line)
        column.addWidget(self.working)
        self._empty = Card()
        self._empty.column.addStretch(1)
        self._begins = plain_label("", "muted")
        self._begins.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.column.addWidget(self._begins)
        self._empty.column.addStretch(1)
        column.addWidget(self._empty, 1)
        self._sides = QSplitter(Qt.Orientation.Horizontal)
        self._sides.setChildrenCollapsible(False)
        self._sides.addWidget(self.mapping)
        self._sides.addWidget(self.preview)
        self._sides.setSizes([330, 850])
        column.addWidget(self._sides, 1)
        self._below = QVBoxLayout()
        column.addLayout(self._below)
        hint = tr(
            "Ctrl+O 选文件 · Ctrl+V 粘贴表格 · F4 只看有误 · Ctrl+E 错误表 · F9 导入 · 导入后可在「导入记录」撤销"
        )
        column.addWidget(plain_label(hint, "small"))

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        row.addWidget(plain_label(tr("导入清单"), "title"))
        row.addSpacing(SPACE.wide)
        row.addWidget(self.kinds, 1)
        row.addWidget(keyed_button(self, tr("空白模板"), "", lambda: save_template(self)))
        self.errors = keyed_button(self, tr("存错误表"), "Ctrl+E", lambda: save_errors(self))
        row.addWidget(self.errors)
        self.go = keyed_button(self, tr("导入"), "F9", lambda: self.book(), "primary")
        row.addWidget(self.go)
        return row

    def _file_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        row.addWidget(plain_label(tr("文件"), "label"))
        self.path.line.setPlaceholderText(tr("粘贴路径后按 Enter,或按 Ctrl+O 选择"))
        row.addWidget(self.path, 1)
        row.addWidget(keyed_button(self, tr("浏览…"), "Ctrl+O", self.choose))
        row.addWidget(self.sheet)
        return row

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._choose_kind)
        self.path.walked.connect(lambda _: self._typed_path())
        self.sheet.activated.connect(lambda _: self._choose_sheet())
        self.mapping.chosen.connect(self._choose_column)
        self.working.busy.connect(self._busy)
        PasteKey(self.path.line, self.paste)
        on_key(self, "Ctrl+V", lambda: self.paste(QGuiApplication.clipboard().text()))
        on_key(self, "Ctrl+Z", self.take_back)
        on_key(self, "F4", self.preview.toggle_bad)
        on_key(self, "Escape", self.working.stop)

    def _typed_path(self) -> None:
        typed = self.path.line.text().strip().strip('"')
        if typed:
            self.load(Path(typed))
