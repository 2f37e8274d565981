"""What is refused at the counter, and that a refusal leaves nothing behind (AT-02, AT-20)."""

from typing import Any

import pytest

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import Category, DeliveryMode
from desk.freight.consignments.commands import accept_consignment
from desk.freight.consignments.drafts import Charges
from desk.kernel.errors import NeedsConfirmation, Refused
from tests.conftest import Office
from tests.freight.consignments.conftest import content, refused
from tests.freight.consignments.tickets import CUTLERY, TICKET, accepted, line, ticket


def lines(**changes: Any) -> dict[str, Any]:
    return {"lines": (line(**changes),)}


CASES: list[tuple[str, dict[str, Any], tuple[str, ...], str]] = [
    ("origin missing", {"origin_station": " "}, ("E001",), "origin_station"),
    ("destination missing", {"destination": ""}, ("E001",), "destination"),
    ("shipper missing", {"shipper_name": ""}, ("E001",), "shipper_name"),
    ("consignee missing", {"consignee_name": "  "}, ("E001",), "consignee_name"),
    ("phone missing", {"consignee_phone": ""}, ("E001",), "consignee_phone"),
    ("door without address", {"delivery_mode": DeliveryMode.DOOR}, ("E001",), "consignee_address"),
    (
        "transit without address",
        {"delivery_mode": DeliveryMode.TRANSIT},
        ("E001",),
        "consignee_address",
    ),
    ("no goods", {"lines": ()}, ("E001",), "lines"),
    ("goods without name", lines(goods_name=""), ("E001",), "lines.0.goods_name"),
    ("goods without weight", lines(weight_g=0), ("E001",), "lines.0.weight_g"),
    ("goods without volume", lines(volume_cm3=0), ("E001",), "lines.0.volume_cm3"),
    ("goods not checked", {"dangerous_checked": False}, ("E001",), "dangerous_checked"),
    (
        "discount without reason",
        {"charges": Charges(base_freight_fen=48_000, discount_fen=-100)},
        ("E001",),
        "charges.discount_reason",
    ),
    ("no pieces", lines(pieces=0), ("E003",), "lines.0.pieces"),
    ("too many pieces", lines(pieces=10_000), ("E003", "E003"), "lines.0.pieces"),
    ("51 lines", {"lines": (line(),) * 51}, ("E003",), "lines"),
    ("above 40 t", lines(weight_g=40_000_100, volume_cm3=9_000_000), ("E003",), "lines"),
    ("above 120 m³", lines(weight_g=9_000_000, volume_cm3=120_000_001), ("E003",), "lines"),
    (
        "negative fee",
        {"charges": Charges(base_freight_fen=-1)},
        ("E003", "E019"),
        "charges.base_freight_fen",
    ),
    (
        "a fee of a million",
        {"charges": Charges(base_freight_fen=100_000_000)},
        ("E003",),
        "charges.base_freight_fen",
    ),
    ("an advance no file can hold", {"advance_fen": 10**20}, ("E003",), "advance_fen"),
    (
        "a long note",
        {"charges": Charges(other_fee_note="说" * 61)},
        ("E004",),
        "charges.other_fee_note",
    ),
    (
        "a note with a bell",
        {"charges": Charges(other_fee_note="叉\x07车")},
        ("E012",),
        "charges.other_fee_note",
    ),
    ("negative COD", {"cod_amount_fen": -1}, ("E019",), "cod_amount_fen"),
    ("negative declared value", {"declared_value_fen": -1}, ("E019",), "declared_value_fen"),
    ("negative advance", {"advance_fen": -1}, ("E019",), "advance_fen"),
    ("receipt of no copy", {"receipt_required": True}, ("E003",), "receipt_copies"),
    ("ten receipts", {"receipt_required": True, "receipt_copies": 10}, ("E003",), "receipt_copies"),
    (
        "negative instalment",
        {
            "pay_terms": PayTerms.SPLIT,
            "prepaid_part_fen": 58_000,
            "collect_part_fen": -10_000,
        },
        ("E019",),
        "collect_part_fen",
    ),
    ("name of 61 letters", {"consignee_name": "长" * 61}, ("E004",), "consignee_name"),
    ("goods name of 41 letters", lines(goods_name="长" * 41), ("E004",), "lines.0.goods_name"),
    ("mark of 61 letters", lines(mark="M" * 61), ("E004",), "lines.0.mark"),
    ("inspector of 61 letters", {"inspector": "张" * 61}, ("E004",), "inspector"),
    ("unknown place", {"destination": "客什"}, ("E007",), "destination"),
    ("bell in a name", {"consignee_name": "兴疆\a机电"}, ("E012",), "consignee_name"),
    ("line break in a name", {"consignee_name": "兴疆\n机电"}, ("E012",), "consignee_name"),
    ("text turned round", lines(goods_name="轴\u202e承"), ("E012",), "lines.0.goods_name"),
    (
        "discount above the freight",
        {
            "charges": Charges(
                base_freight_fen=48_000, discount_fen=-48_001, discount_reason="老客户"
            )
        },
        ("E019",),
        "charges.discount_fen",
    ),
    (
        "discount that adds",
        {"charges": Charges(base_freight_fen=48_000, discount_fen=100)},
        ("E019",),
        "charges.discount_fen",
    ),
    ("mobile of 10 digits", {"consignee_phone": "1380000000"}, ("E102",), "consignee_phone"),
    ("paint", lines(goods_name="油漆"), ("E111",), "lines.0.goods_name"),
    ("a UN number", lines(un_no="1993"), ("E111",), "lines.0.goods_name"),
    ("declared dangerous", lines(category=Category.DANGEROUS), ("E111",), "lines.0.goods_name"),
    ("identity unchecked", {"shipper_identity_checked": False}, ("E112",), ""),
    ("not inspected", {"open_inspection": False}, ("E033",), "open_inspection"),
    ("knives", lines(goods_name="管制刀具"), ("E114",), "lines.0.goods_name"),
    ("prohibited before dangerous", lines(goods_name="烟花", un_no="0336"), ("E114",), ""),
    (
        "lines 7 + 4, header 12",
        {"lines": (line(pieces=7), line(pieces=4)), "pieces_total": 12},
        ("E130",),
        "lines",
    ),
    ("weights differ", {"weight_total_g": 320_100}, ("E130",), "lines"),
    (
        "instalments of 900 for 1,000",
        {
            "pay_terms": PayTerms.SPLIT,
            "charges": Charges(base_freight_fen=100_000),
            "prepaid_part_fen": 30_000,
            "collect_part_fen": 40_000,
            "receipt_part_fen": 20_000,
        },
        ("E131",),
        "collect_part_fen",
    ),
    ("COD without account", {"cod_amount_fen": 50_000}, ("E132",), "cod_account"),
    ("declared 60,000", {"declared_value_fen": 6_000_000}, ("E133",), "declared_value_fen"),
    ("an unknown customer", {"shipper_id": 99}, ("E006",), ""),
]


@pytest.mark.parametrize(
    ("changes", "codes", "field"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_the_counter_refuses(
    office: Office, changes: dict[str, Any], codes: tuple[str, ...], field: str
) -> None:
    desk = office.as_("jia")
    before = content(desk)
    with pytest.raises(Refused) as caught:
        accepted(desk, **changes)
    assert caught.value.codes == codes
    if field:
        assert caught.value.problems[0].field == field
    assert all("…" not in problem.message for problem in caught.value.problems)
    assert content(desk) == before


def test_goods_that_were_not_checked_are_said_by_the_name_of_their_box(office: Office) -> None:
    """The window and the paper call it 「已核对非危险品」."""
    with pytest.raises(Refused) as caught:
        accepted(office.as_("jia"), dangerous_checked=False)
    assert [problem.message for problem in caught.value.problems] == ["「已核对非危险品」必填。"]


def test_everything_wrong_is_said_at_once(office: Office) -> None:
    desk = office.as_("jia")
    draft = ticket(
        consignee_phone="123", shipper_identity_checked=False, lines=(line(pieces=0, weight_g=0),)
    )
    codes = refused(desk, lambda: desk.run(accept_consignment, draft=draft))
    assert codes == ("E102", "E112", "E003", "E001")


def test_the_manager_accepts_a_high_declared_value(office: Office) -> None:
    assert accepted(office.as_("boss"), CUTLERY, declared_value_fen=6_000_000)
    assert accepted(office.as_("jia"), CUTLERY, declared_value_fen=5_000_000)


DOUBTS: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"cover_clause_ack": False}, ("E134",)),
    (lines(weight_g=3_000_100, volume_cm3=9_000_000), ("E030",)),
    (lines(weight_g=2_000_000, volume_cm3=15_000_001), ("E030",)),
    (lines(weight_g=1_000, volume_cm3=1_000_000), ("E031",)),
    (lines(weight_g=900_000, volume_cm3=100_000), ("E031",)),
]


@pytest.mark.parametrize(("changes", "codes"), DOUBTS)
def test_doubts_are_asked_and_can_be_confirmed(
    office: Office, changes: dict[str, Any], codes: tuple[str, ...]
) -> None:
    desk = office.as_("jia")
    before = content(desk)
    with pytest.raises(NeedsConfirmation) as asked:
        accepted(desk, **changes)
    assert asked.value.codes == codes
    assert content(desk) == before
    outcome = desk.with_(confirmed=set(codes)).run(accept_consignment, draft=ticket(**changes))
    assert [w.code for w in outcome.warnings] == list(codes)
    assert outcome.value == "YD2611160001"


def test_a_declared_value_needs_no_clause(office: Office) -> None:
    assert accepted(office.as_("jia"), cover_clause_ack=False, declared_value_fen=100_000)


def test_confirming_one_doubt_does_not_confirm_another(office: Office) -> None:
    desk = office.as_("jia")
    heavy = ticket(cover_clause_ack=False, lines=(line(weight_g=9_000_000, volume_cm3=9_000_000),))
    with pytest.raises(NeedsConfirmation) as asked:
        desk.with_(confirmed={"E134"}).run(accept_consignment, draft=heavy)
    assert asked.value.codes == ("E030",)
    assert TICKET.cover_clause_ack
