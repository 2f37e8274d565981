"""The preview of a form: the very PDF that is printed and filed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desk.documents.papers import A4P, Paper, PaperSize, Table
from desk.documents.pdf import RenderResult, render_pdf
from desk.documents.pdf_pen import Background
from desk.kernel.errors import FileRefused, Refused, problem
from desk.kernel.text import tr
from ui import local_settings
from ui.asking import plain_label
from ui.bridge import Cancelled, Step
from ui.dialog import Dialog
from ui.errors_shown import shown
from ui.fixing import Fixing
from ui.held_keys import does_once
from ui.local_settings import LocalSettings
from ui.on_screen import size_on_screen
from ui.pages.paper_printing import PaperPrinting, reasons
from ui.pages.paper_view import FIT, PaperView
from ui.pages.progress import with_progress
from ui.print_profiles import CHOICE_NAMES, profile_of
from ui.printers import PrintPort, Sheet, SystemPrinters
from ui.registry import Context
from ui.theme import SPACE

ZOOMS = ((tr("适合宽度"), FIT), ("75%", 0.75), ("100%", 1.0), ("150%", 1.5), ("200%", 2.0))


@dataclass(frozen=True)
class Look:
    """A rendered form.

    Attributes:
        shown: its PDF; what pre-printed paper carries is pale in it.
        whole: the same with everything in black, for saving.
        first: the paper it begins with.
        tabular: it can be saved as Excel.
        left_out: document number → why it is not in it.
    """

    shown: RenderResult
    whole: bytes
    first: Paper
    tabular: bool
    left_out: dict[str, Refused]


class PaperPage(Dialog):
    """A window of its own: look, zoom, print, save as PDF."""

    chapter = "32_print"

    def __init__(
        self,
        context: Context,
        code: str,
        number: str | Sequence[str],
        options: dict[str, Any] | None = None,
        port: PrintPort | None = None,
        settings: LocalSettings | None = None,
        window: QWidget | None = None,
        fixing: Fixing | None = None,
    ) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context, self.code, self.fixing = context, code, fixing
        self.numbers = [number] if isinstance(number, str) else list(number)
        self.form = context.desk.form(code)
        self._given = options or {}
        settings = settings or local_settings.current()
        self.printing = PaperPrinting(self, port or SystemPrinters(), settings)
        self.paper = settings.papers.get(code, "")
        self.options = {**self.form.on(self.paper), **self._given}
        self.rendering: RenderResult | None = None
        self.whole = b""
        self.paper_size: PaperSize = A4P
        self.parts: tuple[str, ...] = ()
        self._told: set[str] = set()
        title = self.form.title
        many = tr("等 {n} 份").format(n=len(self.numbers)) if len(self.numbers) > 1 else ""
        self.title = f"{title} {self.numbers[0]}{many}"
        self.setWindowTitle(self.title)
        self.view = PaperView(context.bridge)
        self._build()
        size_on_screen(self, 1100, 720)
        if fixing is not None:
            fixing.renewed.connect(self.load)
        self.load()

    def load(self, then: Callable[[], None] | None = None) -> None:
        """Render the form as a look only; nothing is counted."""

        def arrived(look: Look) -> None:
            self._show(look)
            if then is not None:
                then()

        self.context.bridge.later(self.look, arrived, self._refused, owner=self)

    def leaves(self, goes: Callable[[], None]) -> None:
        """Let a paper go to a printer or into a file once its document is final."""
        if self.fixing is None:
            goes()
        else:
            self.fixing.first(goes)

    def look(self) -> Look:
        """Render the form without what is refused; runs beside the window.

        Raises:
            Refused: E210, or every one of the documents is refused.
        """
        left_out: dict[str, Refused] = {}
        papers = [paper for number in self.numbers for paper in self._paper(number, left_out)]
        if not papers:
            raise Refused(*(p for refused in left_out.values() for p in refused.problems))
        first = papers[0]
        single = len(papers) == 1 and not left_out
        tabular = single and any(isinstance(b, Table) for b in first.blocks)
        whole = shown = render_pdf(papers)
        if profile_of(self.printing.settings.prints, self.code, first.size.key).preprinted:
            shown = render_pdf(papers, Background.SHOWN)
        return Look(shown, whole.pdf, first, tabular, left_out)

    def _paper(self, number: str, left_out: dict[str, Refused]) -> tuple[Paper, ...]:
        try:
            return self.context.desk.paper(self.code, number, **self.options)
        except Refused as refused:
            if "E210" in refused.codes:
                raise
            left_out[number] = refused
            return ()

    def ask_print(self) -> None:
        """Choose a printer, then print."""
        self.printing.ask()

    def choose_paper(self, paper: str) -> None:
        """Print the form on another of its papers, here and from now on."""
        settings = self.printing.settings
        settings.papers[self.code] = paper
        local_settings.save(settings)
        self.options = {**self._given, **self.form.on(paper)}
        self.load()

    # -- saving ---------------------------------------------------------------------------------------

    def ask_save(self) -> None:
        """Ask where to, and save the PDF that is shown."""
        proposed = f"{self.title}.pdf".replace("/", "-")
        target, _ = QFileDialog.getSaveFileName(self, tr("保存 PDF"), proposed, "PDF (*.pdf)")
        if target:
            self.leaves(lambda: self._save_final(Path(target)))

    def _save_final(self, target: Path) -> None:
        """Save what is shown; of a draft that was made final just now, its new look."""
        if self.fixing is None:
            self.save_to(target)
        else:
            self.load(lambda: self.save_to(target))

    def save_to(self, target: Path) -> None:
        """Write the PDF, with whatever pre-printed paper would carry."""
        if self.rendering is None:
            return
        try:
            target.write_bytes(self.whole)
        except OSError as fault:
            sentence = tr("没有写成 {path}:{why}").format(path=target, why=fault.strerror)
            self.context.tell(FileRefused(sentence))
        else:
            self.say(tr("已保存到 {path}").format(path=target))

    def ask_excel(self) -> None:
        """Ask where to, and save the list with the columns of the paper."""
        proposed = f"{self.title}.xlsx".replace("/", "-")
        target, _ = QFileDialog.getSaveFileName(self, tr("保存 Excel"), proposed, "Excel (*.xlsx)")
        if target:
            self.leaves(lambda: self.excel_to(Path(target)))

    def excel_to(self, target: Path) -> None:
        """Write the paper as Excel, beside the window."""

        def call(step: Step) -> int:
            from desk.exporting import paper_xlsx

            desk = self.context.desk
            return paper_xlsx(desk, self.code, self.numbers[0], target, **self.options)

        def done(rows: int) -> None:
            self.say(tr("已保存 {n} 行到 {path}").format(n=rows, path=target))

        title = tr("正在保存 {what}").format(what=self.title)
        with_progress(self.context.bridge, title, call, done, self._excel_failed, self)

    def _excel_failed(self, fault: BaseException) -> None:
        if isinstance(fault, Cancelled):
            self.say(tr("已取消保存。"))
        else:
            self.context.tell(fault)

    def say(self, text: str) -> None:
        self.message.setText(text)

    # -- inside ---------------------------------------------------------------------------------------

    def _show(self, look: Look) -> None:
        self.rendering, self.whole, first = look.shown, look.whole, look.first
        tabular = look.tabular
        self.paper_size = first.size
        self.parts = () if first.size.carbon else first.copies
        sheet = Sheet(first.size.width_mm, first.size.height_mm)
        self.view.show_pdf(self.rendering.pdf, self.rendering.pages, sheet)
        self._tell_page()
        self._tell_fixing()
        for button in (self.print_button, self.save_button):
            button.setEnabled(True)
        self.excel_button.setVisible(tabular)
        self.excel_button.setEnabled(tabular)
        if self.rendering.missing:
            chars = " ".join(sorted(self.rendering.missing))
            self.context.asker.tell(shown(Refused(problem("E018", chars=chars))))
        if look.left_out.keys() - self._told:
            heading = tr("{n} 份不能打印,其余照打").format(n=len(look.left_out))
            self.context.asker.tell(reasons(heading, look.left_out))
        self._told |= look.left_out.keys()

    def _refused(self, fault: BaseException) -> None:
        self.context.tell(fault)
        self.close()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(SPACE.wide, SPACE.small, SPACE.wide, SPACE.small)
        bar.setSpacing(SPACE.small)
        self.print_button = self._button(tr("打印"), "Ctrl+P", self.ask_print)
        self.print_button.setProperty("role", "primary")
        self.save_button = self._button(tr("保存 PDF"), "Ctrl+S", self.ask_save)
        self.excel_button = self._button(tr("保存 Excel"), "Ctrl+E", self.ask_excel)
        self.excel_button.hide()
        self.zoom = QComboBox()
        self.zoom.addItems([word for word, _ in ZOOMS])
        self.zoom.setAccessibleName(tr("缩放"))
        self.zoom.activated.connect(lambda row: self.view.set_zoom(ZOOMS[row][1]))
        self.papers = self._papers()
        self.pages = plain_label(tr("正在排版…"), "muted")
        self.note = plain_label("", "muted")
        self.message = plain_label("", "good")
        for widget in (
            self.print_button,
            self.save_button,
            self.excel_button,
            self.papers,
            self.zoom,
            self.pages,
            self.note,
        ):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.message)
        bar.addWidget(plain_label(tr("Esc 关闭"), "small"))
        column.addLayout(bar)
        column.addWidget(self.view, 1)
        self.view.page_changed.connect(self._tell_page)
        self.view.setFocus()

    def _papers(self) -> QComboBox:
        """The papers the form is made for; nothing to see when it has but one."""
        box = QComboBox()
        box.setAccessibleName(tr("纸张"))
        for paper in self.form.papers:
            box.addItem(CHOICE_NAMES[paper], paper)
        box.setCurrentIndex(max(0, box.findData(self.paper)))
        box.activated.connect(lambda _: self.choose_paper(box.currentData()))
        box.setVisible(box.count() > 1)
        return box

    def _button(self, word: str, key: str, does: Any) -> QPushButton:
        button = QPushButton(f"{word}  {key}")
        button.setAutoDefault(False)
        button.setEnabled(False)
        button.clicked.connect(does)
        shortcut = QAction(self)
        shortcut.setShortcut(QKeySequence(key))
        does_once(shortcut, key)
        shortcut.triggered.connect(button.click)
        self.addAction(shortcut)
        return button

    def _tell_fixing(self) -> None:
        self.note.setText(self.fixing.note if self.fixing is not None else "")

    def _tell_page(self) -> None:
        if self.rendering is not None:
            self.pages.setText(
                tr("第 {page} / {pages} 页").format(page=self.view.page, pages=self.rendering.pages)
            )
