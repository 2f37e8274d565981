"""新运单 from a pasted message: filled, marked, never over what was typed without a question."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import DeliveryMode, Packing
from desk.freight.consignments.queries import consignment_card
from tests.conftest import Office
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from tests.ui.desks.test_consignment_entry import tick_and_save
from ui.desks.consignment_entry.page import ConsignmentEntry
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
WHOLE = """发货人:宏达水泵 李经理 13800000001 郑州市
收货人:建新农机 王建新 13900000002
地址:喀什市人民东路1号
水泵配件12箱,480公斤,1.9方,到付,回单2份,送货上门,运费1976"""
DOUBTFUL = "收货人:李四 13900000004 喀什地区沙车县 阀门3托 约600公斤 2方 帮忙包好"
Show = Callable[[ConsignmentEntry], ConsignmentEntry]


@pytest.fixture
def page(context: Context, show: Show) -> ConsignmentEntry:
    return show(ConsignmentEntry(context))


def paste(clerk: Clerk, text: str) -> None:
    QApplication.clipboard().setText(text)
    clerk.press(Key.Key_V, Held.ControlModifier | Held.ShiftModifier)


def unsure(page: ConsignmentEntry) -> list[str]:
    return [editor.name for editor in page.form.pasted.unsure]


def test_a_whole_message_is_a_consignment(
    page: ConsignmentEntry, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    paste(clerk, WHOLE)
    assert asker.asked == []
    assert page.pasted_bar.isVisible()
    assert page.form.pasted.rest == ()
    tick_and_save(clerk)
    saved = office.desk.ask(consignment_card, number=page.saved_bar.number)
    assert (saved.shipper.name, saved.shipper.contact) == ("宏达水泵", "李经理")
    assert (saved.consignee.name, saved.consignee.phone) == ("建新农机", "139****0002")
    assert (saved.origin_station, saved.destination) == ("郑州市", "喀什市")
    assert saved.consignee.address == "喀什市人民东路1号"
    assert (saved.declared, saved.weight_g, saved.volume_cm3) == (12, 480_000, 1_900_000)
    assert saved.lines[0].packing is Packing.CARTON
    assert (saved.pay_terms, saved.delivery_mode) == (PayTerms.COLLECT, DeliveryMode.DOOR)
    assert (saved.receipt_copies, saved.total_fen) == (2, 197_600)
    assert not page.pasted_bar.isVisible()
    assert clerk.strokes <= 20


def test_what_is_unsure_is_amber_until_it_was_looked_at(
    page: ConsignmentEntry, clerk: Clerk
) -> None:
    paste(clerk, DOUBTFUL)
    assert unsure(page) == ["destination", "lines.0.weight_g"]
    control = page.form.fields["destination"].control
    assert control.property("unsure") is True
    assert "莎车县" in control.toolTip()
    assert page.form.fields["destination"].value() == "喀什地区"
    assert "帮忙包好" in page.pasted_bar.rest.text()
    clerk.press(Key.Key_F8)
    assert clerk.at("destination")
    clerk.types("莎车县")
    assert unsure(page) == ["lines.0.weight_g"]
    assert control.property("unsure") is False
    assert control.toolTip() == ""
    clerk.press(Key.Key_F8)
    assert clerk.at("lines.0.weight_g")
    clerk.press(Key.Key_Return)
    assert unsure(page) == []
    assert page.form.goods.rows[0].cells["weight_g"].value() == 600_000


def test_what_is_typed_stays_when_the_clerk_says_so(
    page: ConsignmentEntry, clerk: Clerk, asker: ScriptedAsker
) -> None:
    clerk.enter("洛阳", "和田")
    asker.answers.append(False)
    paste(clerk, WHOLE)
    question, points = asker.asked[0]
    assert "2 处" in question
    assert points == ("始发站:洛阳 → 郑州市", "目的地:和田 → 喀什市")
    assert page.form.fields["origin_station"].value() == "洛阳"
    assert page.form.fields["destination"].value() == "和田"
    assert page.form.consignee["name"].value() == "建新农机"


def test_what_is_typed_is_replaced_when_the_clerk_says_so(
    page: ConsignmentEntry, clerk: Clerk, asker: ScriptedAsker
) -> None:
    clerk.enter("洛阳", "和田")
    asker.answers.append(True)
    paste(clerk, WHOLE)
    assert page.form.fields["destination"].value() == "喀什市"


def test_typed_goods_are_one_question(
    page: ConsignmentEntry, clerk: Clerk, asker: ScriptedAsker
) -> None:
    page.form.goods.rows[0].cells["goods_name"].take_focus()
    clerk.enter("轴承", "5")
    asker.answers.append(False)
    paste(clerk, WHOLE)
    assert asker.asked[0][1] == ("货物明细:轴承 5 件 → 水泵配件 12 件",)
    assert [row.raw()["goods_name"] for row in page.form.goods.used] == ["轴承"]
    assert not any(name.startswith("lines") for name in unsure(page))


def test_totals_without_a_field_are_shown_as_words(page: ConsignmentEntry, clerk: Clerk) -> None:
    paste(clerk, "水泵8件 阀门4箱 共12件 480公斤")
    assert page.form.pasted.rest == ("共12件", "480公斤")
    assert len(page.form.goods.used) == 2


def test_nothing_copied_is_said(page: ConsignmentEntry, clerk: Clerk, frame: FrameSpy) -> None:
    paste(clerk, "")
    assert frame.said == ["剪贴板里没有文字,请先复制订单内容。"]
    paste(clerk, "今天天气不错")
    assert frame.said[-1] == "没有认出内容,请手工填写。"
    assert page.form.pasted.rest == ("今天天气不错",)
    assert not page.form.fields.touched


@pytest.mark.parametrize(
    "text",
    ["<b>甲</b> 12件", "=1+1", "'; drop table", "12件" * 400, "😀" * 50],
    ids=range(5),
)
def test_strange_texts_do_no_harm(page: ConsignmentEntry, clerk: Clerk, text: str) -> None:
    paste(clerk, text)
    assert page.pasted_bar.isVisible()


def test_giving_up_takes_the_marks_away(
    page: ConsignmentEntry, clerk: Clerk, asker: ScriptedAsker
) -> None:
    paste(clerk, DOUBTFUL)
    asker.answers.append(True)
    clerk.press(Key.Key_Escape)
    assert unsure(page) == []
    assert not page.pasted_bar.isVisible()
    assert page.form.fields["destination"].control.property("unsure") is False
