"""What every dialog of the program has: the look being worn, and F1."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from ui.dressing import put_on_sheet
from ui.manual.over import help_by_f1


class Dialog(QDialog):
    """A dialog that F1 explains.

    Attributes:
        chapter: of the manual; empty: the one of the page the dialog stands over.
    """

    chapter: ClassVar[str] = ""

    def __init__(
        self, window: QWidget | None = None, kind: Qt.WindowType = Qt.WindowType.Widget
    ) -> None:
        super().__init__(window, kind)
        put_on_sheet(self)
        help_by_f1(self, self.chapter)

    def showEvent(self, event: QShowEvent) -> None:
        put_on_sheet(self)
        super().showEvent(event)
