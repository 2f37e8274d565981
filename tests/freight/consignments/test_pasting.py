"""A pasted order as a draft: only what the text says, with marks."""

import json

import msgspec
import pytest

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import Category, DeliveryMode, Direction, Packing
from desk.freight.consignments.drafts import CargoDraft
from desk.freight.consignments.pasting import OrderText, read_order_text
from tests.conftest import Office

WHOLE = """发货人:宏达水泵 李经理 13800000001 郑州市
收货人:建新农机 王建新 13900000002 13900000022
地址:喀什市人民东路1号
水泵配件12箱,480公斤,1.9方,到付,代收货款8000,保价3万,回单2份,送货上门,加急,等通知放货,运费1646"""


def read(office: Office, text: str) -> OrderText:
    return office.as_("jia").ask(read_order_text, text=text)


def test_a_whole_order(office: Office) -> None:
    order = read(office, WHOLE)
    draft = order.draft
    assert (draft.shipper_name, draft.shipper_contact) == ("宏达水泵", "李经理")
    assert (draft.consignee_name, draft.consignee_contact) == ("建新农机", "王建新")
    assert (draft.shipper_phone, draft.consignee_phone) == ("13800000001", "13900000002")
    assert (draft.origin_station, draft.destination) == ("郑州市", "喀什市")
    assert draft.consignee_address == "喀什市人民东路1号"
    assert draft.remark == "收货人另一电话 13900000022"
    assert draft.lines == (
        CargoDraft(
            goods_name="水泵配件", pieces=12, weight_g=480_000, volume_cm3=1_900_000,
            packing=Packing.CARTON, category=Category.GENERAL,
        ),
    )  # fmt: skip
    assert draft.charges.base_freight_fen == 164_600
    assert (draft.cod_amount_fen, draft.declared_value_fen) == (800_000, 3_000_000)
    assert (draft.receipt_required, draft.receipt_copies) == (True, 2)
    assert (draft.pay_terms, draft.delivery_mode) == (PayTerms.COLLECT, DeliveryMode.DOOR)
    assert draft.urgent
    assert draft.hold_release
    assert [mark.field for mark in order.marks if mark.unsure] == []
    assert order.rest == ()


def test_a_misspelt_county_is_marked_and_not_mended(office: Office) -> None:
    order = read(office, "收货人:李四 13900000004 喀什地区沙车县 配件3件 帮忙包好")
    assert order.draft.destination == "喀什地区"
    mark = next(mark for mark in order.marks if mark.field == "destination")
    assert mark.unsure
    assert mark.words == "喀什地区沙车县"
    assert mark.candidates == ("喀什地区莎车县",)
    assert order.rest == ("帮忙包好",)


def test_a_word_without_a_value_is_marked_only(office: Office) -> None:
    order = read(office, "代收货款 配件3件 300-400公斤")
    marks = {mark.field: mark for mark in order.marks}
    assert not marks["cod_amount_fen"].has_value
    assert not marks["lines.0.weight_g"].has_value
    assert (order.draft.cod_amount_fen, order.draft.lines[0].weight_g) == (0, 0)


def test_totals_of_several_goods(office: Office) -> None:
    order = read(office, "水泵8件 阀门4箱 共12件 480公斤 1.9方")
    assert [line.pieces for line in order.draft.lines] == [8, 4]
    assert (order.draft.pieces_total, order.draft.weight_total_g) == (12, 480_000)
    assert {"pieces_total", "weight_total_g", "volume_total_cm3"} <= {m.field for m in order.marks}


@pytest.mark.parametrize(
    ("text", "direction"),
    [("乌鲁木齐发喀什", Direction.OUTBOUND), ("郑州发喀什", Direction.INBOUND), ("", Direction.INBOUND)],
)  # fmt: skip
def test_what_leaves_the_hub_goes_out(office: Office, text: str, direction: Direction) -> None:
    assert read(office, text).draft.direction is direction


def test_every_mark_quotes_the_text(office: Office) -> None:
    for mark in read(office, WHOLE).marks:
        assert WHOLE[mark.start : mark.end] == mark.words


def test_the_answer_can_be_sent_as_json(office: Office) -> None:
    answer = json.loads(msgspec.json.encode(read(office, WHOLE)))
    assert answer["draft"]["destination"] == "喀什市"
