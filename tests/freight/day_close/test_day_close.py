"""A day is opened, looked through, explained and signed; everyone his own."""

from datetime import date, timedelta
from typing import Any

import pytest

from desk.closing import sign_day
from desk.freight.consignments.choices import DeliveryMode
from desk.freight.consignments.commands import send_notice
from desk.freight.day_close.choices import CloseState, ItemState
from desk.freight.day_close.commands import (
    note_open_item,
    open_day_close,
    refresh_day_close,
    sign_day_close,
)
from desk.freight.day_close.queries import (
    DayCloseCard,
    day_close_card,
    days_not_closed,
    my_day_close,
)
from desk.kernel.errors import FileRefused, Refused
from desk.storage.backup import prove_sound
from tests.conftest import Office, at
from tests.freight.consignments.tickets import accepted, arrive

BACKUP = {"backup_name": "t-20261118.office", "backup_sha256": "ab" * 32}
NOTE = {"reason": "电话无人接听", "next_step": "明早再打", "who": "客服员甲"}


def refusal(office: Office, command: Any, **arguments: Any) -> str:
    with pytest.raises(Refused) as caught:
        office.desk.run(command, **arguments)
    return str(caught.value)


def mine(office: Office) -> DayCloseCard:
    found = office.desk.ask(my_day_close)
    assert found is not None
    return found


@pytest.fixture
def untold(office: Office) -> Office:
    """Wednesday 18 November, 19:30: one arrival nobody was told of, and one lying for transit."""
    office.at("2026-11-17 16:00")
    desk = office.as_("in")
    first = accepted(desk)
    transit = accepted(
        desk,
        delivery_mode=DeliveryMode.TRANSIT,
        destination="喀什市",
        consignee_address="喀什市人民东路 188 号",
        paper_no="T-2",
    )
    office.at("2026-11-17 23:30")
    desk.run(arrive, number=transit, pieces=8)
    office.at("2026-11-18 17:00")
    desk.run(arrive, number=first, pieces=8)
    office.at("2026-11-18 19:30")
    office.as_("in")
    return office


def test_what_is_open_is_written_down_with_its_deadline(untold: Office) -> None:
    untold.at("2026-11-18 19:29")
    untold.desk.run(open_day_close)
    assert [row.duty for row in mine(untold).items] == ["未通知收货人"]
    untold.at("2026-11-18 19:31")
    assert untold.desk.run(refresh_day_close).value == 2
    card = mine(untold)
    assert [(r.duty, r.number, r.due_at, r.state) for r in card.items] == [
        ("未通知收货人", "YD2611170001", at("2026-11-19 11:30"), ItemState.WAITING),
        ("中转货物未交接", "YD2611170002", at("2026-11-18 23:30"), ItemState.WAITING),
    ]
    assert (card.person, card.waiting, card.state) == ("进港调度", 2, CloseState.OPEN)


def test_done_ticks_itself_off_and_the_rest_is_explained(untold: Office) -> None:
    desk = untold.desk
    untold.at("2026-11-18 19:31")
    close = desk.run(open_day_close).value
    sign: dict[str, Any] = {"close_id": close, **BACKUP}
    assert refusal(untold, sign_day_close, **sign) == (
        "E038 日清还有 2 项既未办完也未说明(YD2611170001、YD2611170002),请办完或登记说明后再签。"
    )
    desk.run(send_notice, number="YD2611170001", told="王经理", channel="电话")
    assert desk.run(refresh_day_close).value == 1
    told, lying = sorted(mine(untold).items, key=lambda row: row.number)
    assert (told.state, told.done_at) == (ItemState.DONE, at("2026-11-18 19:31"))
    assert "已办完" in refusal(untold, note_open_item, item_id=told.id, **NOTE)
    blank = {"reason": " ", "next_step": "", "who": "长" * 61}
    assert refusal(untold, note_open_item, item_id=lying.id, **blank).split() == (
        [
            "E001",
            "原因必填。",
            "E001",
            "下一步必填。",
            "E004",
            "负责人太长:最多",
            "60",
            "个字,现有",
            "61",
            "个字。",
        ]
    )
    desk.run(note_open_item, item_id=lying.id, **NOTE)
    desk.run(sign_day_close, **sign, handover="喀什票明早第一车")
    card = desk.ask(day_close_card, close_id=close)
    assert (card.state, card.signed_at) == (CloseState.SIGNED, at("2026-11-18 19:31"))
    assert (card.backup_name, card.handover) == (BACKUP["backup_name"], "喀什票明早第一车")
    assert refusal(untold, sign_day_close, **sign) == "E008 日清当前为「已签」,不能签字。"
    assert refusal(untold, open_day_close).startswith("E008")
    assert refusal(untold, note_open_item, item_id=lying.id, **NOTE).startswith("E008")


def test_what_comes_after_opening_stops_the_signature_too(untold: Office) -> None:
    close = untold.desk.run(open_day_close).value
    (only,) = mine(untold).items
    untold.desk.run(note_open_item, item_id=only.id, **NOTE)
    untold.at("2026-11-18 19:31")
    assert "1 项" in refusal(untold, sign_day_close, close_id=close, **BACKUP)
    assert mine(untold).waiting == 0, "a refused signature changes nothing"


def test_a_day_is_signed_on_that_day_by_its_own_person(untold: Office) -> None:
    close = untold.desk.run(open_day_close).value
    item = mine(untold).items[0].id
    untold.as_("out")
    assert "本人" in refusal(untold, sign_day_close, close_id=close, **BACKUP)
    assert "本人" in refusal(untold, note_open_item, item_id=item, **NOTE)
    untold.as_("in").run(note_open_item, item_id=item, **NOTE)
    untold.at("2026-11-19 00:05")
    assert refusal(untold, sign_day_close, close_id=close, **BACKUP) == (
        "E039 2026-11-18 的日清只能在当天签,请打开今天的日清。"
    )
    assert refusal(untold, refresh_day_close).startswith("E006")
    assert untold.desk.ask(my_day_close) is None
    assert untold.desk.run(open_day_close).value == close + 1


def test_a_signature_names_a_backup(office: Office) -> None:
    office.as_("boss")
    close = office.desk.run(open_day_close).value
    wrong = {"close_id": close, "backup_name": "", "backup_sha256": "xyz"}
    assert refusal(office, sign_day_close, **wrong).split("\n") == [
        "E001 备份文件名必填。",
        "E019 备份校验值不合规则:应为 64 位的 SHA-256 校验值。",
    ]


def test_the_flow_signs_after_a_proven_backup(untold: Office) -> None:
    desk = untold.desk
    with pytest.raises(Refused, match="E006"):
        sign_day(desk)
    desk.run(open_day_close)
    with pytest.raises(Refused, match="E038"):
        sign_day(desk)
    assert not (desk.path.parent / "备份").exists(), "no backup for a day that is not in order"
    desk.run(note_open_item, item_id=mine(untold).items[0].id, **NOTE)
    signed = sign_day(desk, handover="无")
    assert signed.backup.name == "t-20261118-193000.office"
    prove_sound(signed.backup)
    card = mine(untold)
    assert (card.state, card.backup_name) == (CloseState.SIGNED, signed.backup.name)
    assert card.backup_sha256 == signed.sha256
    assert "P-23" in [paper.code for paper in signed.diary]


def test_nothing_is_signed_when_the_backup_fails(untold: Office) -> None:
    desk = untold.as_("out")
    desk.run(open_day_close)
    taken = desk.path.with_name("taken.office")
    taken.write_bytes(b"x")
    with pytest.raises(FileRefused):
        sign_day(desk, taken)
    assert mine(untold).state is CloseState.OPEN
    assert taken.read_bytes() == b"x"
    assert sign_day(desk, desk.path.with_name("other.office")).backup.exists()


def test_the_manager_sees_who_has_not_closed(untold: Office) -> None:
    untold.desk.run(open_day_close)
    untold.as_("out").run(open_day_close)
    sign_day(untold.desk)
    rows = untold.as_("boss").ask(days_not_closed)
    assert [(row.person, row.state, row.waiting) for row in rows] == [
        ("经理", None, 0),
        ("客服员甲", None, 0),
        ("客服员乙", None, 0),
        ("进港调度", CloseState.OPEN, 1),
        ("出港调度", CloseState.SIGNED, 0),
    ]
    assert {r.state for r in untold.desk.ask(days_not_closed, day=date(2026, 11, 17))} == {None}
    with pytest.raises(Refused, match="E210"):
        untold.as_("in").ask(days_not_closed)


def test_the_lists_and_the_board_show_it(untold: Office) -> None:
    desk = untold.desk
    desk.run(open_day_close)
    (board,) = [row for row in desk.today() if row.kind == "签日清"]
    assert board.title == "还有 1 项待办"
    spec, ids = desk.list_spec("day_closes"), desk.list_ids("day_closes")
    names = [field.name for field in spec.fields]
    row = dict(zip(names, desk.list_rows("day_closes", ids)[ids[0]], strict=True))
    assert (row["person"], row["items"], row["waiting"], row["done"]) == ("进港调度", 1, 1, 0)
    assert len(desk.list_ids("day_close_items")) == 1
    desk.run(note_open_item, item_id=mine(untold).items[0].id, **NOTE)
    (board,) = [row for row in desk.today() if row.kind == "签日清"]
    assert board.title == "事项已办完,可以签字"


@pytest.mark.parametrize(
    ("urgent", "hours", "listed"),
    [(False, 20, False), (False, 21, True), (True, 2, False), (True, 3, True)],
)
def test_transit_goods_are_listed_four_hours_before_their_time_is_up(
    office: Office, urgent: bool, hours: int, listed: bool
) -> None:
    office.at("2026-11-17 20:00")
    desk = office.as_("in")
    number = accepted(
        desk,
        delivery_mode=DeliveryMode.TRANSIT,
        destination="喀什市",
        consignee_address="喀什市人民东路 188 号",
        urgent=urgent,
    )
    desk.run(arrive, number=number, pieces=8)
    office.clock.put(at("2026-11-17 20:00") + timedelta(hours=hours))
    desk.run(open_day_close)
    assert [row.number for row in mine(office).items] == [number] * listed
