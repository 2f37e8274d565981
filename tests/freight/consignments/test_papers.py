"""The consignment note (P-25) and the labels (P-32)."""

from dataclasses import replace
from typing import Any

import pytest
import zxingcpp

from desk.archive.customers.choices import PayTerms
from desk.documents.paper_code import paper_code
from desk.documents.papers import Paper, Placed, PlacedMark
from desk.documents.pdf import render_pdf
from desk.documents.pictures import pdf_page
from desk.documents.text_snapshot import snapshot_text
from desk.freight.consignments.choices import (
    Category,
    Direction,
    Packing,
    ReceiptRequirement,
)
from desk.freight.consignments.commands import accept_consignment, void_consignment
from desk.freight.consignments.drafting import save_draft
from desk.freight.consignments.drafts import Charges
from desk.freight.consignments.label import mark_words
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.papers import note_of
from desk.freight.consignments.queries import load
from desk.kernel.errors import Refused
from tests import snapshots
from tests.conftest import Office
from tests.documents.paper_reading import image, page_sizes_mm, page_texts
from tests.freight.consignments.tickets import CUTLERY, OUTBOUND, TICKET, accepted, line, ticket

FULL = replace(
    CUTLERY,
    urgent=True,
    hold_release=True,
    receipt_required=True,
    receipt_copies=2,
    receipt_requirement=(ReceiptRequirement.SIGNATURE, ReceiptRequirement.STAMP),
    shipper_contact="刘工",
    shipper_address="郑州市管城回族区航海东路 1188 号",
    identity_doc_type="身份证",
    inspector="张伟",
    remark="后门卸货",
    lines=(
        line(goods_name="不锈钢餐车", pieces=20, weight_g=600_000, volume_cm3=1_500_000),
        line(goods_name="保温桶", pieces=4, weight_g=60_000, packing=Packing.BARE),
        line(goods_name="餐具", pieces=6, weight_g=90_500, category=Category.FRAGILE),
        line(goods_name="展示架", pieces=3, weight_g=45_000, mark="怕湿 TY-01"),
        line(goods_name="电磁炉", pieces=2, weight_g=30_000, volume_cm3=90_000),
    ),
)


def note(office: Office, number: str, **options: Any) -> Paper:
    paper = office.desk.paper("P-25", number, print_no=1, **options)[0]
    assert isinstance(paper, Paper)
    return paper


@pytest.mark.parametrize(
    ("name", "draft", "paper"),
    [("p25-note", TICKET, "C241"), ("p25-note-full", FULL, "C241"), ("p25-note-a4", FULL, "A4")],
)
def test_p25_says_what_was_agreed(office: Office, name: str, draft: Any, paper: str) -> None:
    desk = office.as_("jia")
    number = accepted(desk, draft)
    snapshots.check_snapshot(name, snapshot_text(note(office, number, paper=paper)))


def test_p25_is_one_carbon_set_or_four_half_sheets(office: Office) -> None:
    number = accepted(office.as_("jia"), FULL)
    carbon = render_pdf(note(office, number))
    half = render_pdf(note(office, number, paper="A4"))
    assert page_sizes_mm(carbon.pdf) == [(241.3, 139.7)]
    assert page_sizes_mm(half.pdf) == [(210.0, 148.5)] * 4
    for text, part in zip(page_texts(half.pdf), ["存根", "托运人", "随货", "财务"], strict=True):
        assert part in text
    assert "①存根" in page_texts(carbon.pdf)[0]
    assert "④财务" in page_texts(carbon.pdf)[0]
    assert not carbon.missing | half.missing


def test_p25_fits_one_sheet_however_long_the_words(office: Office) -> None:
    long = ticket(
        FULL,
        shipper_name="洛城轴承" * 15,
        shipper_contact="联系人" * 20,
        shipper_address="河南省洛阳市涧西区" * 17,
        consignee_name="ABCDEFGHIJ" * 6,
        consignee_address="伊犁哈萨克自治州伊宁县吉里于孜镇" * 10,
        origin_station="河南省洛阳市涧西区货运站" * 3,
        destination="新疆维吾尔自治区伊犁哈萨克自治州伊宁县",
        inspector="张" * 60,
        identity_doc_type="港澳居民来往内地通行证",
        paper_no="HN" + "7" * 38,
        remark="请小心轻放。" * 80,
        pay_terms=PayTerms.SPLIT,
        charges=Charges(base_freight_fen=9_999_999, stairs_fee_fen=9_999_999),
        prepaid_part_fen=9_999_998,
        collect_part_fen=9_999_999,
        receipt_part_fen=1,
        lines=tuple(line(goods_name="新疆和田玉枣夹核桃" * 4, mark="唛" * 60) for _ in range(50)),
    )
    desk = office.as_("boss")
    number = desk.with_(confirmed={"E030", "E031"}).run(accept_consignment, draft=long).value
    assert render_pdf(note(office, number)).pages == 1
    assert render_pdf(note(office, number, paper="A4")).pages == 4


def test_p25_adds_up_what_it_leaves_to_the_list(office: Office) -> None:
    number = accepted(office.as_("jia"), FULL)
    text = snapshot_text(note(office, number))
    assert "其余 2 项详见清单" in text
    assert "展示架" not in text
    assert "35" in text
    assert "825.5" in text


def test_p25_ticks_follow_the_record(office: Office) -> None:
    desk = office.as_("jia")
    number = accepted(desk, CUTLERY, cover_clause_ack=False)
    text = snapshot_text(note(office, number))
    assert "□托运人已阅知并认可上述条款" in text
    assert "■托运人身份已核验" in text
    assert "■已开箱验视" in text
    assert "未保价" not in text
    assert "8000.00" in text


def test_p25_of_a_void_ticket_and_of_a_draft(office: Office) -> None:
    desk = office.as_("jia")
    number = accepted(desk)
    assert note(office, number).watermark is None
    desk.run(void_consignment, number=number, reason="客户取消")
    void = note(office, number)
    assert (void.watermark, void.number) == ("作废", number)
    draft_id = desk.run(save_draft, draft=ticket(lines=())).value
    with desk.reading() as read:
        draft = note_of(read, read.get(Consignment, draft_id, "草稿"))
    assert (draft.watermark, draft.number, draft.barcode, draft.qr) == ("草稿", None, None, None)
    assert render_pdf(draft).pages == 1


def test_p25_barcode_is_read_back(office: Office) -> None:
    number = accepted(office.as_("jia"))
    for options in ({}, {"paper": "A4"}):
        picture = pdf_page(render_pdf(note(office, number, **options)).pdf, 0, 180)
        found = zxingcpp.read_barcodes(image(picture))
        qr = paper_code("P-25", number, note(office, number, **options).firm)
        assert {code.text for code in found} == {number, qr}


def test_unknown_papers_and_sizes_are_refused(office: Office) -> None:
    desk = office.as_("jia")
    number = accepted(desk)
    for code, options, refusal in (
        ("P-25", {"paper": "A3"}, "E011"),
        ("P-32", {"size": "50x30"}, "E011"),
        ("P-32", {"first": 0}, "E003"),
        ("P-32", {"first": 9}, "E003"),
        ("P-32", {"first": 3, "last": 2}, "E003"),
        ("P-32", {"last": 9}, "E003"),
    ):
        with pytest.raises(Refused) as caught:
            desk.paper(code, number, **options)
        assert caught.value.codes == (refusal,)
    with pytest.raises(Refused) as caught:
        desk.paper("P-25", "YD2611169999")
    assert caught.value.codes == ("E006",)


@pytest.mark.parametrize("size", ["100x70", "100x60", "80x60"])
def test_p32_says_what_was_agreed(office: Office, size: str) -> None:
    number = accepted(office.as_("jia"), FULL)
    paper = office.desk.paper("P-32", number, first=2, last=2, size=size)[0]
    snapshots.check_snapshot(f"p32-label-{size}", snapshot_text(paper))


def test_p32_is_one_label_for_every_piece(office: Office) -> None:
    desk = office.as_("jia")
    number = accepted(desk)
    papers = desk.paper("P-32", number)
    result = render_pdf(papers)
    texts = page_texts(result.pdf)
    assert [f"{n}/8" in text for n, text in enumerate(texts, 1)] == [True] * 8
    assert page_sizes_mm(result.pdf) == [(100.0, 70.0)] * 8
    part = desk.paper("P-32", number, first=3, last=5, size="80x60")
    assert [p.size.key for p in part] == ["LBL80X60"] * 3
    assert "3/8" in page_texts(render_pdf(part).pdf)[0]


@pytest.mark.parametrize("size", ["100x70", "100x60", "80x60"])
def test_p32_barcode_is_read_back(office: Office, size: str) -> None:
    number = accepted(office.as_("jia"), FULL)
    paper = office.desk.paper("P-32", number, last=1, size=size)
    picture = pdf_page(render_pdf(paper).pdf, 0, 203)
    assert [code.text for code in zxingcpp.read_barcodes(image(picture))] == [number]


def test_p32_hides_the_consignee_and_cuts_long_names(office: Office) -> None:
    desk = office.as_("jia")
    goods = (line(goods_name="新疆和田玉枣夹核桃礼盒"),)
    number = accepted(desk, consignee_contact="王建新", lines=goods)
    text = page_texts(render_pdf(desk.paper("P-32", number, last=1)).pdf)[0]
    assert "王*" in text
    assert "0991-****456" in text
    assert "5550456" not in text
    assert "王建新" not in text
    assert "新疆和田玉枣夹核…" in text


def test_p32_of_a_county_names_it_large_under_its_city(office: Office) -> None:
    desk = office.as_("jia")
    number = accepted(desk, destination="伊犁哈萨克自治州伊宁县")
    for size in ("100x70", "80x60"):
        text = page_texts(render_pdf(desk.paper("P-32", number, last=1, size=size)).pdf)[0]
        assert "伊犁哈萨克自治州" in text
        assert "伊宁县" in text
        assert "6540" in text


def test_p32_marks_follow_goods_and_terms(office: Office) -> None:
    desk = office.as_("jia")
    number = accepted(desk, FULL)
    with desk.reading() as read:
        words = mark_words(load(read, number))
    assert words == [("易碎", False), ("怕湿", False), ("加急", True), ("代收", True)]
    plain = desk.paper("P-32", accepted(desk), last=1)[0]
    assert marks(plain) == []
    returned = accepted(office.as_("out"), OUTBOUND, direction=Direction.RETURN, original_id=1)
    assert marks(desk.paper("P-32", returned, last=1)[0]) == ["返"]


def marks(paper: Paper) -> list[str]:
    (block,) = paper.blocks
    assert isinstance(block, Placed)
    return [item.text for item in block.items if isinstance(item, PlacedMark)]
