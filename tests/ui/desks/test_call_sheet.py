"""询价与报价: the call sheet typed by keyboard, and what stands beside it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from desk.pricing.quotes.choices import InquiryState
from desk.pricing.quotes.queries import inquiry_card, inquiry_sheet
from desk.pricing.quotes.taking import update_inquiry
from tests.conftest import Office
from tests.partners.firms import rates
from tests.pricing.quotes.calls import CALL, HONGDA, take, with_prices
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.call_sheet.page import CallSheet
from ui.registry import Context, pages

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[CallSheet], CallSheet]
CTRL = Held.ControlModifier
PASTED = "郑州发喀什,水泵配件12件480公斤1.9方,声明价值3万,刘工13800000001"

SEVERAL = "洛阳轴承厂,13800138000,郑州发喀什,轴承20箱600公斤1.2方,水泵5件约200kg 0.8方"


@pytest.fixture
def priced(office: Office, context: Context) -> Office:
    rates(office)
    with_prices(office)
    office.as_("jia")
    return office


@pytest.fixture
def page(priced: Office, context: Context, show: Show) -> CallSheet:
    return show(CallSheet(context))


def type_goods(clerk: Clerk, goods: str = "水泵配件") -> None:
    """A stranger's call from the first field up to the declared value."""
    clerk.enter("河南宏达机械", "刘工", "13800000001")
    clerk.enter(goods, "", "", "", "郑州", "喀什", "12", "480", "1.9")


def settled(clerk: Clerk, page: CallSheet) -> None:
    clerk.waits_for(lambda: not page.waiting)


def opened(page: CallSheet, clerk: Clerk, number: str = CALL) -> None:
    page.open_with(number=number)
    settled(clerk, page)


def shown(page: CallSheet) -> set[str]:
    """The steps that are offered."""
    return {name for name, button in page.buttons.shown.items() if not button.isHidden()}


# -- typing -----------------------------------------------------------------------------------------


def test_a_known_customer_fills_caller_and_phone(
    accepted: str, priced: Office, context: Context, show: Show, clerk: Clerk
) -> None:
    page = show(CallSheet(context))
    clerk.types("宏达水泵")
    clerk.waits_for(lambda: page.form.company.drop_down.current() is not None)
    clerk.press(Key.Key_Return)
    fields = page.form.fields
    assert clerk.at("goods_name")
    assert fields["caller_company"].value() == "宏达水泵"
    assert fields["caller_name"].value() == "李经理"
    assert fields["phone"].value() == "13800000001"
    assert page.form.customer_id is not None


def test_a_call_begins_with_the_company_and_a_stranger_is_called_one(
    page: CallSheet, clerk: Clerk
) -> None:
    assert clerk.at("caller_company")
    assert page._title.text() == pages()["call_sheet"].title
    company = page.form.company
    assert "拼音首字母" in company.line.placeholderText()
    clerk.types("河南宏达机械")
    clerk.waits_for(lambda: company.drop_down.current() is not None)
    offered = company.drop_down.current()
    assert offered is not None
    assert offered.more == "没有找到,按新客户登记"
    clerk.press(Key.Key_Return)
    assert clerk.at("caller_name")
    assert page.form.fields["caller_company"].value() == "河南宏达机械"
    assert page.form.customer_id is None


@pytest.mark.parametrize(
    ("goods", "sentence"),
    [
        ("油漆 20桶", "品名「油漆 20桶」属化工/液体/电池类,须先取得MSDS,暂不能报价"),
        ("烟花", "「烟花」在禁运目录中,不得受理,并请立即报经理。"),
    ],
)
def test_goods_that_may_not_travel_are_told_while_they_are_typed(
    page: CallSheet, clerk: Clerk, goods: str, sentence: str
) -> None:
    clerk.enter("河南宏达机械", "刘工", "13800000001")
    clerk.types(goods)
    assert page.form.against.text().startswith(sentence)
    assert page.form.against.isVisible()
    clerk.enter("", "", "", "", "郑州", "喀什", "12", "480", "1.9")
    settled(clerk, page)
    assert page.side.price.problem.text().startswith(sentence)
    assert page.side.price.total.isHidden()


def test_a_received_data_sheet_makes_paint_dangerous_goods(page: CallSheet, clerk: Clerk) -> None:
    clerk.enter("河南宏达机械", "刘工", "13800000001")
    clerk.enter("油漆")
    clerk.enter("")
    assert clerk.at("msds")
    clerk.types("1")
    assert page.form.against.text() == (
        "「油漆」(UN1263)为危险货物,本公司无危险货物运输许可,不能承运。"
    )


def test_prohibited_goods_are_taken_down_as_refused(
    page: CallSheet, clerk: Clerk, priced: Office, frame: FrameSpy
) -> None:
    type_goods(clerk, "烟花")
    clerk.press(Key.Key_F10)
    card = priced.desk.ask(inquiry_card, inquiry_no=CALL)
    assert (card.state, card.quotes) == (InquiryState.REFUSED, ())
    assert frame.said[-1] == "「烟花」在禁运目录中,不得受理,并请立即报经理。"
    assert not page.form.fields["goods_name"].isEnabled()


def test_the_size_of_a_piece_gives_the_volume(page: CallSheet, clerk: Clerk) -> None:
    clerk.enter("河南宏达机械", "刘工", "13800000001")
    clerk.enter("水泵配件", "", "", "", "郑州", "喀什", "10", "100", "60*40*50")
    assert page.form.draft().volume_cm3 == 1_200_000


def test_esc_asks_once_and_keeps_what_is_typed(
    page: CallSheet, clerk: Clerk, asker: ScriptedAsker
) -> None:
    clerk.enter("河南宏达机械")
    asker.answers.append(False)
    clerk.press(Key.Key_Escape)
    assert asker.asked == [("放弃「询价来电」已填写的内容?", ())]
    assert page.form.fields["caller_company"].value() == "河南宏达机械"
    asker.answers.append(True)
    clerk.press(Key.Key_Escape)
    assert page.form.fields["caller_company"].is_empty()
    assert not page.changed


def test_typing_survives_a_crash(
    page: CallSheet, clerk: Clerk, asker: ScriptedAsker, context: Context, show: Show
) -> None:
    type_goods(clerk)
    page.keep()
    again = show(CallSheet(context))
    assert again.kept_line.words.text().endswith("有一张询价没有保存完:河南宏达机械")
    clerk.press(Key.Key_R, Held.AltModifier)
    assert asker.asked == []
    draft = again.form.draft()
    assert (draft.caller_company, draft.pieces, draft.weight_g) == ("河南宏达机械", 12, 480_000)
    assert draft.volume_cm3 == 1_900_000


def test_a_pasted_text_fills_the_sheet(page: CallSheet, clerk: Clerk) -> None:
    QGuiApplication.clipboard().setText(PASTED)
    clerk.press(Key.Key_V, Held.ControlModifier | Held.ShiftModifier)
    draft = page.form.as_it_stands()
    assert (draft.from_place, draft.to_place) == ("郑州", "喀什")
    assert (draft.goods_name, draft.pieces) == ("水泵配件", 12)
    assert (draft.weight_g, draft.volume_cm3) == (480_000, 1_900_000)
    assert draft.declared_value_fen == 3_000_000
    assert (draft.caller_name, draft.phone) == ("刘工", "13800000001")
    assert all(editor.isVisible() for editor in page.pasted.unsure)
    assert page.pasted_bar.isVisible()
    unsure = page.pasted.unsure
    for editor in unsure:
        assert editor.control.property("unsure") is True
        editor.commit()
    assert page.pasted.unsure == []


def test_several_pasted_goods_become_one_load(page: CallSheet, clerk: Clerk) -> None:
    QGuiApplication.clipboard().setText(SEVERAL)
    clerk.press(Key.Key_V, Held.ControlModifier | Held.ShiftModifier)
    draft = page.form.as_it_stands()
    assert (draft.caller_company, draft.phone) == ("洛阳轴承厂", "13800138000")
    assert draft.consignee_name == ""
    assert (draft.goods_name, draft.pieces) == ("轴承、水泵", 25)
    assert (draft.weight_g, draft.volume_cm3) == (800_000, 2_000_000)
    assert {"goods_name", "pieces", "weight_g"} <= {e.name for e in page.pasted.unsure}


# -- beside -----------------------------------------------------------------------------------------


def test_the_counter_sees_no_cost(page: CallSheet, clerk: Clerk) -> None:
    type_goods(clerk)
    settled(clerk, page)
    assert page.side.price.total.text() == "1,646.00"
    assert page.side.cost.isHidden()
    assert page.side.partners.isHidden()


def test_the_dispatcher_sees_cost_margin_and_partners(
    priced: Office, context: Context, show: Show, clerk: Clerk
) -> None:
    take(priced.as_("jia"))
    priced.as_("out")
    page = show(CallSheet(context))
    opened(page, clerk)
    cost = page.side.cost
    assert [(leg, amount) for leg, _, amount in cost.legs.rows] == [
        ("提货", "未知"),
        ("干线", "未知"),
        ("中转", "690.00"),
    ]
    assert cost.margin.text() == "毛利 1,286.00 元  65.08%"
    assert cost.gap.text() == "不含提货、干线"
    assert [(code, amount) for code, _, amount in page.side.partners.offers.rows][:2] == [
        ("P002", "690.00"),
        ("P001", "701.00"),
    ]


def test_one_button_stands_out_the_next_step(page: CallSheet, clerk: Clerk) -> None:
    def standing_out() -> list[str]:
        buttons = [b for b in page.findChildren(QPushButton) if b.isVisible()]
        return [b.accessibleName() for b in buttons if b.property("role") == "primary"]

    assert standing_out() == ["保存询价"]
    type_goods(clerk)
    clerk.press(Key.Key_F9)
    settled(clerk, page)
    assert standing_out() == ["报价"]


def test_a_lane_without_a_price_is_told(page: CallSheet, clerk: Clerk) -> None:
    clerk.enter("河南宏达机械", "刘工", "13800000001")
    clerk.enter("水泵配件", "", "", "", "郑州", "和田", "12", "480", "1.9")
    settled(clerk, page)
    assert page.side.price.problem.text() == ("郑州→和田 在 2026-11-16 没有有效运价,请报经理核价。")


def test_a_call_that_waited_too_long_is_red(
    priced: Office, context: Context, show: Show, clerk: Clerk
) -> None:
    take(priced.as_("jia"))
    priced.at("2026-11-17 12:00")
    page = show(CallSheet(context))
    opened(page, clerk)
    assert page.side.clock.light.text() == "已超时"
    assert page.side.clock.rest.text() == "已超 1 小时(工作时间)"
    assert [row.light.label for row in page.calls.table.rows] == ["已超时"]


def test_an_open_call_is_opened_from_the_list(
    priced: Office, context: Context, show: Show, clerk: Clerk
) -> None:
    take(priced.as_("jia"))
    page = show(CallSheet(context))
    clerk.waits_for(lambda: len(page.calls.table.rows) == 1)
    clerk.press(Key.Key_F4)
    clerk.press(Key.Key_Return)
    assert page.number == CALL
    assert clerk.at("goods_name")


def test_who_may_not_change_calls_only_reads_them(
    priced: Office, context: Context, show: Show, clerk: Clerk
) -> None:
    take(priced.as_("jia"), replace(HONGDA, goods_name="轴承"))
    priced.as_("in")
    page = show(CallSheet(context))
    opened(page, clerk)
    assert not page.form.fields["goods_name"].isEnabled()
    assert page.form.fields["phone"].value() != HONGDA.phone
    assert "lose" not in shown(page)


def test_every_control_has_a_name(page: CallSheet) -> None:
    page.toggle_terms()
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
    ]
    assert nameless == []


def test_a_call_two_people_change_is_put_together(
    page: CallSheet, clerk: Clerk, asker: ScriptedAsker, context: Context
) -> None:
    type_goods(clerk)
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: page.card is not None)
    assert page.card is not None
    number = page.number
    page.form.fields["pieces"].take_focus()
    clerk.enter("14")
    sheet = context.desk.ask(inquiry_sheet, inquiry_no=number)
    theirs = replace(sheet, pieces=13, caller_name="张工")
    context.desk.run(update_inquiry, inquiry_no=number, version=page.card.version, draft=theirs)
    asker.answers = [{"pieces", "caller_name"}]
    clerk.press(Key.Key_F9)
    _, points = asker.asked[-1]
    assert "件数:对方改为「13」,您填写「14」" in points
    saved = context.desk.ask(inquiry_sheet, inquiry_no=number)
    assert (saved.pieces, saved.caller_name) == (13, "张工")
    assert asker.told == []


@pytest.mark.parametrize("width", [854, 904, 1037, 1178])  # at 150, 200, 125 and 100 %
def test_who_waits_and_until_when_can_be_read_on_a_large_scaled_screen(
    page: CallSheet, office: Office, clerk: Clerk, width: int
) -> None:
    take(office.desk)
    page.resize(width, 620)
    page.refresh()
    table = page.calls.table
    clerk.waits_for(lambda: len(table.rows) == 1)
    assert table.horizontalHeader().length() <= table.viewport().width()
    assert page.minimumSizeHint().width() <= width
