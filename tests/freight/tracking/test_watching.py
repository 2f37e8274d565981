"""Hindered lanes, both due dates, the watch list, the word to the customer, the tracking sheet."""

from datetime import date
from typing import Any

import pytest

from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.freight.consignments.choices import DeliveryMode
from desk.freight.consignments.queries import consignment_card
from desk.freight.tracking.choices import (
    Channel,
    EventKind,
    EventSource,
    PartyKind,
    Severity,
    Topic,
)
from desk.freight.tracking.commands import report_event
from desk.freight.tracking.lanes import add_lane_note, end_lane_note, extend_due
from desk.freight.tracking.queries import contacts_of, events_of
from desk.freight.tracking.telling import notice_text, tell_progress
from desk.freight.tracking.watching import draw_watch_list, note_watch, watch_list
from desk.kernel.errors import Refused
from desk.office.settings.commands import change_setting
from desk.screens.lists import Filter
from tests.conftest import Office, at
from tests.freight.consignments.tickets import accepted
from tests.freight.delivery.yard import in_stock
from tests.freight.permissions import assert_matrix
from tests.freight.pickup.road import CLOSED, fetched_for_kashgar, road_is_closed


def extended(office: Office, lane: int, *numbers: str, **said: Any) -> None:
    plain: dict[str, Any] = {"due_on": date(2026, 11, 25), "reason": "G3012 封路"}
    office.as_("boss").run(extend_due, lane_note_id=lane, numbers=numbers, **(plain | said))


def refused(office: Office, lane: int, *numbers: str, **said: Any) -> tuple[str, ...]:
    with pytest.raises(Refused) as caught:
        extended(office, lane, *numbers, **said)
    return caught.value.codes


def test_a_lane_note_has_words_and_an_order_of_time(office: Office) -> None:
    with pytest.raises(Refused) as caught:
        office.as_("jia").run(add_lane_note, **(CLOSED | {"lane": " ", "to_at": CLOSED["from_at"]}))
    assert caught.value.codes == ("E001", "E019")
    lane = road_is_closed(office)
    office.as_("jia").run(end_lane_note, lane_note_id=lane, to_at=at("2026-11-22 12:00"))
    with pytest.raises(Refused) as before:
        office.as_("jia").run(end_lane_note, lane_note_id=lane, to_at=CLOSED["from_at"])
    assert before.value.codes == ("E019",)
    assert len(office.desk.list_ids("lane_notes", (), "G3012")) == 1


def test_what_cannot_be_put_off(office: Office) -> None:
    first, _ = fetched_for_kashgar(office)
    lane = road_is_closed(office)
    snow = office.as_("jia").run(add_lane_note, **(CLOSED | {"severity": Severity.SLOW})).value
    undated = accepted(office.as_("jia"), paper_no="U-1")
    assert refused(office, lane, first, reason=" ") == ("E009",)
    assert refused(office, snow, first) == ("E019",)
    assert refused(office, lane) == ("E001",)
    assert refused(office, lane, undated) == ("E019",)
    assert refused(office, lane, first, due_on=date(2026, 11, 22)) == ("E019",)
    assert refused(office, lane, "YD0") == ("E006",)
    with pytest.raises(Refused) as clerk:
        office.as_("jia").run(
            extend_due, lane_note_id=lane, numbers=(first,), due_on=date(2026, 11, 25), reason="x"
        )
    assert clerk.value.codes == ("E210",)


def test_the_first_date_outlives_a_second_extension(office: Office) -> None:
    first, _ = fetched_for_kashgar(office)
    lane = road_is_closed(office)
    extended(office, lane, first, force_majeure=True)
    extended(office, lane, first, due_on=date(2026, 11, 27), reason="雪崩")
    text = snapshot_text(office.as_("jia").paper("P-23", "2026-11-20")[0])
    assert "2026-11-27⏎原 2026-11-22" in text


def test_the_watch_list_names_its_reasons(office: Office) -> None:
    office.at("2026-11-16 10:00")
    late = in_stock(office, promised_on=date(2026, 11, 17), delivery_mode=DeliveryMode.DOOR)
    quiet = in_stock(office, paper_no="Q-1")
    urgent = accepted(office.as_("jia"), paper_no="U-1", urgent=True)
    rows = office.as_("jia").ask(watch_list)
    assert [(row.number, row.reasons) for row in rows] == [(urgent, "加急")]

    office.at("2026-11-18 19:29")  # 23 working hours and 59 minutes are to come
    assert [row.number for row in office.as_("jia").ask(watch_list)] == [urgent]
    office.at("2026-11-19 10:00")
    found = {row.number: row.reasons for row in office.as_("jia").ask(watch_list)}
    assert found == {
        urgent: "24 工作小时无消息、加急",
        late: "24 工作小时无消息",
        quiet: "24 工作小时无消息",
    }
    office.as_("jia").run(
        report_event, number=quiet, kind=EventKind.PASSED, source=EventSource.DRIVER, place="哈密"
    )
    assert quiet not in [row.number for row in office.as_("jia").ask(watch_list)]


def test_the_drawn_list_is_worked_through(office: Office) -> None:
    first, second = fetched_for_kashgar(office)
    office.at("2026-11-24 10:00")
    desk = office.as_("jia")
    assert [row.kind for row in desk.today() if row.page == "watch_list"] == ["生成关注清单"]
    assert desk.run(draw_watch_list).value == 2
    (row, _) = desk.ask(watch_list)
    assert (row.late_days, row.reasons) == (2, "超期 2 天")
    desk.run(note_watch, number=first, note="已催合作商")
    waiting = [r.number for r in desk.today() if r.kind == "跟踪货物"]
    assert waiting == [second]
    ids = desk.list_ids("watch_list", [Filter("note", "empty")])
    assert len(ids) == 1
    assert desk.run(draw_watch_list).value == 2  # the same morning: the note stays
    assert [r.number for r in desk.today() if r.kind == "跟踪货物"] == [second]
    office.at("2026-11-25 10:00")
    desk.run(draw_watch_list)
    waiting = [r.number for r in desk.today() if r.kind == "跟踪货物"]
    assert waiting[:2] == [first, second]  # the three left at the station fell silent too
    assert len(waiting) == 5
    with pytest.raises(Refused) as missing:
        desk.run(note_watch, number=accepted(desk, paper_no="Z-1"), note="x")
    assert missing.value.codes == ("E006",)


def test_the_word_to_the_customer_says_only_what_is_on_record(office: Office) -> None:
    number = accepted(office.as_("jia"))
    text = office.as_("jia").ask(notice_text, number=number)
    assert text == (
        f"【天山通达物流有限公司】您的货物(运单 {number},轴承 8 件,郑州→乌鲁木齐)"
        "于 2026-11-16 10:00 在郑州受理。查询电话 0991-5550123。"
    )
    office.as_("boss").run(change_setting, key="firm_phone", value="")
    without = office.as_("jia").ask(notice_text, number=number)
    assert without == text.removesuffix("查询电话 0991-5550123。")
    office.at("2026-11-17 11:00")
    office.as_("jia").run(
        report_event,
        number=number,
        kind=EventKind.DELAYED,
        source=EventSource.DRIVER,
        place="哈密",
        text="大风停车",
    )
    assert "于 2026-11-17 11:00 在哈密延误,大风停车。" in office.as_("jia").ask(
        notice_text, number=number
    )
    office.as_("jia").run(tell_progress, number=number, who="李工", channel=Channel.WECHAT)
    (talk,) = office.as_("jia").ask(contacts_of, number=number)
    assert (talk.topic, talk.party_kind, talk.who, talk.channel) == (
        Topic.PROGRESS,
        PartyKind.CONSIGNEE,
        "李工",
        Channel.WECHAT,
    )
    assert talk.content == office.as_("jia").ask(notice_text, number=number)


def test_the_tracking_sheet_is_in_the_order_of_need(office: Office) -> None:
    first, second = fetched_for_kashgar(office)
    plain = accepted(office.as_("jia"), paper_no="P-1")
    urgent = accepted(office.as_("jia"), paper_no="P-2", urgent=True)
    office.at("2026-11-23 10:00")
    office.as_("jia").run(tell_progress, number=second, who="马总", channel=Channel.PHONE)
    (paper,) = office.as_("jia").paper("P-23", "2026-11-23", print_no=1)
    text = snapshot_text(paper)
    places = [text.index(number) for number in (first, second, urgent, plain)]
    assert places == sorted(places)
    assert "超 1" in text
    assert "2026-11-23 10:00" in text
    assert "【急】兴疆机电" in text
    assert "安排中转" in text
    assert render_pdf(paper).pages == 1
    with pytest.raises(Refused) as other:
        office.as_("jia").paper("P-23", "2026-11-22")
    assert other.value.codes == ("E019",)


def test_who_may_do_what(office: Office) -> None:
    every = "CS IN OUT MGR"
    assert_matrix(
        office,
        {
            add_lane_note: every,
            end_lane_note: every,
            extend_due: "MGR",
            tell_progress: every,
            draw_watch_list: every,
            note_watch: every,
        },
    )


def test_an_extension_is_a_node_the_customer_may_read(office: Office) -> None:
    first, _ = fetched_for_kashgar(office)
    extended(office, road_is_closed(office), first)
    event = office.as_("jia").ask(events_of, number=first)[-1]
    assert (event.kind, event.source) == (EventKind.DELAYED, EventSource.OPERATIONS)
    assert event.text == "G3012 封路 21–23 Nov,应到日期由 2026-11-22 延至 2026-11-25"
    assert office.as_("jia").ask(consignment_card, number=first).due_on == date(2026, 11, 25)
