"""What stands in the place of an empty list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from desk.kernel.text import tr
from ui.asking import plain_label
from ui.icon_picture import IconPicture
from ui.pages.filter_bar import CLEAR_KEY
from ui.theme import SPACE


class EmptyState(QFrame):
    """What an empty list says, and the way out when only the filters made it empty."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setSpacing(SPACE.normal)
        column.addStretch(2)
        self.sentence = plain_label("", "muted")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture = IconPicture("package-open")
        self.clear = QPushButton(f"{tr('清除搜索和筛选')}  {CLEAR_KEY}")
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.sentence)
        column.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._column = column

    def add_below(self, more: QWidget) -> None:
        """Put something under the sentence: the ways out of an empty page."""
        self._column.insertWidget(self._column.count() - 1, more, 0, Qt.AlignmentFlag.AlignHCenter)

    def tell(self, empty: str, narrowed: bool) -> None:
        """Say why there is nothing."""
        sentence = tr("没有符合条件的记录。") if narrowed else tr(empty or "这里还没有记录。")
        self.sentence.setText(sentence)
        self.clear.setVisible(narrowed)
