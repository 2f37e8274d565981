"""A sheet's life: drafted, submitted, countersigned, in force, replaced; and what is refused."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from desk.app import Desk
from desk.kernel.errors import Refused
from desk.kernel.prices import Basis
from desk.office.approvals.commands import cancel_approval, grant_approval, refuse_approval
from desk.office.approvals.queries import approvals_for_me, approvals_of
from desk.pricing.tariffs import approving, commands, fee_commands, imports, line_commands
from desk.pricing.tariffs.approving import (
    approve_sheet,
    expire_sheets,
    recall_sheet,
    reject_sheet,
    submit_sheet,
    withdraw_sheet,
)
from desk.pricing.tariffs.choices import FeeKind, SheetKind, SheetState
from desk.pricing.tariffs.commands import add_sheet, new_version, update_sheet
from desk.pricing.tariffs.drafts import LineDraft
from desk.pricing.tariffs.fee_commands import add_fee, remove_fee
from desk.pricing.tariffs.line_commands import add_line, remove_line, update_line
from desk.pricing.tariffs.queries import (
    SheetRow,
    TariffLineRow,
    price_of_lane,
    sheet_versions,
    tariff_sheet,
)
from tests.conftest import Office
from tests.freight.permissions import assert_matrix
from tests.office.managers import second_manager
from tests.pricing.tariffs.f0 import (
    PUBLIC_LINES,
    SIGNED,
    YEAR,
    approve,
    asked,
    contract,
    customer,
    public,
    sheet_of,
    surcharges,
)

KASHGAR: dict[str, Any] = {
    "origin": "郑州",
    "destination": "喀什",
    "transit_days": 8,
    "price_kg_mill": 2600,
}


def refused(call: Callable[[], object]) -> tuple[str, ...]:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.codes


def card(desk: Desk, sheet_id: int) -> SheetRow:
    return desk.ask(tariff_sheet, sheet_id=sheet_id)


def test_a_sheet_is_drafted_submitted_and_approved(office: Office) -> None:
    desk = office.as_("boss")
    sheet_id = sheet_of(desk, "公布价2026", PUBLIC_LINES)
    assert card(desk, sheet_id).state is SheetState.DRAFT
    approval_id = desk.run(submit_sheet, sheet_id=sheet_id).value
    assert card(desk, sheet_id).state is SheetState.SUBMITTED
    waiting = desk.ask(approvals_for_me)
    assert [(w.id, w.number, w.obj_word) for w in waiting] == [
        (approval_id, "公布价2026 V1", "运价表")
    ]
    assert waiting[0].title == "公布价 2026-01-01 至 2026-12-31,5 行"
    desk.run(approve_sheet, sheet_id=sheet_id, **SIGNED)
    found = card(desk, sheet_id)
    assert (found.state, found.approved_by) == (SheetState.APPROVED, 1)
    assert (found.countersigned_by, found.countersigned_on) == ("李副总", date(2026, 11, 15))
    assert desk.ask(approvals_for_me) == []
    assert [line.destination for line in found.lines][:3] == [
        "乌鲁木齐市",
        "喀什地区",
        "巴音郭楞蒙古自治州库尔勒市",
    ]


def test_the_list_of_approvals_grants_as_well(office: Office) -> None:
    desk = office.as_("boss")
    sheet_id = sheet_of(desk, "公布价2026", PUBLIC_LINES)
    approval_id = desk.run(submit_sheet, sheet_id=sheet_id).value
    desk.run(grant_approval, approval_id=approval_id, **SIGNED)
    assert card(desk, sheet_id).state is SheetState.APPROVED


def test_nobody_approves_his_own_without_the_countersign(office: Office) -> None:
    desk = office.as_("boss")
    sheet_id = sheet_of(desk, "公布价2026", PUBLIC_LINES)
    desk.run(submit_sheet, sheet_id=sheet_id)
    assert refused(lambda: desk.run(approve_sheet, sheet_id=sheet_id)) == ("E190",)
    half: dict[str, Any] = {"countersigned_by": "李副总"}
    assert refused(lambda: desk.run(approve_sheet, sheet_id=sheet_id, **half)) == ("E190",)
    assert refused(lambda: desk.run(reject_sheet, sheet_id=sheet_id, reason="低")) == ("E190",)
    ahead: dict[str, Any] = SIGNED | {"countersigned_on": date(2026, 11, 17)}
    assert refused(lambda: desk.run(approve_sheet, sheet_id=sheet_id, **ahead)) == ("E171",)
    li = second_manager(office)
    codes = refused(lambda: li.run(approve_sheet, sheet_id=sheet_id))
    assert codes == ("E001", "E001")
    li.run(approve_sheet, sheet_id=sheet_id, **SIGNED)
    assert card(li, sheet_id).state is SheetState.APPROVED


def test_a_rejection_needs_a_reason_and_makes_a_draft_again(office: Office) -> None:
    desk = office.as_("boss")
    sheet_id = sheet_of(desk, "公布价2026", PUBLIC_LINES)
    approval_id = desk.run(submit_sheet, sheet_id=sheet_id).value
    li = second_manager(office)
    assert refused(lambda: li.run(reject_sheet, sheet_id=sheet_id, reason=" ")) == ("E191",)
    blank: dict[str, Any] = {"approval_id": approval_id, "reason": ""}
    assert refused(lambda: li.run(refuse_approval, **blank)) == ("E191",)
    li.run(reject_sheet, sheet_id=sheet_id, reason="喀什线偏低")
    found = card(li, sheet_id)
    assert (found.state, found.reason) == (SheetState.DRAFT, "喀什线偏低")
    again = office.as_("boss").run(submit_sheet, sheet_id=sheet_id).value
    history = office.desk.ask(approvals_of, obj_kind="tariff_sheet", obj_id=sheet_id)
    assert [(row.id, row.decision.value) for row in history] == [
        (again, "WAITING"),
        (approval_id, "REJECTED"),
    ]


def test_a_submitted_sheet_is_recalled_by_its_maker_only(office: Office) -> None:
    desk = office.as_("boss")
    sheet_id = sheet_of(desk, "公布价2026", PUBLIC_LINES)
    approval_id = desk.run(submit_sheet, sheet_id=sheet_id).value
    line: dict[str, Any] = {"sheet_id": sheet_id, **KASHGAR, "destination": "和田"}
    assert refused(lambda: desk.run(add_line, **line)) == ("E008",)
    li = second_manager(office)
    assert refused(lambda: li.run(recall_sheet, sheet_id=sheet_id)) == ("E210",)
    assert refused(lambda: li.run(cancel_approval, approval_id=approval_id)) == ("E210",)
    desk = office.as_("boss")
    desk.run(recall_sheet, sheet_id=sheet_id)
    assert card(desk, sheet_id).state is SheetState.DRAFT
    desk.run(add_line, **line)
    assert refused(lambda: desk.run(recall_sheet, sheet_id=sheet_id)) == ("E008",)


def test_an_approved_sheet_cannot_be_changed(office: Office) -> None:
    sheet_id = public(office)
    desk = office.as_("boss")
    line_id = card(desk, sheet_id).lines[1].id
    head: dict[str, Any] = {
        "sheet_id": sheet_id,
        "name": "新名",
        "valid_from": YEAR[0],
        "valid_to": YEAR[1],
    }
    calls: list[tuple[Any, dict[str, Any]]] = [
        (update_line, {"line_id": line_id, **KASHGAR, "price_kg_mill": 2500}),
        (remove_line, {"line_id": line_id}),
        (add_line, {"sheet_id": sheet_id, **KASHGAR, "destination": "和田"}),
        (update_sheet, head),
        (
            imports.import_tariff_lines,
            {"sheet_id": sheet_id, "rows": (LineDraft(**KASHGAR),)},
        ),
    ]
    before = card(desk, sheet_id)
    for command, arguments in calls:
        assert refused(partial(desk.run, command, **arguments)) == ("E123",)
    fee_sheet = surcharges(office)
    fee = card(desk, fee_sheet).fees[0].id
    assert refused(lambda: desk.run(remove_fee, fee_id=fee)) == ("E123",)
    assert card(desk, sheet_id) == before


def test_overlapping_days_of_a_lane_are_refused_at_submit_and_at_approval(office: Office) -> None:
    desk = office.as_("boss")
    lanes = (("郑州", "喀什", 2700, 120, 8), ("郑州", "和田", 2900, 120, 9))
    days = (date(2026, 6, 1), date(2027, 5, 31))
    late = sheet_of(desk, "下半年价", lanes, days=days)
    desk.run(submit_sheet, sheet_id=late)
    public(office)
    with pytest.raises(Refused) as caught:
        desk.run(approve_sheet, sheet_id=late, **SIGNED)
    assert caught.value.codes == ("E122",)
    assert str(caught.value) == (
        "E122 郑州市→喀什地区 在 2026-01-01~2026-12-31 已有有效运价(版本 公布价2026 V1),"
        "有效期不能重叠。"
    )
    desk.run(recall_sheet, sheet_id=late)
    assert refused(lambda: desk.run(submit_sheet, sheet_id=late)) == ("E122",)
    after: dict[str, Any] = {"valid_from": date(2027, 1, 1), "valid_to": date(2027, 12, 31)}
    desk.run(update_sheet, sheet_id=late, name="下半年价", **after)
    approve(desk, late)


def test_contracts_overlap_only_with_contracts_of_the_same_customer(office: Office) -> None:
    public(office)
    customer_id, _ = contract(office)
    desk = office.as_("boss")
    lane = (("乌鲁木齐", "郑州", 1000, 60, 5),)
    other = customer(office, "兴华商贸")
    assert other != customer_id
    approve(desk, sheet_of(desk, "兴华", lane, kind=SheetKind.CONTRACT, customer_id=other))
    twice = sheet_of(desk, "再签", lane, kind=SheetKind.CONTRACT, customer_id=customer_id)
    assert refused(lambda: desk.run(submit_sheet, sheet_id=twice)) == ("E122",)


def test_surcharges_overlap_too(office: Office) -> None:
    surcharges(office)
    desk = office.as_("boss")
    twice = sheet_of(desk, "附加费二", (), kind=SheetKind.SURCHARGE)
    desk.run(add_fee, sheet_id=twice, fee=FeeKind.RECEIPT, amount_fen=1_500)
    with pytest.raises(Refused) as caught:
        desk.run(submit_sheet, sheet_id=twice)
    assert "回单费→各地" in str(caught.value)


def test_a_new_version_copies_the_old_and_takes_over_on_its_first_day(office: Office) -> None:
    old = public(office)
    surcharges(office)
    desk = office.as_("boss")
    days: dict[str, Any] = {"valid_from": date(2026, 12, 1), "valid_to": date(2027, 12, 31)}
    new = desk.run(new_version, sheet_id=old, **days).value
    fresh = card(desk, new)
    assert (fresh.name, fresh.version, fresh.state) == ("公布价2026", 2, SheetState.DRAFT)

    def content(line: TariffLineRow) -> tuple[object, ...]:
        return line.origin, line.destination, line.price, line.transit_days, line.note

    assert [content(a) for a in fresh.lines] == [content(b) for b in card(desk, old).lines]
    line = fresh.lines[1]
    desk.run(update_line, line_id=line.id, **KASHGAR | {"price_kg_mill": 2800})
    approve(desk, new)
    assert card(desk, old).valid_to == date(2026, 11, 30)
    assert card(desk, old).state is SheetState.APPROVED

    def kashgar(on: date) -> tuple[int, int]:
        hit = desk.ask(price_of_lane, question=asked("郑州", "喀什", 633, 1, on=on))
        return hit.version, hit.base_freight_fen

    assert kashgar(date(2026, 11, 30)) == (1, 164_600)
    assert kashgar(date(2026, 12, 1)) == (2, 177_200)
    versions = desk.ask(sheet_versions, name="公布价2026")
    assert [(v, s.value) for _, v, s in versions] == [(2, "APPROVED"), (1, "APPROVED")]


def test_a_correction_from_the_same_day_replaces_the_old_version(office: Office) -> None:
    old = public(office)
    desk = office.as_("boss")
    days: dict[str, Any] = {"valid_from": YEAR[0], "valid_to": YEAR[1]}
    new = approve(desk, desk.run(new_version, sheet_id=old, **days).value)
    assert card(desk, old).state is SheetState.WITHDRAWN
    assert card(desk, new).state is SheetState.APPROVED
    third: dict[str, Any] = {"valid_from": date(2026, 6, 1), "valid_to": YEAR[1]}
    draft = desk.run(new_version, sheet_id=new, **third).value
    assert card(desk, draft).version == 3
    assert refused(lambda: desk.run(new_version, sheet_id=draft, **days)) == ("E008",)
    renamed: dict[str, Any] = {"name": "另名", "valid_from": YEAR[0], "valid_to": YEAR[1]}
    assert refused(lambda: desk.run(update_sheet, sheet_id=draft, **renamed)) == ("E019",)


def test_sheets_run_out_and_are_withdrawn(office: Office) -> None:
    sheet_id = public(office)
    desk = office.as_("boss")
    office.at("2026-12-31 18:00")
    assert desk.run(expire_sheets).value == 0
    office.at("2027-01-01 09:00")
    assert desk.run(expire_sheets).value == 1
    assert card(desk, sheet_id).state is SheetState.EXPIRED
    hit = desk.ask(price_of_lane, question=asked("郑州", "喀什", 633, 1))
    assert hit.base_freight_fen == 164_600  # a day of last year
    draft = sheet_of(desk, "录错", (("郑州", "喀什", 1, 0, 1),))
    assert refused(lambda: desk.run(withdraw_sheet, sheet_id=draft, reason="")) == ("E009",)
    desk.run(withdraw_sheet, sheet_id=draft, reason="录错表")
    assert card(desk, draft).reason == "录错表"
    assert refused(lambda: desk.run(submit_sheet, sheet_id=draft)) == ("E008",)


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"name": " "}, ("E001",)),
        ({"name": "长" * 61}, ("E004",)),
        ({"name": "a\x07b"}, ("E012",)),
        ({"name": "公布价2026"}, ("E017",)),
        ({"valid_to": date(2025, 1, 1)}, ("E019",)),
        ({"rounding_fen": 0}, ("E003",)),
        ({"kind": SheetKind.CONTRACT}, ("E001",)),
        ({"kind": SheetKind.CONTRACT, "customer_id": 99}, ("E006",)),
        ({"customer_id": 1}, ("E019",)),
    ],
)
def test_a_wrong_head_is_refused(
    office: Office, changed: dict[str, Any], codes: tuple[str, ...]
) -> None:
    public(office)
    head: dict[str, Any] = {
        "name": "新表",
        "kind": SheetKind.PUBLIC,
        "valid_from": YEAR[0],
        "valid_to": YEAR[1],
    }
    assert refused(lambda: office.as_("boss").run(add_sheet, **head | changed)) == codes


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"origin": ""}, ("E001",)),
        ({"destination": "喀什葛"}, ("E007",)),
        ({"price_kg_mill": 0}, ("E001",)),
        ({"price_kg_mill": 370_000}, ("E003",)),
        ({"basis": Basis.WV}, ("E001",)),
        ({"min_charge_fen": -1}, ("E003",)),
        ({"ratio": 50}, ("E003",)),
        ({"transit_days": 91}, ("E003",)),
        ({"tiers": "100:1.5 50:1"}, ("E019",)),
        ({"tiers": "很多"}, ("E002",)),
        ({"note": "x" * 501}, ("E004",)),
        ({"destination": "郑州巩义", "origin": "郑州"}, ()),
        ({"destination": "喀什地区"}, ("E122",)),
    ],
)
def test_a_wrong_line_is_refused(
    office: Office, changed: dict[str, Any], codes: tuple[str, ...]
) -> None:
    desk = office.as_("boss")
    sheet_id = sheet_of(desk, "草稿", ())
    desk.run(add_line, sheet_id=sheet_id, **KASHGAR)
    line: dict[str, Any] = {"sheet_id": sheet_id, **KASHGAR, "destination": "和田"} | changed
    if codes:
        assert refused(lambda: desk.run(add_line, **line)) == codes
    else:
        desk.run(add_line, **line)


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, ("E019",)),
        ({"amount_fen": -1}, ("E019",)),
        ({"fee": FeeKind.RECEIPT, "amount_fen": 1_000, "place": "喀什"}, ("E019",)),
        ({"share_bp": 30}, ("E019",)),
        ({"amount_fen": 100, "min_fen": 500, "max_fen": 100}, ("E019",)),
        ({"amount_fen": 100, "place": "喀什葛"}, ("E007",)),
        ({"amount_fen": 100, "place": "喀什"}, ("E017",)),
    ],
)
def test_a_wrong_surcharge_is_refused(
    office: Office, changed: dict[str, Any], codes: tuple[str, ...]
) -> None:
    desk = office.as_("boss")
    sheet_id = sheet_of(desk, "附加费", (), kind=SheetKind.SURCHARGE)
    desk.run(add_fee, sheet_id=sheet_id, fee=FeeKind.DELIVERY, place="喀什", amount_fen=15_000)
    fee: dict[str, Any] = {"sheet_id": sheet_id, "fee": FeeKind.DELIVERY} | changed
    assert refused(lambda: desk.run(add_fee, **fee)) == codes


def test_lines_and_surcharges_do_not_mix(office: Office) -> None:
    desk = office.as_("boss")
    fees = sheet_of(desk, "附加费", (), kind=SheetKind.SURCHARGE)
    lanes = sheet_of(desk, "公布价", ())
    assert refused(lambda: desk.run(add_line, sheet_id=fees, **KASHGAR)) == ("E019",)
    fee: dict[str, Any] = {"sheet_id": lanes, "fee": FeeKind.RECEIPT, "amount_fen": 1_000}
    assert refused(lambda: desk.run(add_fee, **fee)) == ("E019",)
    assert refused(lambda: desk.run(submit_sheet, sheet_id=lanes)) == ("E001",)


def test_notes_are_masked_in_the_list_and_kept_when_they_come_back_masked(office: Office) -> None:
    desk = office.as_("boss")
    sheet_id = sheet_of(desk, "草稿", ())
    note = "鸿运物流 13800000009"
    line_id = desk.run(add_line, sheet_id=sheet_id, **KASHGAR, note=note).value
    row = desk.list_rows("tariff_lines", [line_id])[line_id]
    masked = next(value for value in row if isinstance(value, str) and "**" in value)
    assert masked.startswith("鸿")
    assert "1380000" not in masked
    desk.run(update_line, line_id=line_id, **KASHGAR, note=masked)
    assert card(desk, sheet_id).lines[0].note == note
    assert "13800000009" not in card(office.as_("jia"), sheet_id).lines[0].note


def test_the_rows_of_the_permission_matrix(office: Office) -> None:
    manager = (
        *(add_sheet, update_sheet, new_version, add_line, update_line, remove_line),
        *(add_fee, remove_fee, submit_sheet, recall_sheet, approve_sheet, reject_sheet),
        *(withdraw_sheet, expire_sheets, imports.import_tariff_lines),
    )
    rooms = (commands, line_commands, fee_commands, approving, imports)
    assert all(function.__module__ in {room.__name__ for room in rooms} for function in manager)
    assert_matrix(office, dict.fromkeys(manager, "MGR"))
