"""新运单 typed key by key in a real window, without the mouse."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import Packing
from desk.freight.consignments.queries import ConsignmentCard, consignment_card
from tests.conftest import Office
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from tests.ui.typing_in import focused
from ui.desks.consignment_entry.page import ConsignmentEntry
from ui.desks.party_editor import FormerParty
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
HOSTILE = ("<b>甲</b>", "A&B 商行", "=1+1", "'; drop", "名" * 60, "李娜😀")
Show = Callable[[ConsignmentEntry], ConsignmentEntry]


@pytest.fixture
def page(context: Context, show: Show) -> ConsignmentEntry:
    return show(ConsignmentEntry(context))


def card(office: Office, number: str) -> ConsignmentCard:
    return office.desk.ask(consignment_card, number=number)


def tick_and_save(clerk: Clerk) -> None:
    """From any block behind the goods: to the checks, tick four boxes, save."""
    tick(clerk)
    clerk.press(Key.Key_F9)


def tick(clerk: Clerk, *, clause: bool = True) -> None:
    """Tick what must be checked, and the liability clause."""
    while not clerk.at("shipper_identity_checked"):
        clerk.press(Key.Key_PageDown)
    clerk.press(Key.Key_Space)
    for _ in range(3 if clause else 2):
        clerk.press(Key.Key_Return)
        clerk.press(Key.Key_Space)


def type_new(clerk: Clerk, consignee: str = "建新农机", phone: str = "13900000002") -> None:
    """One whole consignment of two strangers, up to the freight."""
    clerk.enter("郑州", "喀什", "", "")
    clerk.enter("宏达水泵", "13800000001", "李经理", "")
    clerk.enter(consignee, phone, "王建新", "人民东路 1 号")
    clerk.enter("水泵配件", "12", "2", "480", "1.9")
    clerk.enter("")
    clerk.enter("1976")


def test_a_consignment_for_strangers(
    page: ConsignmentEntry, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    assert clerk.at("origin_station")
    type_new(clerk)
    tick_and_save(clerk)
    assert asker.asked == []
    number = page.saved_bar.number
    saved = card(office, number)
    assert (saved.shipper.name, saved.shipper.phone) == ("宏达水泵", "138****0001")
    assert (saved.consignee.name, saved.consignee.address) == ("建新农机", "人民东路 1 号")
    assert (saved.declared, saved.weight_g, saved.volume_cm3) == (12, 480_000, 1_900_000)
    assert (saved.chargeable_kg, saved.total_fen) == (633, 197_600)
    assert saved.lines[0].packing is Packing.CRATE
    print(f"\nnew consignee: {clerk.strokes} key strokes beyond the text")
    assert clerk.strokes <= 30


def test_a_consignment_for_people_we_know(
    accepted: str, page: ConsignmentEntry, clerk: Clerk, office: Office
) -> None:
    clerk.enter("郑州", "", "", "")
    assert clerk.at("shipper_name")
    clerk.types("hdsb")
    clerk.waits_for(lambda: page.form.shipper["name"].drop_down.isVisible())  # type: ignore[attr-defined]
    clerk.enter("")
    assert clerk.at("consignee_name")
    clerk.enter("jxnj")  # faster than the list: there is only one he can mean
    assert clerk.at("lines.0.goods_name")
    clerk.enter("水泵配件", "12", "", "480", "1.9", "", "1976")
    tick_and_save(clerk)
    saved = card(office, page.saved_bar.number)
    first = card(office, accepted)
    assert saved.consignee == first.consignee
    assert (saved.destination, saved.delivery_mode) == (first.destination, first.delivery_mode)
    assert saved.shipper.customer_id == first.shipper.customer_id
    print(f"\nknown parties: {clerk.strokes} key strokes beyond the text")
    assert clerk.strokes <= 24


def test_of_the_customer_chosen_by_mistake_nothing_stays(page: ConsignmentEntry) -> None:
    """The second one has no contact in the archive; the clerk's own words stay."""
    block = page.form.consignee
    block.take(FormerParty(None, "建新农机", "王建新", "13900000002", "人民东路 1 号"))
    block["address"].set_value("南门 3 号")
    block.take(FormerParty(None, "河谷百货", "", "13900000003", ""))
    values = [block[part].value() for part in ("name", "phone", "contact", "address")]
    assert values == ["河谷百货", "13900000003", "", "南门 3 号"]


def test_what_was_wrong_with_the_empty_form_is_not_said_of_the_restored_one(
    page: ConsignmentEntry,
) -> None:
    destination = page.form.fields["destination"]
    destination.problem("目的地必填。")
    page.form.put_raw({"fields": {"destination": "库尔勒"}})
    assert destination.value() == "库尔勒"
    assert destination.problem_text == ""
    page.form.goods.tell("货物明细必填。")
    page.form.put_raw({"fields": {}})
    assert page.form.goods._wrong.text() == ""


def test_what_is_typed_is_kept_when_a_namesake_is_offered(
    accepted: str, page: ConsignmentEntry, clerk: Clerk
) -> None:
    page.form.consignee["name"].take_focus()
    clerk.types("建新")
    editor = page.form.consignee["name"]
    clerk.waits_for(lambda: editor.drop_down.isVisible())  # type: ignore[attr-defined]
    clerk.press(Key.Key_Up)
    clerk.press(Key.Key_Return)
    assert clerk.at("consignee_phone")
    assert editor.value() == "建新"
    assert page.form.consignee["phone"].is_empty()


def test_two_wrong_fields_are_shown_at_once(
    page: ConsignmentEntry, clerk: Clerk, asker: ScriptedAsker
) -> None:
    type_new(clerk, phone="1380000000")
    page.form.fields["base_freight_fen"].take_focus()
    clerk.types("十六")
    clerk.press(Key.Key_F9)
    fields = page.form.fields
    assert "格式不正确" in fields["consignee_phone"].problem_text
    assert "读不懂" in fields["base_freight_fen"].problem_text
    assert fields["shipper_identity_checked"].problem_text
    assert clerk.at("consignee_phone")
    assert asker.told == []
    assert page.saved_bar.number == ""


def test_the_warning_is_asked_once(
    page: ConsignmentEntry, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    type_new(clerk)
    tick(clerk, clause=False)
    asker.answers = [False, True]
    clerk.press(Key.Key_F9)
    assert page.saved_bar.number == ""
    assert page.form.fields["consignee_name"].value() == "建新农机"
    clerk.press(Key.Key_S, Held.ControlModifier)
    assert len(asker.asked) == 2
    assert f"「{page.form.fields['cover_clause_ack'].field.label}」" in asker.asked[0][1][0]
    assert not card(office, page.saved_bar.number).cover_clause_ack


def test_nothing_moves_when_a_customer_is_chosen(page: ConsignmentEntry, clerk: Clerk) -> None:
    block, goods = page.form.shipper, page.form.goods
    before = goods.mapTo(page, goods.rect().topLeft())
    block._note.setText("结算:月结")
    block._note.show()
    clerk.qtbot.wait(20)
    assert goods.mapTo(page, goods.rect().topLeft()) == before


def test_weights_side_by_side_are_written_alike(page: ConsignmentEntry) -> None:
    goods = page.form.goods
    goods.rows[0].cells["weight_g"].set_value(1_200_000)
    goods.show_sums()
    assert "1,200.0 kg   0.000 m³   计费重量 1,200 kg" in goods.sums.text()


def test_five_rows_from_excel(page: ConsignmentEntry, clerk: Clerk, office: Office) -> None:
    clerk.enter("郑州", "喀什", "", "", "宏达水泵", "13800000001", "", "")
    clerk.enter("建新农机", "13900000002", "", "")
    rows = ["品名\t件数\t包装\t重量(kg)\t体积"]
    rows += [f"配件{n}\t{n}\t木箱\t{n * 10}.5\t0.{n}" for n in range(1, 5)]
    rows += ["管材\t2\t捆\t30\t200*20*20"]
    QApplication.clipboard().setText("\r\n".join(rows))
    clerk.press(Key.Key_V, Held.ControlModifier)
    assert "5 行   12 件   132.0 kg   1.160 m³   计费重量 386 kg" in page.form.goods.sums.text()
    assert clerk.at("lines.4.volume_cm3")
    clerk.press(Key.Key_Return)
    clerk.enter("", "500")
    tick_and_save(clerk)
    saved = card(office, page.saved_bar.number)
    assert [line.goods_name for line in saved.lines] == ["配件1", "配件2", "配件3", "配件4", "管材"]
    assert (saved.declared, saved.weight_g, saved.volume_cm3) == (12, 132_000, 1_160_000)
    assert saved.lines[4].volume_cm3 == 160_000


def pasted(clerk: Clerk, text: str) -> None:
    QApplication.clipboard().setText(text)
    clerk.press(Key.Key_V, Held.ControlModifier)


def test_a_pasted_table_is_taken_whole_or_not_at_all(page: ConsignmentEntry, clerk: Clerk) -> None:
    goods = page.form.goods
    goods.rows[0].cells["goods_name"].take_focus()
    pasted(clerk, "\n".join("箱\t1\t纸箱\t1\t1" for _ in range(51)))
    assert goods.used == []
    assert "50" in goods._wrong.text()
    pasted(clerk, "箱\t一\t木架\t10\t0.1\n桶\t3\t纸箱\t重\t0.1")
    assert goods.used == []
    told = goods._wrong.text().splitlines()
    assert told[0] == "没有粘贴,有 3 处要先在表格里改好:"
    assert "第 1 行件数" in told[1]
    assert "木架" in told[2]
    assert "第 2 行重量" in told[3]
    pasted(clerk, '"带\n换行的""名""字"\t2\t纸箱\t5\t0.1\r\n\'=1+1\t1\t木箱\t5\t0.1')
    assert [row.cells["goods_name"].value() for row in goods.used] == ['带 换行的"名"字', "=1+1"]
    assert goods._wrong.text() == ""


def test_a_paste_and_a_line_taken_out_are_one_step_back(
    page: ConsignmentEntry, clerk: Clerk
) -> None:
    goods = page.form.goods
    goods.rows[0].cells["goods_name"].take_focus()
    clerk.types("旧货")
    pasted(clerk, "甲\t1\t纸箱\t1\t0.01\n乙\t2\t纸箱\t2\t0.02")
    goods.rows[0].cells["goods_name"].take_focus()
    clerk.press(Key.Key_Delete, Held.ControlModifier)

    def names() -> list[str]:
        return [row.cells["goods_name"].value() for row in goods.used]

    assert names() == ["乙"]
    goods.rows[0].cells["packing"].take_focus()
    seen = []
    for key in (Key.Key_Z, Key.Key_Z, Key.Key_Y, Key.Key_Y):
        clerk.press(key, Held.ControlModifier)
        seen.append(names())
    assert seen == [["甲", "乙"], ["旧货"], ["甲", "乙"], ["乙"]]


def test_hostile_names_are_kept_as_typed(
    page: ConsignmentEntry, clerk: Clerk, office: Office
) -> None:
    for name in HOSTILE:
        page.form.start()
        clerk.enter("郑州", "喀什", "", "", name, "13800000001", name, "")
        clerk.enter(name, "13900000002", "", "")
        clerk.enter(name[:40], "1", "", "10", "0.1", "", "60")
        tick_and_save(clerk)
        saved = card(office, page.saved_bar.number)
        assert saved.shipper.name == saved.consignee.name == saved.shipper.contact == name
        assert saved.lines[0].goods_name == name[:40]
        assert page.saved_bar.isVisible()
        page.saved_bar.empty()


def test_the_next_ticket_keeps_origin_and_shipper(page: ConsignmentEntry, clerk: Clerk) -> None:
    type_new(clerk)
    tick(clerk)
    clerk.press(Key.Key_Return, Held.ControlModifier)
    fields = page.form.fields
    assert page.saved_bar.number
    assert fields["origin_station"].value() == "郑州"
    assert fields["shipper_name"].value() == "宏达水泵"
    assert fields["consignee_name"].is_empty()
    assert page.form.goods.used == []
    assert clerk.at("destination")
    assert not fields.touched


def test_the_number_is_large_and_its_papers_are_one_key_away(
    page: ConsignmentEntry, clerk: Clerk, frame: FrameSpy
) -> None:
    type_new(clerk)
    tick_and_save(clerk)
    number = page.saved_bar.number
    clerk.press(Key.Key_P, Held.ControlModifier)
    clerk.press(Key.Key_L, Held.ControlModifier)
    clerk.press(Key.Key_O, Held.ControlModifier)
    assert frame.papers == [("P-25", number), ("P-32", number)]
    assert frame.opened == [("consignment", {"number": number})]


def test_the_page_stays_within_a_small_screen(page: ConsignmentEntry, clerk: Clerk) -> None:
    """1366×768 less the navigation and the frame: nothing wider, and what is wrong is to be read."""
    page.resize(1178, 740)
    type_new(clerk)
    clerk.press(Key.Key_F9)
    QApplication.processEvents()
    inside = page.form.parentWidget()
    assert inside is not None
    scrolled = inside.parentWidget()
    assert isinstance(scrolled, QScrollArea)
    assert "验视" in page.form.fields["open_inspection"].problem_text
    assert scrolled.verticalScrollBar().maximum() == 0
    tick_and_save(clerk)
    QApplication.processEvents()
    assert page.saved_bar.isVisible()
    assert "建新农机 · 12 件" in page.saved_bar.words.text()
    assert page.minimumSizeHint().width() <= 1178


def test_split_and_cod_show_their_fields_only_when_needed(
    page: ConsignmentEntry, clerk: Clerk
) -> None:
    fields = page.form.fields
    assert not fields["cod_account"].isVisible()
    assert not fields["collect_part_fen"].isVisible()
    fields["cod_amount_fen"].take_focus()
    clerk.types("8000")
    assert fields["cod_account"].isVisible()
    assert page.form.terms.fee_text == "代收手续费 24.00 元,返款时扣除"
    fields["pay_terms"].take_focus()
    clerk.types("7")
    assert fields["pay_terms"].value() is PayTerms.SPLIT
    assert fields["collect_part_fen"].isVisible()
    clerk.press(Key.Key_Return, times=3)
    assert clerk.at("prepaid_part_fen")


def test_a_hidden_fee_that_is_wrong_is_shown(page: ConsignmentEntry, clerk: Clerk) -> None:
    clerk.press(Key.Key_F6)
    assert clerk.at("receipt_fee_fen")
    clerk.enter("", "", "", "", "", "", "-50", "")
    clerk.press(Key.Key_F6)
    clerk.press(Key.Key_F9)
    assert page.form.fields["discount_reason"].isVisible()
    assert page.form.fields["discount_reason"].problem_text or page.form.fields["discount_fen"]


def test_a_line_of_goods_is_taken_out(page: ConsignmentEntry, clerk: Clerk) -> None:
    page.form.goods.paste("甲\t1\t纸箱\t1\t0.01\n乙\t2\t纸箱\t2\t0.02\n丙\t3\t纸箱\t3\t0.03")
    page.form.fields["lines.1.goods_name"].take_focus()
    clerk.press(Key.Key_Delete, Held.ControlModifier)
    names = [row.cells["goods_name"].value() for row in page.form.goods.used]
    assert names == ["甲", "丙"]
    assert "4 件" in page.form.goods.sums.text()


def test_enter_does_nothing_while_an_input_method_composes(
    page: ConsignmentEntry, clerk: Clerk
) -> None:
    page.form.fields["consignee_name"].take_focus()
    QApplication.sendEvent(focused(), QInputMethodEvent("jian'xin", []))
    clerk.press(Key.Key_Return)
    assert clerk.at("consignee_name")
    clerk.types("建新")
    clerk.press(Key.Key_Return)
    assert clerk.at("consignee_phone")


def test_escape_asks_once_when_something_was_typed(
    page: ConsignmentEntry, clerk: Clerk, asker: ScriptedAsker
) -> None:
    clerk.press(Key.Key_Escape)
    assert asker.asked == []
    clerk.types("郑州")
    asker.answers = [False, True]
    clerk.press(Key.Key_Escape)
    assert page.form.fields["origin_station"].value() == "郑州"
    clerk.press(Key.Key_Escape)
    assert page.form.fields["origin_station"].is_empty()
    assert len(asker.asked) == 2


def test_trolleys_with_cod_of_the_morning_list(
    page: ConsignmentEntry, clerk: Clerk, office: Office
) -> None:
    """YD2611160002 of AT-03: 到付 984.00 with delivery and cover, 8,000 COD, declared 8,000."""
    clerk.enter("郑州", "乌鲁木齐", "2", "", "中原厨具", "13800000002", "", "")
    clerk.enter("天悦酒店", "13900000003", "", "友好北路 8 号")
    clerk.enter("不锈钢餐车", "20", "", "600", "1.5", "")
    clerk.enter("900", "", "60", "", "24", "")
    assert page.form.charges.total_text == "984.00"
    assert clerk.at("pay_terms")
    clerk.enter(
        "2", "8000", "8000", "中原厨具", "郑州银行", "6222000011112222", "1", "", "1", "", ""
    )
    assert clerk.at("remark")
    tick(clerk, clause=False)
    clerk.press(Key.Key_F9)
    saved = card(office, page.saved_bar.number)
    assert (saved.total_fen, saved.collect_due_fen, saved.cod_amount_fen) == (
        98_400,
        98_400,
        800_000,
    )
    assert (saved.chargeable_kg, saved.declared_value_fen) == (600, 800_000)
    assert (saved.receipt_copies, saved.receipt_requirement) == (1, "盖章")


def test_what_is_wrong_with_a_ticked_line_stands_below_the_whole_line(
    page: ConsignmentEntry, clerk: Clerk
) -> None:
    page.resize(1178, 740)
    type_new(clerk)
    clerk.press(Key.Key_F9)
    box = page.form.fields["open_inspection"]
    told = next(label for label in page.findChildren(QLabel) if label.text() == box.problem_text)
    assert told.width() > box.width()
    assert told.height() < 2 * told.fontMetrics().height()
