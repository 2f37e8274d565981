"""The sheet is worn part by part: each page, each dialog, the navigation.

Worn by the whole application, it would be worked out anew for every widget of a page each time a part
is put into a larger one, which took four times as long as building the page; and another look would
dress a hundred pages nobody looks at. So a part is built plain and dressed in one go, and what is
hidden when the look changes is dressed when it is shown next.
"""

from weakref import WeakSet

import shiboken6
from PySide6.QtWidgets import QApplication, QWidget

from ui.palettes import put_on, qt_palette
from ui.theme import frame_stylesheet, palette_of, stylesheet

AROUND = ("navigation", "statusLine")

_dressed: WeakSet[QWidget] = WeakSet()


def put_on_sheet(part: QWidget) -> None:
    """Let a part wear the sheet of the look being worn; nothing happens when it does so already.

    To be called before a part is shown: a page's parts once it stands, a dialog's before it has any.
    """
    sheet = frame_stylesheet() if part.objectName() in AROUND else stylesheet()
    if part.styleSheet() != sheet:
        part.setStyleSheet(sheet)
    _dressed.add(part)


def wear(application: QApplication, look: str) -> None:
    """Put a look on every window, those already open too; hidden parts get it when they are shown."""
    put_on(palette_of(look))
    application.setPalette(qt_palette())
    for part in [part for part in _dressed if shiboken6.isValid(part)]:
        if part.isVisible():
            put_on_sheet(part)
