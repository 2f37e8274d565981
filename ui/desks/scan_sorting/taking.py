"""Piles come in: chosen files, a whole folder, or a folder that is watched; read beside the window."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desk.filing.scans.choices import PileSource
from desk.kernel.errors import FileRefused
from desk.kernel.text import tr
from desk.scanning import FolderWatch, PileResult, files_in, scan_pile
from ui import local_settings
from ui.asking import plain_label
from ui.bridge import Step
from ui.desks.import_wizard.working import WorkStrip
from ui.desks.pieces import keyed_button
from ui.registry import Context
from ui.theme import SPACE

LOOK_EVERY_MS = 4_000
MOST_REFUSED = 4
KINDS = "(*.jpg *.jpeg *.png *.bmp *.tif *.tiff *.pdf)"


def result_words(result: PileResult) -> str:
    """What a pile came to, in one sentence."""
    parts = [
        (tr("自动归档 {n}"), result.filed),
        (tr("待整理 {n}"), result.waiting),
        (tr("重复 {n}"), result.duplicates),
        (tr("空白等不归档 {n}"), result.discarded),
        (tr("以前扫过的文件 {n}"), result.known_files),
        (tr("没收下的文件 {n}"), len(result.refused)),
    ]
    said = ",".join(words.format(n=n) for words, n in parts if n)
    head = tr("读了 {n} 张").format(n=result.papers)
    end = "" if result.complete else tr("(已停下,再选一次接着读)")
    return f"{head}:{said}{end}。" if said else f"{head}{end}。"


def refused_words(result: PileResult) -> str:
    """Files that were not taken in, each with its reason."""
    lines = [f"{file.path.name}:{file.sentence}" for file in result.refused[:MOST_REFUSED]]
    more = len(result.refused) - MOST_REFUSED
    return "\n".join([*lines, *([tr("…还有 {n} 个文件").format(n=more)] if more > 0 else [])])


class Taking(QWidget):
    """Buttons, progress with 取消, and what came of the last pile.

    Attributes:
        ask_files: asks for files; tests put their own in.
        ask_folder: asks for a folder.

    Signals:
        came: a pile was read.
    """

    came = Signal(object)

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__()
        self._context = context
        self.ask_files: Callable[[], Sequence[Path]] = self._choose_files
        self.ask_folder: Callable[[], Path | None] = self._choose_folder
        self.watch: FolderWatch | None = None
        self._looking = False
        self.work = WorkStrip(context)
        self.words, self.wrong = plain_label("", "strong"), plain_label("", "warning")
        for label in (self.words, self.wrong):
            label.setWordWrap(True)
            label.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.tight)
        for part in (self.work, self.words, self.wrong):
            column.addWidget(part)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(SPACE.small)
        self.watching: QPushButton = keyed_button(page, tr("自动收文件夹"), "", self.turn_watch)
        self.watching.setCheckable(True)
        self.buttons.addWidget(self.watching)
        self.buttons.addWidget(keyed_button(page, tr("选文件夹"), "Ctrl+Shift+O", self.take_folder))
        self.buttons.addWidget(
            keyed_button(page, tr("选择文件"), "Ctrl+O", self.take_files, "primary")
        )
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    # -- chosen -----------------------------------------------------------------------------------

    def take_files(self) -> None:
        """Ask for files and read them."""
        files = list(self.ask_files())
        if files:
            self.read(lambda: files, PileSource.CHOSEN, str(files[0].parent))

    def take_folder(self) -> None:
        """Ask for a folder and read what lies in it."""
        folder = self.ask_folder()
        if folder is not None:
            self.read(lambda: files_in(folder), PileSource.CHOSEN, str(folder))

    def read(self, files: Callable[[], Sequence[Path]], source: PileSource, place: str) -> None:
        """Read a pile beside the window; what is booked before it is stopped stays booked."""
        if self.work.running:
            self._context.say(tr("正在读一批,请等它读完。"))
            return
        desk, stopped = self._context.desk, self.work.stopped

        def call(step: Step) -> PileResult:
            def progress(done: int, total: int) -> None:
                if not stopped.is_set():
                    step(done, total)

            return scan_pile(
                desk,
                list(files()),
                source=source,
                place=place,
                progress=progress,
                cancelled=stopped.is_set,
            )

        self._say("", "")
        self.work.start(tr("正在读扫描件"), call, self._read)

    def _read(self, result: PileResult) -> None:
        if self.watch is not None:
            self.watch.forget(result)
        self._say(result_words(result), refused_words(result))
        self.came.emit(result)

    def _say(self, words: str, wrong: str) -> None:
        for label, text in ((self.words, words), (self.wrong, wrong)):
            label.setText(text)
            label.setVisible(bool(text))

    # -- watched ----------------------------------------------------------------------------------

    def turn_watch(self) -> None:
        """Begin to watch a folder, or leave off."""
        folder = self.ask_folder() if self.watch is None else None
        settings = local_settings.current()
        settings.scan_folder = str(folder) if folder is not None else ""
        local_settings.save(settings)
        self.resume()

    def resume(self) -> None:
        """Watch the folder this computer remembers."""
        remembered = local_settings.current().scan_folder
        self.watch = FolderWatch(Path(remembered)) if remembered else None
        self.watching.setChecked(self.watch is not None)
        name = Path(remembered).name or remembered
        self.watching.setText(
            tr("停收「{f}」").format(f=name) if remembered else tr("自动收文件夹")
        )
        if self.watch is not None:
            self._timer.start()
            self.look()
        else:
            self._timer.stop()

    def look(self) -> None:
        """Look for new whole files, beside the window."""
        watch = self.watch
        if watch is None or self._looking or self.work.running:
            return
        self._looking = True
        self._context.bridge.later(watch.whole_files, self._found, self._lost, owner=self)

    def _found(self, files: list[Path]) -> None:
        self._looking = False
        if files and self.watch is not None:
            self.read(lambda: files, PileSource.FOLDER, str(self.watch.folder.absolute()))

    def _lost(self, fault: BaseException) -> None:
        """The folder cannot be read just now; it is looked at again."""
        self._looking = False
        if isinstance(fault, FileRefused):
            self._say("", str(fault))
        else:
            self._context.tell(fault)

    # -- dialogs ----------------------------------------------------------------------------------

    def _choose_files(self) -> Sequence[Path]:
        kinds = f"{tr('扫描件')} {KINDS}"
        chosen, _ = QFileDialog.getOpenFileNames(self, tr("选择扫描件"), "", kinds)
        return [Path(path) for path in chosen]

    def _choose_folder(self) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(self, tr("选择扫描文件夹"))
        return Path(chosen) if chosen else None
