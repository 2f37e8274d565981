"""The preview of a form: the very PDF that is printed and filed."""

from collections.abc import Sequence
from io import BytesIO
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

from desk.documents.calibration import calibration_page
from desk.documents.papers import A4P, PaperSize, Table
from desk.documents.pdf import RenderResult, render_pdf
from desk.kernel.errors import FileRefused, Refused, problem
from desk.kernel.text import tr
from ui import local_settings
from ui.asking import plain_label
from ui.bridge import Cancelled, Step
from ui.dialog import Dialog
from ui.errors_shown import shown
from ui.local_settings import LocalSettings, PrintProfile
from ui.pages.paper_view import FIT, PaperView
from ui.pages.print_dialog import CALIBRATE, PrintDialog
from ui.pages.progress import with_progress
from ui.printing import PrintPort, Sheet, SystemPrinters, send_pdf
from ui.registry import Context
from ui.theme import SPACE

ZOOMS = ((tr("适合宽度"), FIT), ("75%", 0.75), ("100%", 1.0), ("150%", 1.5), ("200%", 2.0))


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
    ) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context, self.code = context, code
        self.numbers = [number] if isinstance(number, str) else list(number)
        self.options = options or {}
        self.port: PrintPort = port or SystemPrinters()
        self.settings = settings or local_settings.current()
        self.rendering: RenderResult | None = None
        self.paper_size: PaperSize = A4P
        self.sheet = Sheet(self.paper_size.width_mm, self.paper_size.height_mm)
        title = context.desk.form(code).title
        many = tr("等 {n} 份").format(n=len(self.numbers)) if len(self.numbers) > 1 else ""
        self.title = f"{title} {self.numbers[0]}{many}"
        self.setWindowTitle(self.title)
        self.view = PaperView(context.bridge)
        self._build()
        self.resize(1100, 720)
        self.load()

    def load(self) -> None:
        """Render the form as a look only; nothing is counted."""
        self.context.bridge.later(self.look, self._show, self._refused, owner=self)

    def look(self) -> tuple[RenderResult, PaperSize, bool]:
        """The PDF, its paper size, and whether it can be saved as Excel; runs beside the window."""
        desk = self.context.desk
        papers = [p for n in self.numbers for p in desk.paper(self.code, n, **self.options)]
        size = papers[0].size
        tabular = len(papers) == 1 and any(isinstance(b, Table) for b in papers[0].blocks)
        return render_pdf(papers), size, tabular

    # -- printing -------------------------------------------------------------------------------------

    def ask_print(self) -> None:
        """Choose a printer, then print."""
        remembered = self.settings.prints.get(self.code, PrintProfile())
        dialog = PrintDialog(self.port.names(), remembered, self)
        result = dialog.exec()
        if result == CALIBRATE:
            self.calibrate(dialog.profile())
        elif result:
            self.print_with(dialog.profile())

    def calibrate(self, profile: PrintProfile) -> None:
        """Print crosses and a ruler on this form's paper; nothing is counted."""
        self._keep(profile)
        now = self.context.desk.now

        def call(step: Step) -> int:
            pdf = render_pdf(calibration_page(self.paper_size, now)).pdf
            return send_pdf(self.port, pdf, self.sheet, profile, tr("打印校准"), step)

        def done(_pages: int) -> None:
            self.say(tr("校准页已送往「{name}」,量好后再打印。").format(name=profile.printer))

        title = tr("正在打印校准页")
        with_progress(self.context.bridge, title, call, done, self._failed, self)

    def _keep(self, profile: PrintProfile) -> None:
        self.settings.prints[self.code] = profile
        local_settings.save(self.settings)

    def print_with(self, profile: PrintProfile) -> None:
        """Count the print-out through the gate, then print what it was counted as."""
        self._keep(profile)

        def call(step: Step) -> int:
            from desk.printing import print_pdf

            file = BytesIO()
            desk, numbers = self.context.desk, self.numbers
            print_pdf(desk, self.code, numbers, file, profile.copies, progress=step, **self.options)
            return send_pdf(self.port, file.getvalue(), self.sheet, profile, self.title, step)

        def done(pages: int) -> None:
            words = tr("已送往打印机「{name}」:{n} 页。")
            self.say(words.format(name=profile.printer, n=pages))

        title = tr("正在打印 {what}").format(what=self.title)
        with_progress(self.context.bridge, title, call, done, self._failed, self)

    def _failed(self, fault: BaseException) -> None:
        if isinstance(fault, Cancelled):
            self.say(tr("已取消打印。"))
        else:
            self.context.tell(fault)

    # -- saving ---------------------------------------------------------------------------------------

    def ask_save(self) -> None:
        """Ask where to, and save the PDF that is shown."""
        proposed = f"{self.title}.pdf".replace("/", "-")
        target, _ = QFileDialog.getSaveFileName(self, tr("保存 PDF"), proposed, "PDF (*.pdf)")
        if target:
            self.save_to(Path(target))

    def save_to(self, target: Path) -> None:
        """Write the PDF that is shown."""
        if self.rendering is None:
            return
        try:
            target.write_bytes(self.rendering.pdf)
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
            self.excel_to(Path(target))

    def excel_to(self, target: Path) -> None:
        """Write the paper as Excel, beside the window."""

        def call(step: Step) -> int:
            from desk.exporting import paper_xlsx

            desk = self.context.desk
            return paper_xlsx(desk, self.code, self.numbers[0], target, **self.options)

        def done(rows: int) -> None:
            self.say(tr("已保存 {n} 行到 {path}").format(n=rows, path=target))

        title = tr("正在保存 {what}").format(what=self.title)
        with_progress(self.context.bridge, title, call, done, self._failed, self)

    def say(self, text: str) -> None:
        self.message.setText(text)

    # -- inside ---------------------------------------------------------------------------------------

    def _show(self, rendered: tuple[RenderResult, PaperSize, bool]) -> None:
        self.rendering, self.paper_size, tabular = rendered
        self.sheet = Sheet(self.paper_size.width_mm, self.paper_size.height_mm)
        self.view.show_pdf(self.rendering.pdf, self.rendering.pages, self.sheet)
        self._tell_page()
        for button in (self.print_button, self.save_button):
            button.setEnabled(True)
        self.excel_button.setVisible(tabular)
        self.excel_button.setEnabled(tabular)
        if self.rendering.missing:
            chars = " ".join(sorted(self.rendering.missing))
            self.context.asker.tell(shown(Refused(problem("E018", chars=chars))))

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
        self.pages = plain_label(tr("正在排版……"), "muted")
        self.message = plain_label("", "good")
        for widget in (
            self.print_button,
            self.save_button,
            self.excel_button,
            self.zoom,
            self.pages,
        ):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.message)
        column.addLayout(bar)
        column.addWidget(self.view, 1)
        self.view.page_changed.connect(self._tell_page)
        self.view.setFocus()

    def _button(self, word: str, key: str, does: Any) -> QPushButton:
        button = QPushButton(f"{word}  {key}")
        button.setAutoDefault(False)
        button.setEnabled(False)
        button.clicked.connect(does)
        shortcut = QAction(self)
        shortcut.setShortcut(QKeySequence(key))
        shortcut.triggered.connect(button.click)
        self.addAction(shortcut)
        return button

    def _tell_page(self) -> None:
        if self.rendering is not None:
            self.pages.setText(
                tr("第 {page} / {pages} 页").format(page=self.view.page, pages=self.rendering.pages)
            )
