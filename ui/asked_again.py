"""What a later start of the program asks of the session that runs: to come forward, or another office."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desk.kernel.errors import FileRefused
from desk.kernel.text import tr
from desk.storage.file_head import inspect_file
from ui.errors_shown import shown

if TYPE_CHECKING:
    from ui.asking import DialogAsker
    from ui.main_window import MainWindow

AGAIN_MS = 100


class AskedAgain:
    """The part of a session that hears later starts.

    Between the sign-in and the window, and between the window and the end, nobody can be asked: the
    file waits until somebody can, or until this office is closed.
    """

    def __init__(self, curtain: QWidget, asker: "DialogAsker") -> None:
        self.window: MainWindow | None = None
        self._gate: Path | None = None  # the office somebody is signing in to
        self._curtain, self.asker = curtain, asker
        self._next: Path | None = None
        self._waits: Path | None = None
        self._telling = False

    def asked(self, text: str) -> None:
        """The program was started again, with this file or with none: come to the front."""
        from ui.single_instance import come_forward

        come_forward(self.window or self._curtain)
        if text:
            self._wanted(Path(text))

    def _wanted(self, file: Path) -> None:
        here = self.window.desk.path if self.window is not None else self._gate
        if here is not None and file == here.resolve():
            return
        if not self._fits(file):
            return
        if self.window is None:
            self._leave_gate(file)
        else:
            self._change_office(self.window, file)

    def _fits(self, file: Path) -> bool:
        """Whether the file can be an office at all; if not, it is said, once at a time."""
        try:
            inspect_file(file)
        except FileRefused as refused:
            if not self._telling:
                self._telling = True
                self.asker.tell(shown(refused))
                self._telling = False
            return False
        return True

    def _leave_gate(self, file: Path) -> None:
        """Nobody has signed in yet: take the other file instead."""
        gate = QApplication.activeModalWidget()
        if isinstance(gate, QDialog) and not getattr(gate, "signing_in", False):
            self._next = file
            gate.reject()
        else:
            self._waits = file
            QTimer.singleShot(AGAIN_MS, self._curtain, self._take_up)

    def _take_up(self) -> None:
        """Ask again for the file that waits."""
        file, self._waits = self._waits, None
        if file is not None:
            self._wanted(file)

    def _following(self) -> Path | None:
        """The office to be served after this one."""
        if self._next is None:
            self._next, self._waits = self._waits, None
        following, self._next = self._next, None
        return following

    def _change_office(self, window: "MainWindow", file: Path) -> None:
        """Close this office for the other one if the user wants to; typing is asked for as ever."""
        if QApplication.activeModalWidget() is not None:
            window.say(tr("要打开 {name},请先关闭对话框。").format(name=file.name))
            return
        question = tr("关闭现在的办公室,打开 {name} 吗?").format(name=file.name)
        if self.asker.sure(question, (), tr("关闭并打开"), tr("返回")):
            self._next = file
            if not window.close():
                self._next = None
