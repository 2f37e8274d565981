"""Every control has a name for the screen reader, and every page and dialog fits a small screen."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTabBar,
    QTextEdit,
    QWidget,
)

from desk.kernel.roles import RIGHTS, Role
from desk.sample.cast import MANAGER, STAFF
from desk.sample.story import SampleOffice
from tests.conftest import Office
from tests.tools.page_pictures import VIEWS, page_shots
from tests.tools.scenes import SCENES, Scene
from tests.ui.conftest import ScriptedAsker, asker, dressed  # noqa: F401 - fixtures
from tests.ui.every_key import bare
from ui.desks.finder import Finder
from ui.dressing import put_on_sheet
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow
from ui.navigation import RAIL
from ui.pages.form_dialog import FormDialog
from ui.registry import pages

SMALL_SCREEN = (910, 470)
"""What a 1366×768 screen has at 150 %, less the title bar."""
ROOM = min(width for width, _ in (view.screen for view in VIEWS)) - RAIL
"""What a page has beside the navigation on the narrowest screen: that one at 150 %."""
IN_TURN = {"arrival_count", "evaluation_desk"}
"""Pages whose buttons or halves come one after the other: built, they stand there all at once."""
SAME_AFTER_EACH_OTHER: dict[str, set[str]] = {}
"""Pages whose fields of one name are never shown together: built, they stand there all at once."""
KINDS = (
    *(QAbstractButton, QLineEdit, QAbstractItemView, QTabBar, QComboBox, QAbstractSpinBox),
    *(QTextEdit, QPlainTextEdit, QProgressBar),
)
"""What is read aloud also where the Tab key does not stop."""


@pytest.fixture
def window(
    dressed: QApplication,  # noqa: F811
    office: Office,
    asker: ScriptedAsker,  # noqa: F811
) -> Iterator[MainWindow]:
    shown = MainWindow(office.as_("boss"), LocalSettings(), asker)
    yield shown
    shown.bridge.stop()
    shown.deleteLater()


def speaks(widget: QWidget) -> bool:
    """Whether a reader may come to it: by the Tab key, or because it shows or does something by itself."""
    tab = Qt.FocusPolicy.TabFocus
    if isinstance(widget, QHeaderView) or isinstance(
        widget.parentWidget(), QComboBox | QAbstractSpinBox
    ):
        return False
    corner = isinstance(widget.parentWidget(), QAbstractItemView)
    return widget.focusPolicy() & tab == tab or (isinstance(widget, KINDS) and not corner)


def controls(widget: QWidget) -> list[QWidget]:
    """Whatever must have a word; a part of a control is named by its whole."""
    inside = [w for w in widget.findChildren(QWidget) if speaks(w)]
    own = [w for w in inside if w.focusProxy() is None and w.window() is widget.window()]
    return [w for w in own if w.isVisibleTo(widget)]  # hidden ones get their word when shown


def nameless(widget: QWidget) -> set[str]:
    """The kinds and places of controls a screen reader has no word for."""
    found = set()
    for control in controls(widget):
        interface = QAccessible.queryAccessibleInterface(control)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            parents = []
            above: QWidget | None = control
            while above is not None and above is not widget:
                parents.append(type(above).__name__)
                above = above.parentWidget()
            found.add(" < ".join(parents))
    return found


def same_names(widget: QWidget) -> set[str]:
    """Words that two fields share, or two buttons: whoever hears them does not know which it is."""
    found = set()
    for kinds in ((QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox), QPushButton):
        mine = [w for w in controls(widget) if isinstance(w, kinds) and w.accessibleName()]
        names = Counter(w.accessibleName() for w in mine)
        found |= {name for name, times in names.items() if times > 1}
    return found


def tab_order(widget: QWidget) -> list[QWidget]:
    """Everything inside in the order of the Tab key."""
    chain, now = [], widget.nextInFocusChain()
    while now is not None and now is not widget:
        chain.append(now)
        now = now.nextInFocusChain()
    return chain


def test_every_control_of_every_page_has_a_name_and_the_page_is_not_too_wide(
    window: MainWindow,
) -> None:
    lost, wide, same = {}, {}, {}
    for name, spec in pages().items():
        page = spec.build(window.context)
        lost[name] = nameless(page)
        same[name] = same_names(page) - SAME_AFTER_EACH_OTHER.get(name, set())
        put_on_sheet(page)
        wide[name] = page.minimumSizeHint().expandedTo(page.minimumSize()).width()
        _away(page)
    assert {name: found for name, found in lost.items() if found} == {}
    assert {name: found for name, found in same.items() if found} == {}
    assert {name: dots for name, dots in wide.items() if dots > ROOM} == {
        name: wide[name] for name in IN_TURN
    }
    window.find_anything()
    (finder,) = window.findChildren(Finder)
    for part in (window.navigation, window.status, finder):
        assert nameless(part) == set(), part


def test_every_control_of_every_dialog_has_a_name_and_the_dialog_fits(
    window: MainWindow, office: Office
) -> None:
    made = SampleOffice(office.desk.path, ("boss",), "", "", "", "", office.desk.now, {})
    for scene in SCENES:
        if scene.kind in ("dialog", "form") and scene.name != "paper":
            _look_at(scene, window, made)


def _look_at(scene: Scene, window: MainWindow, made: SampleOffice) -> None:
    dialog = scene.show(window, made)
    assert nameless(dialog) == set(), scene.name
    assert same_names(dialog) == set(), scene.name
    dialog.show()
    assert bare(dialog) == [], scene.name
    if isinstance(dialog, FormDialog):
        fields = [editor.control for editor in dialog.fields]
        assert [w for w in tab_order(dialog) if w in fields] == fields, scene.name
        labels = [editor.field.label for editor in dialog.fields]
        assert [label for label in labels if label.isascii() and label != "MSDS"] == [], scene.name
    least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    if isinstance(dialog, QDialog):
        assert (least.width() <= SMALL_SCREEN[0], least.height() <= SMALL_SCREEN[1]) == (
            True,
            True,
        ), (scene.name, least)
    scene.away(dialog)
    _away(dialog)


def _away(widget: QWidget) -> None:
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete.value)


def test_every_page_is_pictured_by_somebody_who_may_see_it() -> None:
    shots = {shot.page: shot.login for shot in page_shots()}
    assert shots.keys() == pages().keys()
    roles = {login: role for login, _, role in STAFF} | {MANAGER[0]: Role.MGR}
    blind = {
        n for n, s in pages().items() if s.right and roles[shots[n]] not in RIGHTS[s.right].roles
    }
    assert blind == set()
    assert {view.name for view in VIEWS} >= {"light", "dark", "large"}
