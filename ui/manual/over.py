"""F1 over a dialog: the manual, open at the chapter of the page the dialog belongs to."""

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

FIRST = "00_start"
"""The chapter that is shown where no other fits."""


def help_by_f1(dialog: QDialog, chapter: str = "") -> None:
    """Let F1 open the manual in front of a dialog, which stays as it is.

    Args:
        dialog: it.
        chapter: of the manual; empty: the one of the page behind.
    """
    QShortcut(QKeySequence("F1"), dialog, partial(_explain, dialog, chapter))


def _explain(dialog: QDialog, chapter: str) -> None:
    from ui.manual.chapters import chapter_of
    from ui.manual.window import ManualWindow

    shown = dialog.findChild(ManualWindow)
    manual = (
        shown if shown is not None else ManualWindow(dialog)
    )  # a modal dialog blocks all others
    manual.open(chapter or chapter_of(_page_behind(dialog)))


def _page_behind(dialog: QWidget) -> str:
    """The page in front of the window a dialog stands over; empty before anybody has signed in."""
    widget: QWidget | None = dialog
    while widget is not None:
        page = getattr(widget, "page_in_front", None)
        if isinstance(page, str):
            return page
        widget = widget.parentWidget()
    return ""
