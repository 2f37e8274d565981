"""Consignments are found, listed and looked up again."""

import pytest

from desk.freight.consignments import finding
from desk.freight.consignments.choices import ConsignmentState, DeliveryMode
from desk.freight.consignments.commands import void_consignment
from desk.freight.consignments.finding import find_consignments, last_consignees
from desk.screens.lists import Filter, Sort
from desk.searching import search
from tests.conftest import Office
from tests.freight.consignments.tickets import CUTLERY, accepted, arrive, line


@pytest.fixture
def filled(office: Office) -> Office:
    desk = office.as_("jia")
    accepted(desk, paper_no="HN-778")
    office.at("2026-11-17 10:00")
    accepted(desk, CUTLERY, urgent=True)
    accepted(
        desk,
        consignee_name="库尔勒美丽屋",
        consignee_phone="13900000003",
        consignee_contact="努尔·艾力",
        destination="库尔勒",
        lines=(line(goods_name="假发", pieces=30, weight_g=150_000, volume_cm3=1_800_000),),
    )
    return office


FIRST, SECOND, THIRD = "YD2611160001", "YD2611170001", "YD2611170002"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (SECOND, [SECOND]),
        ("0001", [SECOND, FIRST]),
        ("HN-778", [FIRST]),
        ("0003", [THIRD, FIRST]),
        ("天悦", [SECOND]),
        ("kelm", [THIRD]),
        ("KELM", [THIRD]),
        ("_", []),
        ("%", []),
        ("' OR 1=1 --", []),
        ("", [THIRD, SECOND, FIRST]),
        ("yd2611170001", [SECOND]),
        ("ＹＤ２６１１１７０００１", [SECOND]),
        ("庫爾勒美麗屋", [THIRD]),
        ("13900000003", [THIRD]),
        ("139 0000 0003", [THIRD]),
        ("+86 13900000003", [THIRD]),
        ("努尔·艾力", [THIRD]),
        ("努尔艾力", [THIRD]),
        ("努爾.艾力", [THIRD]),
        ("努尔 艾力", [THIRD]),
        ("neal", [THIRD]),
        ("al", [THIRD]),
    ],
)
def test_a_ticket_is_found_by_what_the_caller_says(
    filled: Office, text: str, numbers: list[str]
) -> None:
    hits = filled.desk.ask(find_consignments, text=text)
    assert [hit.number for hit in hits] == numbers


@pytest.mark.parametrize(
    "text",
    ["努尔·艾力", "努尔艾力", "努尔．艾力", "努尔 艾力", "努爾艾力", "neal", "+8613900000003"],
)
def test_the_box_and_the_list_find_the_person_behind_a_firm(filled: Office, text: str) -> None:
    desk = filled.desk
    found = {g.spec.name: [row.record_id for row in g.rows] for g in search(desk, text)}
    assert found["consignments"] == list(desk.list_ids("consignments", search=text))
    assert (
        desk.list_ids("consignments", [Filter("number", "is", THIRD)])[0] in found["consignments"]
    )
    assert len(found["consignments"]) == 1


def test_the_list_shows_masks_and_adds_up(filled: Office) -> None:
    desk = filled.desk
    names = [f.name for f in desk.list_spec("consignments").fields]
    ids = desk.list_ids("consignments")
    rows = [dict(zip(names, desk.list_rows("consignments", ids)[i], strict=True)) for i in ids]
    assert [r["number"] for r in rows] == [THIRD, SECOND, FIRST]
    assert [r["consignee_phone"] for r in rows] == ["139****0003", "139****0002", "0991-****456"]
    totals = desk.list_totals("consignments")
    assert (totals["count"], totals["declared"], totals["cod_amount_fen"]) == (3, 58, 800_000)


@pytest.mark.parametrize(
    ("condition", "numbers"),
    [
        (Filter("urgent", "is", True), [SECOND]),
        (Filter("state", "in", (ConsignmentState.IN_STOCK,)), [FIRST]),
        (Filter("delivery_mode", "is", DeliveryMode.DOOR), [SECOND]),
        (Filter("declared", "from", 20), [THIRD, SECOND]),
        (Filter("declared", "to", 8), [FIRST]),
        (Filter("paper_no", "empty"), [THIRD, SECOND]),
        (Filter("goods_summary", "contains", "发"), [THIRD]),
    ],
)
def test_the_list_is_filtered(filled: Office, condition: Filter, numbers: list[str]) -> None:
    desk = filled.as_("in")
    desk.run(arrive, number=FIRST, pieces=8)
    ids = desk.list_ids("consignments", [condition])
    rows = desk.list_rows("consignments", ids)
    assert [rows[i][0] for i in ids] == numbers


def test_the_list_is_searched_and_sorted(filled: Office) -> None:
    desk = filled.desk

    def numbers(search: str) -> list[str]:
        ids = desk.list_ids("consignments", (), search, Sort("total_fen", descending=True))
        rows = desk.list_rows("consignments", ids)
        return [rows[i][0] for i in ids]

    assert numbers("") == [SECOND, THIRD, FIRST]
    assert numbers("库尔勒") == [THIRD]
    assert numbers("中原 天悦") == [SECOND]
    assert numbers("kel") == [THIRD]
    assert numbers("中原 库尔勒") == []


def test_former_consignees_are_offered_again(filled: Office) -> None:
    desk = filled.desk
    found = desk.ask(last_consignees, text="天悦")
    assert [(r.name, r.phone, r.delivery_mode) for r in found] == [
        ("天悦酒店", "13900000002", DeliveryMode.DOOR)
    ]
    assert [r.name for r in desk.ask(last_consignees, text="0003")] == ["库尔勒美丽屋"]
    assert [r.name for r in desk.ask(last_consignees, text="mlw")] == []
    assert [r.name for r in desk.ask(last_consignees, text="kelmlw")] == ["库尔勒美丽屋"]
    assert desk.ask(last_consignees, text=" ") == []
    desk.run(void_consignment, number=THIRD, reason="重单")
    assert desk.ask(last_consignees, text="0003") == []


def test_one_consignee_is_offered_once_and_the_shippers_own_first(office: Office) -> None:
    desk = office.as_("jia")
    for _ in range(3):
        accepted(desk)
    accepted(
        desk,
        shipper_name="中原厨具",
        shipper_phone="13800000002",
        consignee_name="兴疆机电二店",
    )
    names = [r.name for r in desk.ask(last_consignees, text="兴疆")]
    assert names == ["兴疆机电二店", "兴疆机电"]
    with desk.reading() as read:
        from desk.freight.consignments.queries import load

        shipper_id = load(read, FIRST).shipper_id
    own = [r.name for r in desk.ask(last_consignees, text="兴疆", shipper_id=shipper_id)]
    assert own == ["兴疆机电", "兴疆机电二店"]


def test_only_the_newest_tickets_are_looked_through_beyond_the_shippers_own(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office.as_("jia")
    accepted(desk)
    accepted(desk, shipper_name="中原厨具", consignee_name="兴疆机电二店")
    monkeypatch.setattr(finding, "NEWEST_LOOKED_THROUGH", 1)
    assert [r.name for r in desk.ask(last_consignees, text="兴疆")] == ["兴疆机电二店"]
