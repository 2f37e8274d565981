"""A paper that may still change is looked at as a draft; it is made final when it leaves the preview."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal


class Fixing(QObject):
    """What makes a document final before its papers go to a printer or into a file.

    Previews that were opened together share one.

    Signals:
        renewed: the document is another one than it was: whoever shows a paper of it draws it anew.
    """

    renewed = Signal()

    @property
    def note(self) -> str:
        """What printing is going to do to the document; empty once it is final."""
        raise NotImplementedError

    def first(self, then: Callable[[], None]) -> None:
        """Make the document final, with every question that takes, and go on; refused, stay here."""
        raise NotImplementedError
