"""Nodes write themselves, news and talks are typed, and none of them can be changed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.freight.consignments.choices import DeliveryMode, MoveReason
from desk.freight.consignments.commands import accept_consignment, by_number, send_notice
from desk.freight.consignments.ledger import move_pieces, reverse_move
from desk.freight.tracking.choices import (
    CallDirection,
    Channel,
    EventKind,
    EventSource,
    Party,
    PartyKind,
    Topic,
)
from desk.freight.tracking.commands import log_contact, report_event, report_events
from desk.freight.tracking.model import ContactLog, TrackingEvent
from desk.freight.tracking.queries import contacts_of, events_of, latest_consent
from desk.freight.tracking.rules import NODES_OF_MOVE, TYPED
from desk.kernel.commands import command
from desk.kernel.errors import Refused
from desk.storage.work import Work
from tests.conftest import Office, at
from tests.freight.inbound.truck import BEARINGS, N3, stocked
from tests.freight.permissions import assert_matrix

KINDS = EventKind


def accepted(office: Office, **changes: object) -> str:
    office.at("2026-11-16 10:00")
    draft = replace(BEARINGS, **changes)  # type: ignore[arg-type]
    return office.as_("jia").run(accept_consignment, draft=draft).value


@command("office.read", "移动(仅测试)")
def shift(work: Work, *, number: str, moves: tuple[tuple[str, int], ...]) -> None:
    for reason, pieces in moves:
        move_pieces(work, by_number(work, number), MoveReason(reason), pieces, "PS261119-001")


@command("office.read", "冲销(仅测试)")
def shift_back(work: Work, *, number: str) -> None:
    consignment = by_number(work, number)
    row = move_pieces(work, consignment, MoveReason.RUN_OUT, 2, "PS261119-001")
    reverse_move(work, consignment, row, "发错")


def kinds_of(office: Office, number: str) -> list[EventKind]:
    return [e.kind for e in office.as_("jia").ask(events_of, number=number)]


def test_every_reason_to_move_has_its_nodes() -> None:
    assert set(NODES_OF_MOVE) == set(MoveReason)
    assert not {node for nodes in NODES_OF_MOVE.values() for node in nodes} & set(TYPED)


def test_acceptance_begins_the_way(office: Office) -> None:
    number = accepted(office)
    (event,) = office.as_("jia").ask(events_of, number=number)
    assert (event.kind, event.at, event.place) == (
        KINDS.ACCEPTED,
        at("2026-11-16 09:30"),
        "郑州",
    )
    assert event.source is EventSource.SYSTEM


@pytest.mark.parametrize(
    ("moves", "kinds"),
    [
        ((("PICKUP", 8),), [KINDS.PICKED_UP, KINDS.STOCKED_IN]),
        ((("ARRIVAL", 8), ("RUN_OUT", 8)), [KINDS.STOCKED_IN, KINDS.OUT_FOR_DELIVERY]),
        (
            (("ARRIVAL", 8), ("RUN_OUT", 8), ("RUN_SIGNED", 7), ("RUN_BACK", 1)),
            [KINDS.STOCKED_IN, KINDS.OUT_FOR_DELIVERY, KINDS.PART_SIGNED, KINDS.STOCKED_IN],
        ),
        ((("ARRIVAL", 7), ("SELF_PICKUP", 7)), [KINDS.STOCKED_IN, KINDS.SIGNED]),
        (
            (("ARRIVAL", 8), ("TRANSIT_OUT", 8), ("TRANSIT_SIGNED", 8)),
            [KINDS.STOCKED_IN, KINDS.HANDED_TO_PARTNER, KINDS.SIGNED],
        ),
        (
            (("ARRIVAL", 8), ("SHIP_OUT", 8), ("SHIP_SIGNED", 8)),
            [KINDS.STOCKED_IN, KINDS.DEPARTED, KINDS.SIGNED],
        ),
        ((("RETURN_IN", 8), ("RETURN_OUT", 8)), [KINDS.STOCKED_IN, KINDS.RETURNED]),
        ((("ARRIVAL", 8), ("WRITEOFF", 1), ("STOCKTAKE_MORE", 1)), [KINDS.STOCKED_IN]),
        (
            (("ARRIVAL", 8), ("TRANSIT_OUT", 8), ("TRANSIT_BACK", 8), ("STOCKTAKE_LESS", 1)),
            [KINDS.STOCKED_IN, KINDS.HANDED_TO_PARTNER, KINDS.STOCKED_IN],
        ),
    ],
)
def test_movements_write_their_nodes(
    office: Office, moves: tuple[tuple[str, int], ...], kinds: list[EventKind]
) -> None:
    number = accepted(office)
    office.as_("jia").run(shift, number=number, moves=moves)
    assert kinds_of(office, number) == [KINDS.ACCEPTED, *kinds]


def test_a_reversed_movement_is_shown_as_such(office: Office) -> None:
    number = accepted(office)
    office.as_("jia").run(shift, number=number, moves=(("ARRIVAL", 8),))
    office.as_("jia").run(shift_back, number=number)
    texts = [e.text for e in office.as_("jia").ask(events_of, number=number)]
    assert texts == ["", "8 件", "2 件", "冲销 2 件"]


def test_a_notice_is_a_node_and_a_talk(office: Office) -> None:
    stocked(office)
    office.at("2026-11-18 18:00")
    desk = office.as_("jia")
    desk.run(send_notice, number=N3, channel="电话", told="王经理")
    event = desk.ask(events_of, number=N3)[-1]
    assert (event.kind, event.customer_notified, event.channel) == (
        KINDS.NOTICE_SENT,
        True,
        Channel.PHONE,
    )
    (talk,) = desk.ask(contacts_of, number=N3)
    assert (talk.topic, talk.party_kind, talk.who) == (Topic.NOTICE, PartyKind.CONSIGNEE, "王经理")
    assert "8 件" in talk.content


def test_a_notice_by_an_unknown_channel_is_refused(office: Office) -> None:
    stocked(office)
    with pytest.raises(Refused) as caught:
        office.as_("jia").run(send_notice, number=N3, channel="飞鸽", told="王经理")
    assert caught.value.codes == ("E005",)
    assert "电话、微信、短信、当面、邮件、传真" in str(caught.value)


def test_news_from_the_road(office: Office) -> None:
    number = accepted(office)
    office.at("2026-11-17 12:00")
    desk = office.as_("jia")
    told = {"at": at("2026-11-17 11:30"), "told_by": Channel.WECHAT}
    desk.run(
        report_event,
        number=number,
        kind=KINDS.PASSED,
        source=EventSource.DRIVER,
        place="哈密",
        **told,
    )
    event = desk.ask(events_of, number=number)[-1]
    assert (event.kind, event.place, event.source) == (KINDS.PASSED, "哈密", EventSource.DRIVER)
    assert (event.customer_notified, event.channel) == (True, Channel.WECHAT)


def test_one_piece_of_news_of_several_tickets(office: Office) -> None:
    numbers = (accepted(office), accepted(office))
    office.at("2026-11-17 12:00")
    desk = office.as_("jia")
    news = {"kind": KINDS.PASSED, "source": EventSource.DRIVER, "place": "哈密"}
    assert desk.run(report_events, numbers=(*numbers, numbers[0]), **news).value == 2
    for number in numbers:
        assert desk.ask(events_of, number=number)[-1].place == "哈密"
    late = {**news, "at": at("2026-11-16 09:00"), "place": "吐鲁番"}
    with pytest.raises(Refused) as caught:
        desk.run(report_events, numbers=(numbers[0], "YD2601010001"), **late)
    assert caught.value.codes == ("E019", "E006")
    assert f"{numbers[0]}不合规则" in str(caught.value)
    assert desk.ask(events_of, number=numbers[0])[-1].place == "哈密"
    with pytest.raises(Refused) as caught:
        desk.run(report_events, numbers=(), **news)
    assert caught.value.codes == ("E001",)


@pytest.mark.parametrize("kind", [kind for kind in EventKind if kind not in TYPED])
def test_nodes_of_documents_cannot_be_typed(office: Office, kind: EventKind) -> None:
    number = accepted(office)
    with pytest.raises(Refused) as caught:
        office.as_("jia").run(
            report_event, number=number, kind=kind, source=EventSource.DRIVER, place="哈密"
        )
    assert caught.value.codes == ("E005",)


def test_everything_wrong_with_news_is_said_at_once(office: Office) -> None:
    number = accepted(office)
    with pytest.raises(Refused) as caught:
        office.as_("jia").run(
            report_event, number=number, kind=KINDS.SIGNED, source=EventSource.SYSTEM
        )
    assert caught.value.codes == ("E005", "E005", "E001")
    bad = {"kind": KINDS.PASSED, "source": EventSource.DRIVER}
    with pytest.raises(Refused) as caught:
        office.as_("jia").run(
            report_event, number=number, place="甲" * 61, text="乙\u0007" + "丙" * 200, **bad
        )
    assert caught.value.codes == ("E004", "E004", "E012")
    with pytest.raises(Refused) as caught:
        office.as_("jia").run(report_event, number="YD0000000000", place="甲", **bad)
    assert caught.value.codes == ("E006",)


def test_time_runs_forward(office: Office) -> None:
    """AT-20: SIGNED at 09:00 after STOCKED_IN at 17:30 the same day; an event dated tomorrow."""
    stocked(office)
    office.at("2026-11-18 18:00")
    desk = office.as_("jia")
    news = {"number": N3, "kind": KINDS.PASSED, "source": EventSource.OPERATIONS, "place": "库区"}
    with pytest.raises(Refused) as caught:
        desk.run(report_event, at=at("2026-11-18 09:00"), **news)
    expected = "E170 事件时间 2026-11-18 09:00 早于上一节点 2026-11-18 17:30,请核对。"
    assert str(caught.value) == expected
    with pytest.raises(Refused) as caught:
        desk.run(report_event, at=at("2026-11-19 18:00"), **news)
    assert str(caught.value) == "E171 时间不能晚于当前时间。"
    desk.run(report_event, at=desk.now + timedelta(minutes=5), **news)


def test_a_signature_before_the_stock_in_is_refused_as_a_whole(office: Office) -> None:
    stocked(office)

    @command("office.read", "签收(仅测试)")
    def sign(work: Work) -> None:
        ticket = by_number(work, N3)
        early = at("2026-11-18 09:00")
        move_pieces(work, ticket, MoveReason.SELF_PICKUP, 8, "ZT261118-001", at=early)

    with pytest.raises(Refused) as caught:
        office.as_("jia").run(sign)
    assert caught.value.codes == ("E170",)
    assert kinds_of(office, N3)[-1] is KINDS.STOCKED_IN


def test_a_ticket_dated_tomorrow_is_refused(office: Office) -> None:
    with pytest.raises(Refused) as caught:
        accepted(office, accept_at=at("2026-11-17 10:00"))
    assert caught.value.codes == ("E171",)


def test_talks_are_kept(office: Office) -> None:
    number = accepted(office)
    desk = office.as_("jia")
    said = {"channel": Channel.PHONE, "who": "中原厨具 李工", "content": "同意代收货款减少 400 元"}
    desk.run(
        log_contact, number=number, topic=Topic.COD_CHANGE, party_kind=PartyKind.SHIPPER, **said
    )
    general = {"party": Party.DRIVER, "direction": CallDirection.IN}
    desk.run(log_contact, next_action_at=at("2026-11-17 10:00"), **said, **general)
    (talk,) = desk.ask(contacts_of, number=number)
    assert (talk.topic, talk.who, talk.at) == (
        Topic.COD_CHANGE,
        "中原厨具 李工",
        at("2026-11-16 10:00"),
    )
    assert len(desk.list_ids("contact_logs")) == 2
    assert len(desk.list_ids("contact_logs", search="李工")) == 2
    assert len(desk.list_ids("tracking_events", search=number)) == 1


def test_only_the_shippers_word_is_consent(office: Office) -> None:
    number = accepted(office)
    desk = office.as_("jia")
    said = {"number": number, "channel": Channel.PHONE, "who": "李工", "content": "同意"}

    def consent(topic: Topic) -> str | None:
        with desk.reading() as read:
            found = latest_consent(read.session, 1, topic)
            return found and found.content

    desk.run(log_contact, topic=Topic.COD_CHANGE, party_kind=PartyKind.CONSIGNEE, **said)
    desk.run(log_contact, topic=Topic.GENERAL, party_kind=PartyKind.SHIPPER, **said)
    assert consent(Topic.COD_CHANGE) is None
    desk.run(log_contact, topic=Topic.COD_CHANGE, party_kind=PartyKind.SHIPPER, **said)
    office.at("2026-11-16 11:00")
    later = said | {"content": "减 300 即可"}
    desk.run(log_contact, topic=Topic.COD_CHANGE, party_kind=PartyKind.SHIPPER, **later)
    assert consent(Topic.COD_CHANGE) == "减 300 即可"
    assert consent(Topic.RELEASE) is None


def test_everything_wrong_with_a_talk_is_said_at_once(office: Office) -> None:
    desk = office.as_("jia")
    with pytest.raises(Refused) as caught:
        desk.run(
            log_contact,
            channel=Channel.SMS,
            who=" ",
            content="长" * 501,
            at=at("2026-11-16 10:06"),
            next_action_at=at("2026-11-16 09:00"),
        )
    assert caught.value.codes == ("E001", "E004", "E171", "E019")
    with pytest.raises(Refused) as caught:
        desk.run(log_contact, channel=Channel.SMS, who="李\u0000工", content="好")
    assert caught.value.codes == ("E012",)
    with pytest.raises(Refused) as caught:
        desk.run(log_contact, number="YD1", channel=Channel.SMS, who="李", content="好")
    assert caught.value.codes == ("E006",)
    with pytest.raises(Refused) as caught:
        desk.ask(events_of, number="YD1")
    assert caught.value.codes == ("E006",)
    with pytest.raises(Refused) as caught:
        desk.ask(contacts_of, number="YD1")
    assert caught.value.codes == ("E006",)


@pytest.mark.parametrize("model", [TrackingEvent, ContactLog])
def test_nothing_written_can_be_changed(office: Office, model: type) -> None:
    number = accepted(office)
    office.as_("jia").run(log_contact, number=number, channel=Channel.SMS, who="李", content="好")

    @command("office.read", "篡改(仅测试)")
    def tamper(work: Work) -> None:
        work.session.get(model, 1).at = at("2026-11-01 10:00")

    with pytest.raises(AssertionError, match="append-only"):
        office.as_("jia").run(tamper)


def test_names_with_quotes_and_markup_stay_as_typed(office: Office) -> None:
    number = accepted(office, delivery_mode=DeliveryMode.SELF_PICKUP)
    odd = "<b>甲</b> A&B =1+1 '; drop 😀"
    office.as_("jia").run(log_contact, number=number, channel=Channel.WECHAT, who=odd, content=odd)
    (talk,) = office.as_("jia").ask(contacts_of, number=number)
    assert (talk.who, talk.content) == (odd, odd)


def test_who_may_track(office: Office) -> None:
    assert_matrix(
        office,
        {
            log_contact: "CS IN OUT MGR",
            report_event: "CS IN OUT MGR",
            report_events: "CS IN OUT MGR",
        },
    )
