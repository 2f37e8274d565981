"""Five years after a major event nobody reads whom it hurt; what was learned stays."""

from desk.care.major_events.commands import (
    close_event,
    report_event_upward,
    start_aftermath,
    tick_step,
)
from tests.care.clearing import cleared_on, nothing_is_over_on
from tests.care.major_events.test_major_events import card, started
from tests.conftest import Office


def test_after_five_years_the_aftermath_is_forgotten(office: Office) -> None:
    number = started(office)
    jia = office.as_("jia")
    for step in range(1, 5):
        jia.run(tick_step, number=number, step=step)
    jia.run(report_event_upward, number=number, person="李副总", how="电话", note="王建新在场")
    jia.run(start_aftermath, number=number, aftermath="王建新已得到赔偿", loss_fen=30_000)
    office.as_("boss").run(close_event, number=number, summary="分拨交接须双人核对")
    assert nothing_is_over_on(office, "2031-11-22 23:00")
    cleared_on(office, "2031-11-23 11:00")
    found = card(office, number)
    assert (found.aftermath, found.summary) == ("(已清除)", "分拨交接须双人核对")
    assert [(r.person, r.note) for r in found.reports] == [("李副总", "")]
    assert found.loss_fen == 30_000
