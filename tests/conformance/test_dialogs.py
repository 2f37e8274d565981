"""Every dialog in which something is typed asks once before Esc loses it."""

import importlib
import pkgutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QPlainTextEdit, QWidget

import ui
from desk.sample.story import SampleOffice
from tests.conftest import Office
from tests.tools.scenes import SCENES
from tests.ui.conftest import ScriptedAsker, asker, context, dressed, frame  # noqa: F401
from ui.about import AboutBox
from ui.asking import Box, DialogAsker, PasswordBox
from ui.desks.picture import PictureDialog
from ui.desks.side_by_side import SideBySide
from ui.dialog import Dialog
from ui.idle import LockDialog
from ui.knocking import Knocking
from ui.local_settings import LocalSettings
from ui.login import Gatehouse, LoginDialog, PasswordDialog
from ui.main_window import MainWindow
from ui.opening import OpenDialog
from ui.pages.column_chooser import ColumnChooser
from ui.pages.filter_names import FilterNames
from ui.pages.form_dialog import FormDialog
from ui.pages.list_dialog import ListDialog
from ui.pages.paper_page import PaperPage
from ui.pages.progress import ProgressDialog
from ui.recovery_sheet import RecoveryBox
from ui.registry import Context

Key = Qt.Key
WITHOUT_FIELDS = {
    *("question", "sides", "open_first", "open_recent", "about", "progress", "columns"),
    *("filters", "picture", "paper", "manual", "crash", "recovery"),
}
"""Dialogs in which nothing is typed that Esc could lose."""
SECRET = {PasswordBox, PasswordDialog, LockDialog}
"""Dialogs that take nothing but a password."""
BRIEF = {
    "LoginDialog": "a name and a password: nothing is lost that is not typed again at once",
    "RestoreDialog": "the same, after a backup was chosen",
    "NumberDialog": "a number that is looked up",
    "SpanDialog": "two days that narrow a list",
}
"""Dialogs with fields that ask nothing, and why."""
OWN_WAY_OUT: dict[type[Dialog], str] = {
    LoginDialog: "stops its clock",
    LockDialog: "there is no way round the lock",
    RecoveryBox: "nobody closes it by accident: the key would be lost for good",
    ProgressDialog: "Esc cancels the work, and the dialog goes when it has ended",
}
"""Dialogs that decide themselves how they are left, and why."""
UNTYPED: dict[type[Dialog], str] = {
    Gatehouse: "what others are made of",
    ListDialog: "what others are made of",
    Box: "a question",
    SideBySide: "sides are chosen by arrows",
    OpenDialog: "a file is chosen",
    AboutBox: "it tells",
    Knocking: "it tells, and Esc takes the start back",
    ProgressDialog: "it tells",
    RecoveryBox: "it tells, and one tick lets it go",
    PictureDialog: "it shows",
    PaperPage: "it shows",
    ColumnChooser: "every change is kept at once",
    FilterNames: "every change is kept at once",
}
"""Dialogs in which nothing is typed that could be lost, and why."""


@pytest.fixture
def all_dialogs() -> set[type[Dialog]]:
    """Every kind of dialog there is."""
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return {kind for kind in _made_of(Dialog) if kind.__module__.startswith("ui.")}


def _made_of(base: type[Dialog]) -> set[type[Dialog]]:
    kinds = base.__subclasses__()
    return {*kinds, *(one for kind in kinds for one in _made_of(kind))}


def test_every_dialog_asks_once_before_typing_is_lost(
    context: Context,  # noqa: F811
    office: Office,
    all_dialogs: set[type[Dialog]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    questions: list[str] = []

    def sure(_asker: DialogAsker, question: str, *_: object, careful: bool = False) -> bool:
        questions.append(question)
        return False

    monkeypatch.setattr(DialogAsker, "sure", sure)
    window = MainWindow(office.desk, LocalSettings())
    made = SampleOffice(office.desk.path, ("boss",), "", "", "", "", office.desk.now, {})
    walked: dict[type[Dialog], int] = {}
    for scene in SCENES:
        if scene.kind == "dialog" and scene.name not in WITHOUT_FIELDS:
            dialog = scene.show(window, made)
            assert isinstance(dialog, Dialog)
            walked[type(dialog)] = _asked(dialog, questions)
            scene.away(dialog)
    window.bridge.stop()
    window.deleteLater()
    assert walked == {kind: int(kind.asks and kind not in SECRET) for kind in walked}
    assert {kind.__name__ for kind in walked if not kind.asks} <= BRIEF.keys()
    leaves_itself = {kind for kind in all_dialogs if vars(kind).keys() & {"reject", "closeEvent"}}
    assert leaves_itself == OWN_WAY_OUT.keys()
    rest = {kind for kind in all_dialogs - walked.keys() if not issubclass(kind, FormDialog)}
    assert {kind for kind in rest if kind.__name__ not in BRIEF} == UNTYPED.keys()


def _asked(dialog: Dialog, questions: list[str]) -> int:
    """How often Esc asks once something is typed in the first field; before, it asks nothing."""
    questions.clear()
    dialog.show()
    lines = [w for w in dialog.findChildren(QWidget) if isinstance(w, QLineEdit | QPlainTextEdit)]
    field = next(w for w in lines if w.isVisible() and w.isEnabled() and not w.isReadOnly())
    assert not dialog.typing
    field.setFocus()
    if isinstance(field.parent(), QAbstractSpinBox):
        QTest.keyClick(field, Key.Key_Up)
    else:
        QTest.keyClicks(field, "7")
    QTest.keyClick(field, Key.Key_Escape)
    return len(questions)
