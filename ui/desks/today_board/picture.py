"""The calm picture of the day: figures in three rows, the last days as bars beside them.

What waits comes first: where there is little height the picture is low, or only a line of figures.
"""

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from desk.kernel.today import DayFigure, DayPicture
from ui.desks.today_board.day_plot import DayPlot
from ui.desks.today_board.tile import Tile
from ui.theme import SPACE

ROWS = 3
FULL, LOW = 700, 600
"""A board at least so high has all of the picture, or a low one; a lower board only the figures."""


class Picture(QWidget):
    """Shows a picture of the day; nothing is built anew while its figures are the same ones."""

    def __init__(self, opens: Callable[[DayFigure], None]) -> None:
        super().__init__()
        self.tiles: list[Tile] = []
        self.plots: list[DayPlot] = []
        self._opens, self._height, self._rows = opens, FULL, 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.normal)
        self._plots = QHBoxLayout()
        self._plots.setSpacing(SPACE.normal)
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE.tight)
        row.addLayout(self._plots, 3)
        row.addLayout(self._grid, 2)

    def show_picture(self, picture: DayPicture) -> None:
        """Show these figures and bars."""
        if len(picture.plots) != len(self.plots):
            self._make_plots(picture)
        for plot, bars in zip(self.plots, picture.plots, strict=True):
            if plot.bars != bars:
                plot.show_bars(bars)
        if len(picture.figures) != len(self.tiles):
            self._make_tiles(picture)
        for tile, figure in zip(self.tiles, picture.figures, strict=True):
            if tile.figure != figure:
                tile.show_figure(figure)
        self.suit(self._height)

    def suit(self, height: int) -> None:
        """Take no more room than a board of this height can spare."""
        self._height = height
        for plot in self.plots:
            plot.setVisible(height >= LOW)
        for tile in self.tiles:
            tile.show_dense(height < FULL)
        self._lay_out_tiles()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out_tiles()

    def _lay_out_tiles(self) -> None:
        """Column by column beside the bars; alone in one line, or in two where that is too long."""
        rows = ROWS
        if self._height < LOW:
            widest = max((tile.minimumSizeHint().width() for tile in self.tiles), default=0)
            rows = 1 if len(self.tiles) * (widest + SPACE.tight) <= self.width() else 2
        if rows != self._rows:
            self._rows = rows
            for at, tile in enumerate(self.tiles):
                self._grid.addWidget(tile, at % rows, at // rows)

    def _make_plots(self, picture: DayPicture) -> None:
        _clear(self.plots)
        self.plots = [DayPlot(bars) for bars in picture.plots]
        for plot in self.plots:
            plot.opened.connect(self._opens)
            self._plots.addWidget(plot, 1)

    def _make_tiles(self, picture: DayPicture) -> None:
        _clear(self.tiles)
        self.tiles = [Tile(figure) for figure in picture.figures]
        self._rows = 0
        for tile in self.tiles:
            tile.opened.connect(lambda tile=tile: self._opens(tile.figure))


def _clear(widgets: list[Tile] | list[DayPlot]) -> None:
    for widget in widgets:
        widget.hide()
        widget.deleteLater()
