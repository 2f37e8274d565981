"""What happened, the newest on top: time, a word in its colour, and what was said."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.consignment_record.story import Happening
from ui.desks.pieces import Chip, empty_layout
from ui.desks.texts import wrapped
from ui.theme import SPACE

_TOP = Qt.AlignmentFlag.AlignTop


class Happenings(QScrollArea):
    """The list; it keeps its place when it is filled again. In a card its lines begin where the heading does."""

    def __init__(self, *, in_card: bool = True) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("经过"))
        inside = QWidget()
        self._grid = QGridLayout(inside)
        around = 0 if in_card else SPACE.normal
        self._grid.setContentsMargins(around, around, SPACE.small, around)
        self._grid.setHorizontalSpacing(SPACE.small)
        self._grid.setVerticalSpacing(SPACE.small)
        self._grid.setColumnStretch(2, 1)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def show_all(self, happenings: Sequence[Happening]) -> None:
        """Show these in place of the former ones."""
        place = self.verticalScrollBar().value()
        empty_layout(self._grid)
        for row, happening in enumerate(happenings):
            time = plain_label(show_moment(happening.at)[5:], "muted")
            time.setToolTip(show_moment(happening.at))
            words = wrapped(happening.words)
            self._grid.addWidget(time, row, 0, _TOP)
            self._grid.addWidget(Chip(happening.what, happening.tone), row, 1, _TOP)
            self._grid.addWidget(words, row, 2, _TOP)
        if not happenings:
            self._grid.addWidget(plain_label(tr("还没有任何记录。"), "muted"), 0, 2, _TOP)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(max(1, len(happenings)), 1)
        self.verticalScrollBar().setValue(place)
