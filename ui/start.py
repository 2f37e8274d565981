"""From the first painted window to the main window; everything heavy is imported on the way."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.theme import RESOURCES, SPACE, dress

if TYPE_CHECKING:
    from desk.app import Desk

OPENING = "正在打开……"


def application() -> QApplication:
    """The dressed application, with Qt's own words in Chinese."""
    made = QApplication([])
    made.setApplicationName("freight-desk")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    dress(made)
    words = QTranslator(made)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load("qtbase_zh_CN", folder) or words.load(
        "qtbase_zh_CN", str(RESOURCES / "translations")
    ):
        made.installTranslator(words)
    return made


class Curtain(QWidget):
    """The first thing that is painted: where the window will be, and that it is being opened."""

    def __init__(self) -> None:
        from ui.asking import plain_label

        super().__init__()
        self.setWindowTitle("货运客服台")
        self.resize(1366, 768)
        column = QVBoxLayout(self)
        column.setSpacing(SPACE.normal)
        label = plain_label(OPENING, "muted")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(label)


def run(file: Path | None, user: str) -> int:
    """Show the window and serve it until it is closed; the program's exit code."""
    qt = application()
    curtain = Curtain()
    curtain.show()
    qt.processEvents()
    return _Session(qt, curtain, user).serve(file)


class _Session:
    """One run: choose a file, sign in, work, close."""

    def __init__(self, qt: QApplication, curtain: QWidget, user: str) -> None:
        from ui import local_settings
        from ui.asking import DialogAsker
        from ui.mishaps import Mishaps

        self.qt, self.curtain, self.user = qt, curtain, user
        self.settings = local_settings.current()
        self.asker = DialogAsker(curtain)
        self.mishaps = Mishaps(lambda: self.asker)
        self.mishaps.install()

    def serve(self, file: Path | None) -> int:
        desk = self._open(file) if file else None
        desk = desk or self._choose()
        if desk is None:
            return 0 if file is None else 4
        try:
            while desk.actor is not None or self._sign_in(desk):
                self._remember(desk)
                code, changes_user = self._work(desk)
                if not changes_user:
                    return code
                self._next_user(desk)
            return 0
        finally:
            desk.close()

    def _open(self, file: Path) -> "Desk | None":
        """Open a file; a refusal is shown and None returned."""
        from desk.app import Desk
        from desk.kernel.errors import FileRefused
        from ui.errors_shown import shown

        try:
            return Desk(file)
        except FileRefused as fault:
            self.asker.tell(shown(fault))
            return None

    def _choose(self) -> "Desk | None":
        from ui.opening import OpenDialog

        while True:
            dialog = OpenDialog(self.settings, self.curtain)
            if not dialog.exec() or dialog.path is None:
                return None
            desk = dialog.desk or self._open(dialog.path)
            if desk is not None:
                return desk

    def _sign_in(self, desk: "Desk") -> bool:
        from ui.login import LoginDialog

        dialog = LoginDialog(desk, self.user or self.settings.last_user, self.curtain)
        return bool(dialog.exec())

    def _remember(self, desk: "Desk") -> None:
        from desk.recent import remember_office
        from ui import local_settings

        remember_office(desk.path)
        self.settings.opened(desk.path, desk.signed_in().login)
        local_settings.save(self.settings)

    def _next_user(self, desk: "Desk") -> None:
        """End one user's session; the login asks anew, with no name filled in."""
        desk.logout()
        self.user = self.settings.last_user = ""
        self.asker.window = self.curtain
        self.curtain.show()

    def _work(self, desk: "Desk") -> tuple[int, bool]:
        """Serve one user; the exit code, and whether another one wants to sign in."""
        from ui.desks.complaint_desk.rising import RisingComplaints
        from ui.main_window import MainWindow

        window = MainWindow(desk, self.settings)
        RisingComplaints(window.context, window)
        window.bridge.broken.connect(self.mishaps.happened)
        self.asker.window = window
        if self.settings.maximised:
            window.showMaximized()
        else:
            window.show()
        self.curtain.close()
        return self.qt.exec(), window.changes_user
