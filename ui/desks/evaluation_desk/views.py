"""The parts of a report, one of them in front."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from desk.kernel.text import tr
from ui.desks.pieces import Card
from ui.desks.strip import Strip

FIGURES, WRITING, PEERS, VERSIONS = "figures", "writing", "peers", "versions"
_WORDS = {FIGURES: "指标与评分", WRITING: "否决与结论", PEERS: "同期比较", VERSIONS: "版本与差异"}


class ReportViews(Card):
    """A strip to choose from and the part that was chosen.

    Attributes:
        shown: its name.

    Signals:
        chosen: the name of the part that is wanted.
    """

    chosen = Signal(str)

    def __init__(self, parts: Mapping[str, QWidget]) -> None:
        super().__init__()
        self.shown = FIGURES
        self._order = list(parts)
        self._strip, place = Strip(), QWidget()
        self._strip.chosen.connect(self.chosen)
        self._stack = QStackedLayout(place)
        for part in parts.values():
            self._stack.addWidget(part)
        self.column.addWidget(self._strip)
        self.column.addWidget(place, 1)

    @property
    def next(self) -> str:
        """The part after the one in front; after the last comes the first."""
        return self._order[(self._order.index(self.shown) + 1) % len(self._order)]

    def turn_to(self, part: str) -> None:
        """Bring a part to the front."""
        self.shown = part
        self._strip.show_items([(name, tr(_WORDS[name])) for name in self._order], part)
        self._stack.setCurrentIndex(self._order.index(part))
