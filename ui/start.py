"""From the first painted window to the main window; everything heavy is imported on the way."""

import threading
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtGui import QHideEvent, QIcon
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from desk.kernel.errors import FileRefused
from desk.storage.file_head import inspect_file
from ui.asked_again import AskedAgain
from ui.crash_report import about_program
from ui.dressing import put_on_sheet
from ui.errors_shown import shown
from ui.foreseen import Foreseen
from ui.loading import Opening, load_beforehand, load_the_rest
from ui.program_log import LOG, ended_by_itself, watch_for_crashes
from ui.state_folder import kept_look, kept_user
from ui.theme import RESOURCES, SPACE, Look, dress

if TYPE_CHECKING:
    from desk.app import Desk
    from desk.releases.looking import Offer
    from ui.local_settings import LocalSettings
    from ui.main_window import MainWindow
    from ui.typed_ahead import TypedAhead

BROKE_DOWN = 5  # the exit code
OPENING = "正在打开…"
AFTER_THE_FIRST_PAGE_MS = 1500
BEHIND_THE_PICTURE_MS = 50


def application(look: str = Look.SYSTEM) -> QApplication:
    """The dressed application, with Qt's own words in Chinese."""
    made = QApplication([])
    made.setApplicationName("freight-desk")
    made.setDesktopFileName(
        "freight-desk"
    )  # Linux asks for it before it shows a number on the icon
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    dress(made, look)
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
        put_on_sheet(self)
        self.setWindowTitle("货运客服台")
        self.resize(1366, 768)
        column = QVBoxLayout(self)
        column.setSpacing(SPACE.normal)
        self._label = plain_label(OPENING, "muted")
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._label)

    def say(self, words: str) -> None:
        """Come up with what is being done now."""
        self._label.setText(words)
        self.show()
        QApplication.processEvents()

    def hideEvent(self, event: QHideEvent) -> None:
        self._label.setText(OPENING)
        super().hideEvent(event)


def run(file: Path | None, user: str) -> int:
    """Show the window and serve it until it is closed; the program's exit code."""
    from ui.single_instance import FirstInstance, hand_over

    qt = application(kept_look())
    if hand_over(file):
        return 0
    first = FirstInstance(qt)
    curtain = Curtain()
    curtain.show()
    qt.processEvents()
    session = _Session(qt, curtain, user)
    first.asked.connect(session.asked)
    session.broke_down = watch_for_crashes()
    try:
        return session.serve(file)
    except Exception as fault:
        session.tell_at_the_end(fault)
        return BROKE_DOWN
    finally:
        curtain.close()
        first.close()
        LOG.info("end")
        ended_by_itself()


def _note(painted: str, first: bool) -> None:
    """Into the log; on a thread, since what writes it is imported while the window waits for keys."""
    if first:
        LOG.info("start: %s", "; ".join(about_program()))
    LOG.info("%s painted", painted)


class _Session(AskedAgain):
    """One run: choose a file, sign in, work, close."""

    def __init__(self, qt: QApplication, curtain: Curtain, user: str) -> None:
        from ui.asking import DialogAsker
        from ui.mishaps import Mishaps

        super().__init__(curtain, DialogAsker(curtain))
        self.qt, self.curtain, self.user = qt, curtain, user
        self._last_user = kept_user()
        self.mishaps = Mishaps(lambda: self.asker, self._say)
        self.broke_down = ""
        self.mishaps.install()
        self._foreseen: Foreseen | None = None
        self._ahead: TypedAhead | None = None  # what was typed behind the password
        self._restores = False  # a backup is to take the place of the next office first
        self._offer: Offer | None = None

    @cached_property
    def settings(self) -> "LocalSettings":
        """What this computer remembers; read whole only when the sign-in is painted."""
        from ui import local_settings

        return local_settings.current()

    def serve(self, file: Path | None) -> int:
        """Serve this office, and after it each one that a later start asks for."""
        code = self._serve_office(file)
        while (file := self._following()) is not None:
            self.asker.window = self.curtain
            self._let_go()
            if self._restores:
                self._restores = False
                self._restore(file)
            code = self._serve_office(file)
        return code

    def _serve_office(self, file: Path | None) -> int:
        opening = self._opening_of(file) if file else self._choose()
        while opening is not None:
            desk = self._enter(opening)
            if desk is not None:
                return self._serve_desk(desk)
            if opening.refused is None:
                return 0
            opening = self._refused(opening.path, opening.refused)
        return 0 if file is None else 4

    def _opening_of(self, file: Path) -> Opening | None:
        try:
            inspect_file(file)
        except FileRefused as refused:
            return self._refused(file, refused)
        return Opening(file)

    def _refused(self, file: Path, refused: FileRefused) -> Opening | None:
        """Say why; a damaged office is opened again when a backup took its place, else another one."""
        from ui.restoring import wants_backup

        if wants_backup(refused, self.asker) and self._restore(file):
            return Opening(file)
        return self._choose()

    def _restore(self, file: Path) -> bool:
        from ui.restoring import RestoreDialog, restored

        return restored(RestoreDialog(file, self._last_user, self.curtain), self.asker)

    def _enter(self, opening: Opening) -> "Desk | None":
        """Let somebody sign in; None when nobody does, or the file cannot be used."""
        signed_in = opening.desk is not None and opening.desk.actor is not None
        if signed_in or self._sign_in(opening):
            return opening.desk
        opening.abandon()
        return None

    def _serve_desk(self, desk: "Desk") -> int:
        from ui.backing_up import back_up_at_exit

        try:
            while desk.actor is not None or self._sign_in(desk):
                code, changes_user = self._work(desk)
                if not changes_user:
                    return code
                self._next_user(desk)
            return 0
        finally:
            try:
                backed_up = back_up_at_exit(desk, self.curtain)
            finally:
                desk.close()
            self._install(backed_up)

    def _say(self, sentence: str) -> None:
        if self.window is not None:
            self.window.say(sentence)

    def tell_at_the_end(self, fault: BaseException) -> None:
        """A bug where no window is left to go on in; the program ends."""
        from ui.mishaps import told_at_the_end

        self.asker.window = self.curtain
        self.asker.tell(told_at_the_end(fault))

    def _tell_of_a_breakdown(self) -> None:
        """Once, when the run before ended in the middle."""
        from ui.mishaps import told_of_a_breakdown

        left, self.broke_down = self.broke_down, ""
        if left:
            self.asker.tell(told_of_a_breakdown(left))

    def _install(self, backed_up: bool) -> None:
        """Go over to the installer, if that is why the office was closed."""
        from ui.installing import install

        if self._offer is None:
            return
        try:
            install(self._offer, backed_up)
        except FileRefused as refused:
            self.asker.window = self.curtain
            self.asker.tell(shown(refused))

    def _choose(self) -> Opening | None:
        from ui.opening import OpenDialog

        dialog = OpenDialog(self.settings, self.curtain)
        self._paint(dialog, "choice", load_beforehand)
        if not dialog.exec() or dialog.path is None:
            return None
        return Opening(dialog.path, dialog.desk)

    def _paint(self, dialog: QDialog, name: str, then: Callable[[], None]) -> None:
        """Show a dialog at once; what is heavy comes behind it, in a turn of the events of its own."""
        dialog.setModal(True)
        dialog.show()
        self.qt.processEvents()
        QTimer.singleShot(0, dialog, then)
        QTimer.singleShot(BEHIND_THE_PICTURE_MS, dialog, partial(self._painted, name))

    def _painted(self, name: str) -> None:
        """What may follow the first picture: it takes longer than painting the fields."""
        first = self.qt.windowIcon().isNull()
        if first:
            self.qt.setWindowIcon(QIcon(str(RESOURCES / "icons" / "app.ico")))
        threading.Thread(target=_note, args=(name, first), name="desk-log", daemon=True).start()

    def _sign_in(self, office: "Opening | Desk") -> bool:
        from ui.login import LoginDialog

        user = self.user or self._last_user
        dialog = LoginDialog(office, user, self.curtain)
        self._paint(dialog, "sign-in", partial(self._expect, office, user))
        self._gate = office.path
        signed_in = bool(dialog.exec())
        self._gate = None
        self._ahead = dialog.ahead if signed_in else None
        if self._ahead is not None:
            self._ahead.ended.connect(partial(self._keys_are_free, dialog))
        if self._foreseen is not None and not signed_in:
            self._foreseen.give_up()
        return signed_in

    def _keys_are_free(self, dialog: QDialog) -> None:
        """No key is on its way to the sign-in any more."""
        self._ahead = None
        dialog.deleteLater()

    def _expect(self, office: "Opening | Desk", user: str) -> None:
        """The sign-in is painted: open the office, and make the window of whoever is expected."""
        if isinstance(office, Opening):
            self._foreseen = Foreseen(office)
            office.begin(user)

    def make_window(self, desk: "Desk") -> "MainWindow":
        """The window of the user who has signed in, made beforehand if he was expected."""
        from ui.main_window import MainWindow

        foreseen, self._foreseen = self._foreseen, None
        window = foreseen.window_for(desk.signed_in()) if foreseen is not None else None
        if window is None:
            return MainWindow(desk, self.settings)
        window.begin()
        return window

    def _remember(self, office: Path, user: str) -> None:
        from desk.recent import remember_office
        from ui import local_settings

        remember_office(office)
        self._last_user = user
        self.settings.opened(office, user)
        local_settings.save(self.settings)

    def _next_user(self, desk: "Desk") -> None:
        """End one user's session; the login asks anew, with no name filled in."""
        desk.logout()
        self.user = self._last_user = self.settings.last_user = ""
        self._let_go()

    def _let_go(self) -> None:
        """Let go of the window that has been left, behind the curtain."""
        from ui.sweeping import sweep_out

        self.curtain.show()
        self.qt.processEvents()
        sweep_out()

    def _damaged(self, window: "MainWindow", damage: "FileRefused") -> None:
        """Nothing can be saved any more: say why and leave the office, for a backup if one is wanted."""
        from ui.restoring import wants_backup

        window.restores = wants_backup(damage, self.asker)
        window.close()

    def _work(self, desk: "Desk") -> tuple[int, bool]:
        """Serve one user; the exit code, and whether another one wants to sign in."""
        from ui.about import add_about
        from ui.ahead import BuildingAhead
        from ui.backing_up import BackingUp
        from ui.damage import DamageWatch
        from ui.desks.complaint_desk.rising import RisingComplaints
        from ui.installing import UpdateLine
        from ui.look import LookMenu
        from ui.session_end import SessionEnd
        from ui.sweeping import Sweeping
        from ui.updating import Updates
        from ui.written_beside import BESIDE

        self.window = window = self.make_window(desk)
        RisingComplaints(window.context, window)
        backing = BackingUp(window.context, window)
        DamageWatch(desk, window).found.connect(partial(self._damaged, window))
        LookMenu(window)
        SessionEnd(window)
        sweeping = Sweeping(window)
        updates = Updates(self.settings, window)
        line = UpdateLine(window, updates)
        add_about(window, updates)
        window.bridge.broken.connect(self.mishaps.happened)
        self.asker.window = window
        if self._ahead is not None:
            self._ahead.is_meant_for(window)
        window.appear()
        self.curtain.hide()  # closed, it would lose what was typed into it
        remember = partial(self._remember, desk.path, desk.signed_in().login)
        QTimer.singleShot(AFTER_THE_FIRST_PAGE_MS, window, remember)
        QTimer.singleShot(AFTER_THE_FIRST_PAGE_MS, window, load_the_rest)
        QTimer.singleShot(AFTER_THE_FIRST_PAGE_MS, window, self._tell_of_a_breakdown)
        QTimer.singleShot(2 * AFTER_THE_FIRST_PAGE_MS, window, partial(BuildingAhead, window))
        try:
            return self.qt.exec(), window.changes_user
        finally:
            remember()  # he may have left before
            BESIDE.settle()
            self.window = None
            self._offer = line.chosen
            if window.restores:
                self._next, self._restores = desk.path, True
            updates.stop()
            sweeping.stop()
            backing.stop()
            self.asker.window = self.curtain
            window.deleteLater()  # its clocks must not go on under the next user
