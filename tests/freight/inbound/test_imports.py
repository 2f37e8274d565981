"""Lists of origin stations: their columns, the check of a row, booking once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import (
    ConsignmentState,
    DeliveryMode,
    Packing,
)
from desk.freight.consignments.queries import consignment_card
from desk.freight.inbound.booking import book_inbound_rows
from desk.freight.inbound.choices import ManifestState
from desk.freight.inbound.imports import to_draft
from desk.freight.inbound.queries import manifest_card
from desk.kernel.errors import Refused
from tests.conftest import Office, at
from tests.freight.inbound.sender_list import (
    NAMES,
    N,
    book,
    draft_of,
    faults_of,
    look,
    preview_of,
    row,
    sheet_of,
)
from tests.freight.inbound.truck import HEAD, MANIFEST


def two_hundred() -> list[dict[str, Any]]:
    """AT-19: 200 rows, three of them bad."""
    rows = [
        row(
            手工单号=f"Z{i:04}",
            发货人=f"郑州客户{i % 17}",
            发货电话=f"138000001{i % 17:02}",
            件数=i % 9 + 1,
        )
        for i in range(200)
    ]
    rows[4]["收货电话"] = "1390000000"
    rows[77]["重量kg"] = None
    rows[199]["目的地"] = "乌鲁木奇"
    return rows


def test_at19_a_list_with_three_bad_rows(office: Office) -> None:
    rows = two_hundred()
    found = look(office, *rows)
    assert (len(found.good), len(found.bad), len(found.duplicates)) == (197, 3, 0)
    assert [(r.row_no, [str(p.message) for p in r.problems]) for r in found.bad] == [
        (7, ["电话「1390000000」格式不正确:手机应为11位,座机如 0991-1234567。"]),
        (80, ["重量必填。"]),
        (
            202,
            ["目的地「乌鲁木奇」不在行政区划表中,请写成「市」或「市+县」,如「喀什」「伊宁市」。"],
        ),
    ]
    assert len(office.desk.list_ids("consignments", ())) == 0

    told: list[tuple[int, int]] = []
    drafts = tuple(to_draft(result.values) for result in found.good)
    number = (
        office.as_("in")
        .with_(progress=lambda done, total: told.append((done, total)))
        .run(book_inbound_rows, head=HEAD, rows=drafts, origin_certified=True)
        .value
    )
    assert told == [(i, 197) for i in range(198)]
    card = office.desk.ask(manifest_card, number=number)
    assert (card.sums.tickets, card.state) == (197, ManifestState.EXPECTED)
    booked = (card.sums.pieces_declared, card.sums.weight_g, card.sums.volume_cm3)
    assert booked == tuple(found.total(key) for key in ("pieces", "weight_g", "volume_cm3"))

    again = look(office, *rows)
    assert (len(again.good), len(again.bad), len(again.duplicates)) == (0, 3, 197)
    assert again.duplicates[0].duplicate_of == N
    with pytest.raises(Refused) as caught:
        book(office, drafts[:2])
    assert caught.value.codes == ("E017", "E017")
    assert len(office.desk.list_ids("consignments", ())) == 197


def test_a_cancelled_import_saves_nothing(office: Office) -> None:
    drafts = [draft_of(office), draft_of(office, 手工单号="Z2")]

    class Cancelled(Exception):
        pass

    def cancel(done: int, total: int) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        office.as_("in").with_(progress=cancel).run(
            book_inbound_rows, head=HEAD, rows=tuple(drafts), origin_certified=True
        )
    assert len(office.desk.list_ids("consignments", ())) == 0
    assert book(office, drafts) == MANIFEST


def test_a_row_becomes_a_ticket(office: Office) -> None:
    draft = draft_of(
        office,
        收货地址="乌鲁木齐市友好北路 8 号",
        交接方式="送货上门",
        付款方式="提付",
        包装="木架",
        送货费="60元",
        回单="2份",
        声明价值=8000,
        备注="<b>轻放</b> =1+1",
    )
    book(office, [draft])
    card = office.desk.ask(consignment_card, number=N)
    assert (card.accept_at, card.origin_station) == (at("2026-11-16 00:00"), "郑州")
    assert (card.delivery_mode, card.pay_terms) == (DeliveryMode.DOOR, PayTerms.COLLECT)
    assert (card.total_fen, card.collect_due_fen) == (54_000, 54_000)
    assert (card.weight_g, card.volume_cm3, card.declared) == (320_000, 400_000, 8)
    assert card.lines[0].packing is Packing.CRATE
    assert (card.receipt_required, card.receipt_copies) == (True, 2)
    assert (card.declared_value_fen, card.remark) == (800_000, "<b>轻放</b> =1+1")
    assert (card.state, card.paper_no) == (ConsignmentState.EXPECTED, "Z0001")
    assert (card.identity_checked, card.open_inspection) == (True, True)


@pytest.mark.parametrize(
    ("cells", "base_fen", "terms"),
    [
        ({"运费": 480}, 48_000, PayTerms.PREPAID),
        ({"运费": None, "到付运费": 984, "送货费": 60}, 92_400, PayTerms.COLLECT),
        ({"运费": 480, "总运费": 540, "送货费": 60}, 48_000, PayTerms.PREPAID),
        ({"运费": None, "总运费": 540, "送货费": 60}, 48_000, PayTerms.PREPAID),
        ({"运费": None, "送货费": 60}, 0, PayTerms.PREPAID),
    ],
)
def test_freight_is_what_the_list_means(
    office: Office, cells: dict[str, Any], base_fen: int, terms: PayTerms
) -> None:
    names = [name for name in NAMES if name != "付款方式"] + ["到付运费", "总运费"]
    (good,) = look(office, row(**cells), names=names).rows
    assert good.problems == ()
    draft = to_draft(good.values)
    assert (draft.charges.base_freight_fen, draft.pay_terms) == (base_fen, terms)


def test_split_terms_divide_the_total(office: Office) -> None:
    names = [*NAMES, "到付运费"]
    (good,) = look(office, row(付款方式="三期", 到付运费=200), names=names).rows
    draft = to_draft(good.values)
    assert (draft.prepaid_part_fen, draft.collect_part_fen) == (28_000, 20_000)


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        ({"到付运费": 500, "付款方式": "到付"}, [("E019", "collect_fen")]),
        ({"总运费": 470}, [("E019", "total_fen")]),
    ],
)
def test_totals_that_do_not_add_up_are_refused(
    office: Office, cells: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    (bad,) = look(office, row(**cells), names=[*NAMES, "到付运费", "总运费"]).rows
    assert [(p.code, p.field) for p in bad.problems] == faults
    assert "480.00" in bad.problems[0].message


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        ({"发货人": None}, [("E001", "shipper_name")]),
        ({"发货电话": None}, [("E001", "shipper_phone")]),
        ({"收货人": " "}, [("E001", "consignee_name")]),
        ({"收货电话": 1390000}, [("E102", "consignee_phone")]),
        ({"件数": "八"}, [("E002", "pieces")]),
        ({"件数": 0}, [("E003", "pieces")]),
        ({"重量kg": "1,2e3"}, [("E002", "weight_g")]),
        ({"体积m³": None}, [("E001", "volume_cm3")]),
        ({"运费": "面议"}, [("E002", "base_freight_fen")]),
        ({"运费": -5}, [("E003", "base_freight_fen")]),
        ({"交接方式": "空投"}, [("E005", "delivery_mode")]),
        ({"付款方式": "赊"}, [("E005", "pay_terms")]),
        ({"包装": "?"}, [("E005", "packing")]),
        ({"回单": "若干"}, [("E002", "receipt_copies")]),
        ({"回单": 10}, [("E003", "receipt_copies")]),
        ({"日期": "26.11.1"}, [("E002", "accept_on")]),
        ({"日期": date(2026, 11, 19)}, [("E171", "accept_on")]),
        ({"交接方式": "送货"}, [("E001", "consignee_address")]),
        ({"代收货款": 500}, [("E132", "cod_account")]),
        ({"声明价值": 60_000}, [("E133", "declared_value_fen")]),
        ({"品名": "油漆"}, [("E111", "goods_name")]),
        ({"品名": "管制刀具"}, [("E114", "goods_name")]),
        ({"备注": "长" * 501}, [("E004", "remark")]),
        (
            {"收货电话": "12", "目的地": "火星", "重量kg": "x"},
            [("E002", "weight_g"), ("E007", "destination"), ("E102", "consignee_phone")],
        ),
    ],
)
def test_what_is_wrong_is_said_once_per_column(
    office: Office, cells: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    assert faults_of(office, **cells) == faults


@pytest.mark.parametrize(
    ("word", "copies"), [(2, 2), ("3份", 3), ("有", 1), ("√", 1), ("无", 0), ("0", 0)]
)
def test_receipts_are_read_as_written(office: Office, word: Any, copies: int) -> None:
    assert draft_of(office, 回单=word).receipt_copies == copies


def test_numbers_written_as_text_are_read(office: Office) -> None:
    draft = draft_of(
        office, 件数="８件", 重量kg="480公斤", 日期="2026.11.18", **{"体积m³": "0.400方"}
    )
    assert (draft.pieces, draft.weight_g, draft.volume_cm3) == (8, 480_000, 400_000)
    assert draft.accept_at == at("2026-11-18 00:00")


@pytest.mark.parametrize(
    "names",
    [
        "单号 寄件人 寄件电话 收件人 手机 收件地址 到站 货物名称 包装方式 数量 毛重 方数 送货方式 付费方式 总运费",
        "票号 托运人 托运人电话 收货方 联系电话 地址 到达站 货名 包装 总件数 实重 立方 提货方式 结算方式 运费",
        "运单号 发货单位 发货人电话 收货单位 电话(掩码) 收货地址 目的站 品名 包装 开单件数 重量(kg) 体积(m³) "
        "交接方式(自提/送货/中转) 付款方式 到付运费",
    ],
)
def test_columns_are_known_by_the_words_of_real_lists(office: Office, names: str) -> None:
    cells = ("Z1", "洛城轴承", "13800000003", "兴疆机电", "0991-5550456", "友好路", "乌鲁木齐")
    goods = ("轴承", "纸箱", 8, 320, 0.4, "送货", "到付", 480)
    words = names.split()
    (good,) = look(office, dict(zip(words, cells + goods, strict=True)), names=words).rows
    assert good.problems == ()
    draft = to_draft(good.values)
    assert (draft.paper_no, draft.consignee_phone) == ("Z1", "0991-5550456")
    assert (draft.weight_g, draft.volume_cm3, draft.total_fen) == (320_000, 400_000, 48_000)
    assert (draft.delivery_mode, draft.pay_terms) == (DeliveryMode.DOOR, PayTerms.COLLECT)


def test_a_known_shipper_need_not_repeat_his_phone(office: Office) -> None:
    book(office, [draft_of(office)])
    draft = draft_of(office, 手工单号="Z9", 发货电话=None)
    assert draft.shipper_phone == "13800000003"


def test_a_list_without_dates_is_known_again(office: Office) -> None:
    book(office, [draft_of(office, 日期=None)])
    office.at("2026-11-25 10:00")
    (twin,) = look(office, row(日期=None)).rows
    assert twin.duplicate_of == "YD2611160001"


@pytest.mark.parametrize(
    ("cells", "new"),
    [
        ({}, False),
        ({"日期": date(2026, 11, 17)}, True),
        ({"发货人": "别家轴承"}, True),
        ({"手工单号": "Z0002"}, True),
        ({"收货人": "改了名"}, False),
    ],
)
def test_the_key_is_paper_number_shipper_and_day(
    office: Office, cells: dict[str, Any], new: bool
) -> None:
    book(office, [draft_of(office)])
    (found,) = look(office, row(**cells)).rows
    assert found.is_good is new


def test_rows_without_a_paper_number_are_compared_by_everything_else(office: Office) -> None:
    book(office, [draft_of(office, 手工单号=None)])
    (same,) = look(office, row(手工单号=None)).rows
    (other,) = look(office, row(手工单号=None, 件数=9)).rows
    assert (same.duplicate_of, other.duplicate_of) == (N, None)


def test_the_same_goods_a_week_later_are_new_goods(office: Office) -> None:
    bare: dict[str, Any] = {"手工单号": None, "日期": None}
    book(office, [draft_of(office, **bare)])
    (twin,) = look(office, row(**bare)).rows
    assert twin.duplicate_of is not None
    office.clock.pass_(days=7)
    (again,) = preview_of(office.as_("in"), sheet_of([row(**bare)])).rows
    assert again.is_good


def test_a_row_repeated_in_the_list_is_taken_once(office: Office) -> None:
    first, second = look(office, row(), row()).rows
    assert (first.is_good, second.duplicate_of) == (True, "本表第 3 行")


def test_without_the_origins_word_the_list_is_refused_in_one_sentence(office: Office) -> None:
    with pytest.raises(Refused) as caught:
        book(office, [draft_of(office)], origin_certified=False)
    assert caught.value.codes == ("E034",)
    assert "--certified" in str(caught.value)


def test_a_list_without_good_rows_or_with_a_bad_head_is_refused(office: Office) -> None:
    office.at("2026-11-18 08:30")
    with pytest.raises(Refused) as caught:
        book(office, [], head=replace(HEAD, plate="x"))
    assert caught.value.codes == ("E106", "E001")


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[[list[dict[str, Any]]], Path]:
    def write(rows: list[dict[str, Any]]) -> Path:
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.append(["郑州发往乌鲁木齐 进港清单"])
        sheet.append(NAMES)
        for cells in rows:
            sheet.append([cells[name] for name in NAMES])
        sheet.append(["合计", *[None] * 9, sum(cells["件数"] for cells in rows)])
        path = tmp_path / "进港清单.xlsx"
        book.save(path)
        return path

    return write


def test_a_real_workbook_is_read_through_the_guard(
    office: Office, workbook: Callable[[list[dict[str, Any]]], Path]
) -> None:
    from desk.documents.intake.reader import read_workbook

    path = workbook([row(发货电话=13800000003, 收货电话=13900000001), row(手工单号=20261118)])
    office.at("2026-11-18 08:30")
    (sheet,) = read_workbook(path)
    found = preview_of(office.as_("in"), sheet)
    assert [r.problems for r in found.rows] == [(), ()]
    assert len(found.passed_over) == 1
    drafts = [to_draft(r.values) for r in found.rows]
    assert [d.paper_no for d in drafts] == ["Z0001", "20261118"]
    assert (drafts[0].shipper_phone, drafts[0].consignee_phone) == ("13800000003", "13900000001")
    assert book(office, drafts) == MANIFEST
