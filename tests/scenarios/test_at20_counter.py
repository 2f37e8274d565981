"""AT-20, the lines about customers, prices and tickets: smallest data, code and sentence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desk.archive.customers.choices import PayTerms
from desk.archive.customers.commands import update_customer
from desk.archive.customers.standing import delete_customer
from desk.exporting import export_list
from desk.freight.consignments.commands import accept_consignment, void_consignment
from desk.freight.consignments.drafts import Charges
from desk.freight.fleet.commands import add_vehicle
from desk.freight.fleet.driver_commands import add_driver
from desk.kernel.errors import NeedsConfirmation, Refused
from desk.pricing.tariffs.approving import submit_sheet
from desk.pricing.tariffs.line_commands import update_line
from desk.pricing.tariffs.queries import tariff_sheet
from tests.archive.customers.makers import FRUIT, added, another, book_ticket
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted, line, ticket
from tests.freight.delivery.yard import CLOTH, in_stock
from tests.pricing.tariffs.f0 import public, sheet_of


def said(call: Callable[[], object]) -> str:
    """The whole refusal as the user reads it."""
    with pytest.raises(Refused) as caught:
        call()
    return str(caught.value)


def test_e103_a_customer_of_a_similar_name(office: Office) -> None:
    desk = office.as_("jia")
    added(desk)
    assert said(lambda: another(desk, "天果园果品有限公司", "13900000002")) == (
        "E103 已有相似客户「天果园果品」(K00001),请确认是否同一客户;如需新建请说明原因。"
    )


def test_e104_a_customer_with_tickets(office: Office) -> None:
    desk = office.as_("boss")
    made = added(desk)
    desk.run(book_ticket, shipper_id=made)
    assert said(lambda: desk.run(delete_customer, customer_id=made)) == (
        "E104 该客户已有 1 张运单,不能删除,只能归档。"
    )


def test_e105_over_the_credit_limit(office: Office) -> None:
    desk = office.as_("boss")
    made = added(desk, replace(FRUIT, credit_limit_fen=500_000))
    monthly = ticket(shipper_id=made, pay_terms=PayTerms.MONTHLY)
    accepted(desk, monthly, charges=Charges(base_freight_fen=480_000))
    more: dict[str, Any] = {"charges": Charges(base_freight_fen=30_000)}
    assert said(lambda: accepted(desk, monthly, **more)) == (
        "E105 客户「天果园果品」已冻结或超信用额度(已用 4,800.00 元,额度 5,000.00 元),"
        "请改为现付/到付或报经理批准。"
    )


def test_e106_wrong_plate_code_and_card(office: Office) -> None:
    desk = office.as_("in")
    truck: dict[str, Any] = {
        "rated_payload_kg": 1_495,
        "gross_mass_kg": 4_495,
        "volume_cm3": 15_000_000,
    }
    assert said(lambda: desk.run(add_vehicle, plate_no="新I12345", **truck)) == (
        "E106 车牌号「新I12345」校验不通过,请核对。"
    )
    short = replace(FRUIT, uscc="91650100MA77A1B2X")
    assert said(lambda: added(desk, short)) == (
        "E106 统一社会信用代码「91650100MA77A1B2X」校验不通过,请核对。"
    )
    driver: dict[str, Any] = {
        "name": "刘洋",
        "mobile": "13800000021",
        "id_card": "650101199003071238",
    }
    assert "校验不通过,请核对。" in said(lambda: desk.run(add_driver, **driver))
    assert said(lambda: desk.run(add_driver, **driver)).startswith("E106 ")


KNIVES = line(goods_name="管制刀具")
HALVES = (line(pieces=7), line(pieces=4))
SPLIT: dict[str, Any] = {
    "pay_terms": PayTerms.SPLIT,
    "charges": Charges(base_freight_fen=100_000),
    "prepaid_part_fen": 30_000,
    "collect_part_fen": 40_000,
    "receipt_part_fen": 20_000,
}
TYPED: dict[str, tuple[dict[str, Any], str]] = {
    "E102": (
        {"consignee_phone": "1380000000"},
        "电话「1380000000」格式不正确:手机应为11位,座机如 0991-1234567。",
    ),
    "E112": ({"shipper_identity_checked": False}, "未核验托运人身份,按规定不得受理。"),
    "E114": ({"lines": (KNIVES,)}, "「管制刀具」在禁运目录中,不得受理,并请立即报经理。"),
    "E130": (
        {"lines": HALVES, "pieces_total": 12},
        "明细合计 11 件/640.0 kg 与总数 12 件/640.0 kg 不一致。",
    ),
    "E131": (SPLIT, "三期付款合计 900.00 元 ≠ 总运费 1,000.00 元。"),
    "E132": ({"cod_amount_fen": 50_000}, "代收货款必须填写收款人、开户行和账号。"),
    "E133": ({"declared_value_fen": 6_000_000}, "声明价值超过 50,000.00 元,须经理批准。"),
}


@pytest.mark.parametrize("code", TYPED)
def test_what_the_counter_refuses(office: Office, code: str) -> None:
    changes, sentence = TYPED[code]
    assert said(lambda: accepted(office.as_("jia"), **changes)) == f"{code} {sentence}"


def test_e134_nothing_declared_and_nothing_acknowledged(office: Office) -> None:
    desk, bare = office.as_("jia"), ticket(cover_clause_ack=False)
    with pytest.raises(NeedsConfirmation) as asked:
        desk.run(accept_consignment, draft=bare)
    assert str(asked.value) == (
        "E134 未保价且未勾选「限额条款已提示并签认」,限额赔偿条款可能不成立,确认继续?"
    )
    assert desk.with_(confirmed={"E134"}).run(accept_consignment, draft=bare).value


def test_e135_void_after_stock_in(office: Office) -> None:
    number = in_stock(office, CLOTH)
    call = lambda: office.as_("boss").run(void_consignment, number=number, reason="错")  # noqa: E731
    assert said(call) == f"E135 运单 {number} 已入库/已收款,不能作废;请走返货或红字调整。"


def test_e123_and_e122_approved_prices_stand(office: Office) -> None:
    sheet_id = public(office)
    desk = office.as_("boss")
    lane = desk.ask(tariff_sheet, sheet_id=sheet_id).lines[1]
    changed: dict[str, Any] = {
        "line_id": lane.id,
        "origin": "郑州",
        "destination": "喀什",
        "transit_days": 8,
    }
    call = lambda: desk.run(update_line, **changed, price_kg_mill=2_700)  # noqa: E731
    assert said(call) == "E123 已批准的运价表不能修改,请新建版本。"
    days = (date(2026, 6, 1), date(2026, 12, 31))
    second = sheet_of(desk, "公布价下半年", (("郑州", "喀什", 2600, 120, 8),), days=days)
    assert said(lambda: desk.run(submit_sheet, sheet_id=second)) == (
        "E122 郑州市→喀什地区 在 2026-01-01~2026-12-31 已有有效运价(版本 公布价2026 V1),"
        "有效期不能重叠。"
    )


def test_e211_two_clerks_save_the_same_customer(office: Office) -> None:
    made = added(office.as_("jia"))
    save: dict[str, Any] = {"customer_id": made, "row_version": 1}
    office.desk.run(update_customer, **save, customer=replace(FRUIT, industry="果品"))
    call = lambda: office.as_("yi").run(update_customer, **save, customer=FRUIT)  # noqa: E731
    assert said(call) == ("E211 该记录已被客服员甲于2026-11-16 10:00修改,请刷新后再保存。")


def test_e210_and_e212_customers_leave_the_office(office: Office, tmp_path: Path) -> None:
    added(office.as_("jia"))
    out = tmp_path / "客户.xlsx"
    assert said(lambda: export_list(office.as_("jia"), "customers", out, purpose="对账")) == (
        "E210 您的岗位(客服员)无权导出客户,请联系客服部经理。"
    )
    assert said(lambda: export_list(office.as_("boss"), "customers", out, purpose=" ")) == (
        "E212 导出含个人信息,请填写用途。"
    )
    assert not out.exists()
