"""AT-18 (d): a closed road puts two due dates off, and both dates are kept."""

from datetime import date

from desk.documents.text_snapshot import snapshot_text
from desk.freight.tracking.lanes import extend_due
from desk.kernel.commands import query
from desk.storage.work import Reader
from tests.conftest import Office
from tests.freight.pickup.road import fetched_for_kashgar, road_is_closed


@query("office.read", "期限(仅测试)")
def due_dates(read: Reader, *, number: str) -> tuple[date | None, date | None, str, bool]:
    """What stands on record about a ticket's due date."""
    from desk.freight.consignments.queries import load

    c = load(read, number)
    return c.due_on, c.due_before_on, c.extension_reason, c.force_majeure


def test_a_closed_road_puts_due_dates_off(office: Office) -> None:
    waybills = fetched_for_kashgar(office)
    lane = road_is_closed(office)
    desk = office.as_("boss")
    new = date(2026, 11, 25)
    first, second = waybills
    reason = "G3012 封路 21–23 Nov"
    desk.run(extend_due, lane_note_id=lane, numbers=(first,), due_on=new, reason=reason)
    desk.run(
        extend_due,
        lane_note_id=lane,
        numbers=(second,),
        due_on=new,
        reason=reason,
        force_majeure=True,
    )
    before = date(2026, 11, 22)
    assert desk.ask(due_dates, number=first) == (new, before, reason, False)
    assert desk.ask(due_dates, number=second) == (new, before, reason, True)

    office.at("2026-11-24 10:00")
    text = snapshot_text(office.as_("jia").paper("P-23", "2026-11-24", print_no=1)[0])
    lines = [line for line in text.splitlines() if first in line or second in line]
    assert len(lines) == 2
    for line in lines:
        assert "2026-11-25⏎原 2026-11-22" in line
        assert "剩 1" in line
