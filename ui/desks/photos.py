"""Pictures chosen for a damage or a signed paper."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QPushButton

from desk.kernel.errors import FileRefused
from desk.kernel.text import tr
from desk.screens.fields import Field
from desk.storage.cabinet import Upload
from ui.asking import button_text
from ui.desks.texts import plain_tip
from ui.editors import Editor
from ui.editors.editor import walking
from ui.registry import Context

PHOTOS = "photos"
"""Fields of this name take pictures; any other takes every kind of file that is kept."""
KEPT = (
    " (*.pdf *.jpg *.jpeg *.png *.bmp *.gif *.tif *.tiff *.webp *.heic"
    " *.docx *.doc *.xlsx *.xls *.csv *.txt)"
)
Choose = Callable[[], Sequence[Path]]
AGAIN = "空格 再选 · Delete 去掉最后一个"
"""Once the button says what was chosen, its keys stand in the tip."""


class PhotoButton(QPushButton):
    """Space chooses, Delete takes back; Enter chooses as long as nothing is chosen, then it goes on."""

    walked, taken_back = Signal(bool), Signal()
    empty = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forwards = walking(event)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            event.accept()
            self.taken_back.emit()
        elif forwards is None:
            super().keyPressEvent(event)
        elif forwards and self.empty:
            event.accept()
            self.click()
        else:
            event.accept()
            self.walked.emit(forwards)


class PhotoEditor(Editor):
    """A button with the number of pictures; they are read beside the window.

    Attributes:
        choose: asks for files; tests put their own in.
    """

    def __init__(self, context: Context, name: str = PHOTOS, word: str = "照片") -> None:
        self.button = PhotoButton()
        super().__init__(Field(name, tr(word)), self.button)
        self.choose: Choose = self._dialog
        self._context = context
        self._photos: tuple[Upload, ...] = ()
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.add)
        self.button.walked.connect(self.commit)
        self.button.taken_back.connect(self.take_back)
        self.set_value(())

    def value(self) -> tuple[Upload, ...]:
        return self._photos

    def set_value(self, value: Any) -> None:
        self._photos = tuple(value or ())
        self.touched = False
        self._show()

    def is_empty(self) -> bool:
        return not self._photos

    def add(self) -> None:
        """Ask for pictures and read them."""
        paths = [Path(path) for path in self.choose()]
        if paths:
            self._context.bridge.later(
                lambda: _read(paths), self._arrived, self._context.tell, owner=self
            )

    def take_back(self) -> None:
        """The last one was a mistake."""
        if self._photos:
            self._photos = self._photos[:-1]
            self._show()
            self.touch()

    def _arrived(self, photos: tuple[Upload, ...]) -> None:
        """Chosen twice, a picture counts once."""
        self._photos += tuple(photo for photo in photos if photo not in self._photos)
        self._show()
        self.touch()

    def _show(self) -> None:
        n = len(self._photos)
        self.button.empty = not n
        self.button.setText(button_text(self._words(n)))
        self._tip([photo.label for photo in self._photos])

    def _tip(self, chosen: Sequence[str]) -> None:
        self.button.setToolTip(plain_tip("\n".join([*chosen, tr(AGAIN)]) if chosen else ""))

    def _words(self, n: int) -> str:
        return tr("已选 {n} 张").format(n=n) if n else tr("选择  空格")

    def _dialog(self) -> Sequence[Path]:
        kinds = tr("图片") + " (*.jpg *.jpeg *.png *.bmp *.webp *.heic *.pdf)"
        chosen, _ = QFileDialog.getOpenFileNames(self, tr("选择照片"), "", kinds)
        return [Path(path) for path in chosen]


class FilesEditor(PhotoEditor):
    """Any number of files of the kinds that are kept: scans, pictures, documents, sheets."""

    def _words(self, n: int) -> str:
        return tr("已选 {n} 个").format(n=n) if n else tr("选择  空格")

    def _dialog(self) -> Sequence[Path]:
        chosen, _ = QFileDialog.getOpenFileNames(self, tr("选择文件"), "", tr("文件") + KEPT)
        return [Path(path) for path in chosen]


class LetterEditor(PhotoEditor):
    """One paper in writing: a scan, a picture or a document; a second choice takes its place."""

    def value(self) -> Any:
        return self._photos[-1] if self._photos else None

    def set_value(self, value: Any) -> None:
        super().set_value((value,) if value else ())

    def _arrived(self, photos: tuple[Upload, ...]) -> None:
        self._photos = ()
        super()._arrived(photos[-1:])

    def _show(self) -> None:
        chosen = self.value()
        self.button.empty = chosen is None
        self.button.setText(button_text(chosen.label if chosen else tr("选择  空格")))
        self._tip([chosen.label] if chosen else [])

    def _dialog(self) -> Sequence[Path]:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("选择文件"), "", tr("文件") + KEPT)
        return [Path(chosen)] if chosen else []


def file_editor(field: Field, context: Context, many: bool) -> PhotoEditor:
    """The editor of an argument that is a file, or any number of them."""
    several = PhotoEditor if field.name == PHOTOS else FilesEditor
    editor = (several if many else LetterEditor)(context, field.name)
    editor.field = field
    editor.control.setAccessibleName(field.label)
    return editor


def _read(paths: Sequence[Path]) -> tuple[Upload, ...]:
    try:
        return tuple(Upload(path.name, path.read_bytes()) for path in paths)
    except OSError as fault:
        why = tr("文件「{v}」读不出来,请换一个文件。").format(v=fault.filename)
        raise FileRefused(why) from fault
