"""The parts of a desk on top of each other, of which one is shown."""

from PySide6.QtWidgets import QStackedWidget


class Parts(QStackedWidget):
    """As high as its parts need at least.

    A plain stack asks for the height every part would like, also of one that is behind another, as soon
    as a line of any of them may break; the whole page was scrolled for it.
    """

    def hasHeightForWidth(self) -> bool:
        return False
