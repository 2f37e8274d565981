from dataclasses import replace
from typing import Any

import pytest

from desk.documents.paper_code import paper_code
from desk.documents.papers import A4_HALF, C241, Paper, Table
from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.freight.consignments.drafts import CargoDraft
from desk.freight.delivery.commands import print_run, void_run
from desk.freight.delivery.drafts import StopDraft
from desk.kernel.errors import Refused
from desk.office.settings.commands import change_setting
from tests.conftest import Office
from tests.documents.paper_reading import page_texts
from tests.freight.delivery.yard import CLOTH, TROLLEYS, in_stock, planned, ready, stops

HOSTILE = "<b>甲</b> A&B =1+1 '; drop 😀 李䶮"
SIX_GOODS = tuple(
    CargoDraft(goods_name=name, pieces=2, weight_g=10_000, volume_cm3=90_000)
    for name in ("轴承", "服装", "卫生纸", "葡萄干(礼盒)", "机械配件", "百货")
)


def receipts(office: Office, number: str, **options: Any) -> tuple[Paper, ...]:
    return office.as_("in").paper("P-03", number, **options)


def test_marks_follow_the_state_of_the_run(office: Office) -> None:
    trolleys, cloth = ready(office)
    number = planned(office, trolleys, cloth)
    desk = office.as_("in")
    (draft,) = desk.paper("P-02", number)
    assert draft.watermark == "草稿"
    desk.run(void_run, number=number, reason="改日")
    (void,) = desk.paper("P-02", number)
    assert void.watermark == "作废"
    second = planned(office, trolleys)
    desk.run(print_run, number=second)
    (fixed,) = desk.paper("P-02", second)
    assert fixed.watermark is None
    assert fixed.copies == ("①司机", "②调度", "③财务")


def test_phones_on_the_run_sheet_follow_the_setting(office: Office) -> None:
    number = planned(office, *ready(office))
    (full,) = office.as_("in").paper("P-02", number)
    assert "13900000002" in snapshot_text(full)
    office.as_("boss").run(change_setting, key="full_phone_on_run", value=False)
    (masked,) = office.as_("in").paper("P-02", number)
    assert "13900000002" not in snapshot_text(masked)
    assert "139****0002" in snapshot_text(masked)


def test_a_long_run_has_subtotals_and_every_stop_once(office: Office) -> None:
    office.at("2026-11-18 17:30")
    ready(office)
    light = (CargoDraft(goods_name="服装", pieces=1, weight_g=10_000, volume_cm3=100_000),)
    waybills = [in_stock(office, CLOTH, lines=light, paper_no=f"L-{n}") for n in range(30)]
    number = planned(office, *waybills)
    (paper,) = office.as_("in").paper("P-02", number)
    result = render_pdf(paper.only_copy("①司机"))
    texts = page_texts(result.pdf)
    assert result.pages == len(texts) >= 2
    whole = "\n".join(texts)
    assert all(whole.count(waybill) == 1 for waybill in waybills)
    assert "本页小计" in texts[0]
    assert "合计 30 票" in texts[-1]
    assert "回车结单" in texts[-1]


@pytest.mark.parametrize(("paper", "size", "pages"), [("C241", C241, 1), ("A4", A4_HALF, 3)])
def test_a_receipt_of_many_goods_fits_its_sheet(
    office: Office, paper: str, size: object, pages: int
) -> None:
    ready(office)
    full = in_stock(
        office,
        TROLLEYS,
        lines=SIX_GOODS,
        shipper_name="甲" * 60,
        consignee_name="乙" * 60,
        consignee_address="丙" * 160,
        remark="须上楼,送前电话联系",
    )
    number = planned(office, full)
    (receipt,) = receipts(office, number, paper=paper)
    assert receipt.size is size
    result = render_pdf(receipt)
    assert (result.pages, result.missing) == (pages, frozenset())
    text = page_texts(result.pdf)[0]
    assert "其余 3 项详见清单" in text
    assert "捌仟玖佰捌拾肆元整" in text


def test_a_part_delivery_says_so_on_its_receipt(office: Office) -> None:
    trolleys, _ = ready(office)
    from desk.freight.delivery.commands import add_to_run

    number = planned(office)
    five = (StopDraft(waybill=trolleys, pieces=5),)
    office.as_("in").run(add_to_run, number=number, stops=five)
    (receipt,) = receipts(office, number)
    (goods,) = (block for block in receipt.blocks if isinstance(block, Table))
    assert goods.rows[0][:5] == (  # type: ignore[index]
        "不锈钢餐车(全票 20 件,本次 5 件)",
        "纸箱",
        5,
        150_000,
        375_000,
    )


def test_one_receipt_or_all_in_the_order_of_delivery(office: Office) -> None:
    trolleys, cloth = ready(office)
    number = planned(office, cloth, trolleys)
    assert [p.number for p in receipts(office, number)] == [f"{number}/01", f"{number}/02"]
    (draft,) = receipts(office, f"{number}/02")
    assert (draft.barcode, draft.qr) == (None, None)
    office.as_("in").with_(reason="试送").run(print_run, number=number, price_reason="试送")
    (second,) = receipts(office, f"{number}/02")
    assert second.barcode == second.number
    assert second.qr == paper_code("P-03", f"{number}/02", second.firm)
    with pytest.raises(Refused) as none:
        receipts(office, f"{number}/03")
    assert none.value.codes == ("E006",)
    with pytest.raises(Refused) as paper:
        receipts(office, number, paper="A3")
    assert paper.value.codes == ("E011",)


def test_names_are_printed_as_typed(office: Office) -> None:
    ready(office)
    odd = in_stock(office, CLOTH, consignee_name=HOSTILE, consignee_address=HOSTILE)
    number = planned(office, odd)
    desk = office.as_("in")
    for form, of in (("P-02", number), ("P-03", number), ("P-33", odd)):
        for paper in desk.paper(form, of):
            assert HOSTILE in snapshot_text(paper)
            text = "".join(page_texts(render_pdf(paper).pdf)[0].split())
            assert "<b>甲</b>A&B=1+1" in text


@pytest.mark.parametrize("paper", ["C241", "A4"])
def test_the_arrival_notice_fits_one_sheet(office: Office, paper: str) -> None:
    ready(office)
    full = in_stock(office, TROLLEYS, lines=SIX_GOODS, consignee_name="乙" * 60, hold_release=True)
    (notice,) = office.as_("jia").paper("P-33", full, paper=paper)
    result = render_pdf(notice)
    assert result.pages == 1
    text = page_texts(result.pdf)[0]
    assert "本票须待发货人通知后方可提货" in text
    assert "提货联" in text


def test_lists_of_runs_and_stops(office: Office) -> None:
    trolleys, cloth = ready(office)
    number = planned(office, trolleys, cloth)
    desk = office.as_("jia")
    (run_id,) = desk.list_ids("delivery_runs", search=number)
    names = [field.name for field in desk.list_spec("delivery_runs").fields]
    row = dict(zip(names, desk.list_rows("delivery_runs", [run_id])[run_id], strict=True))
    assert (row["tickets"], row["pieces"], row["freight_due_fen"], row["cod_due_fen"]) == (
        2,
        35,
        98_400,
        800_000,
    )
    assert row["driver_mobile"] == "138****0021"
    assert len(desk.list_ids("run_lines", search="天悦")) == 1
    assert desk.list_totals("run_lines")["pieces"] == 35


def test_a_stop_names_what_the_driver_must_mind(office: Office) -> None:
    ready(office)
    from desk.freight.consignments.choices import ReceiptRequirement
    from desk.freight.delivery.queries import run_card

    marked = tuple(replace(line, mark="易碎") for line in CLOTH.lines)
    wishful = in_stock(
        office,
        CLOTH,
        urgent=True,
        remark="须上楼",
        lines=marked,
        receipt_requirement=(ReceiptRequirement.SIGNATURE, ReceiptRequirement.STAMP),
    )
    number = planned(office)
    from desk.freight.delivery.commands import add_to_run

    office.as_("in").run(add_to_run, number=number, stops=stops(wishful))
    (stop,) = office.as_("in").ask(run_card, number=number).stops
    assert stop.wishes == "加急 回单签字、盖章 易碎 须上楼"
