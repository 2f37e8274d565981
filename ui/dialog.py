"""What every dialog of the program has: the look being worn, F1, and one question before typing is lost."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from desk.kernel.text import tr
from ui.dressing import put_on_sheet
from ui.manual.over import help_by_f1


class Dialog(QDialog):
    """A dialog that F1 explains. Esc leaves it, after one question if something is typed.

    Attributes:
        chapter: of the manual; empty: the one of the page the dialog stands over.
        asks: whether Esc asks; not where a word or two are typed to find or to open something.
    """

    chapter: ClassVar[str] = ""
    asks: ClassVar[bool] = True

    def __init__(
        self, window: QWidget | None = None, kind: Qt.WindowType = Qt.WindowType.Widget
    ) -> None:
        super().__init__(window, kind)
        put_on_sheet(self)
        help_by_f1(self, self.chapter)

    @property
    def typing(self) -> bool:
        """Whether something that was typed would be lost."""
        from ui.editors.line import PasswordEditor

        fields = getattr(self, "fields", ())
        return any(e.touched and not isinstance(e, PasswordEditor) for e in fields)

    def gives_up(self) -> bool:
        """Ask whether what was typed may be lost; Enter keeps it."""
        from ui.asking import DialogAsker

        question, words = tr("放弃已填写的内容?"), (tr("放弃"), tr("继续填写"))
        return DialogAsker(self).sure(question, (), *words, careful=True)

    def reject(self) -> None:
        """Esc, the button back, or the cross of the window."""
        if not (self.asks and self.typing) or self.gives_up():
            super().reject()

    def answered(self) -> int:
        """Show it until it is answered; the answer. What was typed can be read in the same turn.

        Nothing of it stays behind: its window would keep every dialog of the day.
        """
        answer = self.exec()
        self.deleteLater()
        return answer

    def showEvent(self, event: QShowEvent) -> None:
        from ui.pages.numbered_keys import give_keys

        give_keys(self)
        put_on_sheet(self)
        super().showEvent(event)
