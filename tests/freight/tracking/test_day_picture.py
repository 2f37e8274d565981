"""The picture of the day counts exactly what the list behind each figure shows."""

from desk.app import Desk
from desk.kernel.today import DayFigure
from tests.conftest import Office
from tests.freight.inbound.truck import stocked


def listed(desk: Desk, figure: DayFigure) -> int:
    """How many rows the list shows that the figure opens."""
    return len(desk.list_ids(figure.page, figure.arguments["filters"]))


def test_every_figure_and_bar_is_the_length_of_its_list(office: Office) -> None:
    stocked(office)
    desk = office.as_("boss")
    for late in (False, True):
        if late:
            office.at("2026-11-25 09:00")
        picture = desk.day_picture()
        figures = {f.label: f for f in picture.figures}
        for figure in (figures["在办票数"], figures["超期票数"]):
            assert listed(desk, figure) == figure.value
        assert figures["超期票数"].is_bad is late
        for plot in picture.plots:
            assert [listed(desk, bar) for bar in plot.bars] == [b.value for b in plot.bars]
            assert len(plot.bars) == 14
    arrived = {bar.label: bar.value for bar in picture.plots[0].bars}
    assert picture.plots[0].label == "到货票数"
    assert arrived["11-18"] == sum(arrived.values()) > 0
