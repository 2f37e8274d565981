"""新运单 with the tariff beside it: what it costs is said and filled in while it is typed."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from desk.freight.consignments.choices import DeliveryMode
from desk.freight.consignments.pricing import rate_of
from desk.freight.consignments.queries import consignment_card
from desk.pricing.tariffs.choices import PriceLevel, SheetKind
from desk.pricing.tariffs.commands import add_sheet
from desk.pricing.tariffs.line_commands import add_line
from tests.conftest import Office
from tests.pricing.quotes.calls import accepted, with_prices
from tests.pricing.tariffs.f0 import YEAR, approve, public, surcharges
from tests.ui.conftest import ScriptedAsker
from tests.ui.desks.conftest import Clerk
from tests.ui.desks.test_consignment_entry import tick, tick_and_save
from ui.desks.consignment_entry.page import ConsignmentEntry
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[ConsignmentEntry], ConsignmentEntry]


@pytest.fixture
def priced(office: Office, context: Context) -> Office:
    public(office)
    office.as_("jia")
    return office


@pytest.fixture
def page(priced: Office, context: Context, show: Show) -> ConsignmentEntry:
    return show(ConsignmentEntry(context))


def type_pumps(clerk: Clerk, destination: str = "喀什") -> None:
    """12 pumps, 480 kg, 1.9 m³, up to the freight."""
    clerk.enter("郑州", destination, "", "")
    clerk.enter("宏达水泵", "13800000001", "李经理", "")
    clerk.enter("建新农机", "13900000002", "王建新", "人民东路 1 号")
    clerk.enter("水泵配件", "12", "2", "480", "1.9")
    clerk.enter("")


def words(page: ConsignmentEntry) -> str:
    return page.form.price.words.text()


def settled(clerk: Clerk, page: ConsignmentEntry) -> None:
    """The clerk stops typing and the answer is there."""
    clerk.waits_for(lambda: not page.form.price.waiting)


def test_the_price_is_said_and_filled_in(
    page: ConsignmentEntry, clerk: Clerk, priced: Office, asker: ScriptedAsker
) -> None:
    type_pumps(clerk)
    settled(clerk, page)
    assert words(page) == (
        "公布价2026(市) 第 1 版 郑州市→喀什地区 · 2.60 元/kg × 633 kg(轻泡) = 1,646.00 元"
        " · 时效 8 天 · 可优惠 5.00%"
    )
    assert clerk.at("base_freight_fen")
    assert page.form.fields["base_freight_fen"].value() == 164_600
    assert page.form.charges.total_text == "1,646.00"
    tick_and_save(clerk)
    assert asker.told == []
    number = page.saved_bar.number
    assert priced.desk.ask(consignment_card, number=number).total_fen == 164_600
    assert words(page) == ""


def test_a_corrected_weight_brings_another_freight(page: ConsignmentEntry, clerk: Clerk) -> None:
    type_pumps(clerk)
    settled(clerk, page)
    page.form.goods.rows[0].cells["weight_g"].take_focus()
    clerk.types("800")
    settled(clerk, page)
    assert page.form.fields["base_freight_fen"].value() == 208_000
    assert "(轻泡)" not in words(page)


def test_who_saves_before_the_answer_pays_the_tariff(
    page: ConsignmentEntry, clerk: Clerk, priced: Office
) -> None:
    type_pumps(clerk)
    settled(clerk, page)
    tick(clerk)
    page.form.goods.rows[0].cells["weight_g"].take_focus()
    clerk.types("800")
    clerk.press(Key.Key_F9)
    saved = priced.desk.ask(consignment_card, number=page.saved_bar.number)
    assert saved.total_fen == 208_000


def test_a_typed_freight_stays(page: ConsignmentEntry, clerk: Clerk, priced: Office) -> None:
    type_pumps(clerk)
    settled(clerk, page)
    clerk.types("1600")
    settled(clerk, page)
    assert page.form.fields["base_freight_fen"].value() == 160_000
    assert words(page).endswith("已优惠 2.79%,权限 5.00%")
    assert page.form.price.problem.text() == ""
    tick_and_save(clerk)
    number = page.saved_bar.number
    assert priced.desk.ask(consignment_card, number=number).total_fen == 160_000


def test_a_price_beyond_the_authority_is_said_before_saving(
    page: ConsignmentEntry, clerk: Clerk
) -> None:
    type_pumps(clerk)
    clerk.types("1000")
    settled(clerk, page)
    assert "39.25%" in page.form.price.problem.text()
    assert "5.00%" in page.form.price.problem.text()
    assert page.form.fields["price_countersigned_by"].isHidden()


def test_a_lane_without_a_price_is_said(page: ConsignmentEntry, clerk: Clerk) -> None:
    type_pumps(clerk, "阿勒泰")
    settled(clerk, page)
    assert page.form.price.problem.text() == "郑州→阿勒泰 在 2026-11-16 没有有效运价,请报经理核价。"
    assert words(page) == ""
    assert page.form.fields["base_freight_fen"].is_empty()


def test_another_destination_takes_the_filled_freight_back(
    page: ConsignmentEntry, clerk: Clerk
) -> None:
    type_pumps(clerk)
    settled(clerk, page)
    page.form.fields["destination"].take_focus()
    clerk.types("阿勒泰")
    settled(clerk, page)
    assert page.form.fields["base_freight_fen"].is_empty()
    assert page.form.charges.total_text == "0.00"


def test_nothing_is_asked_before_there_is_enough(page: ConsignmentEntry, clerk: Clerk) -> None:
    clerk.enter("郑州", "喀什", "", "")
    clerk.enter("宏达水泵", "13800000001")
    settled(clerk, page)
    assert words(page) == ""
    assert not page.form.price.words.isVisible()


def test_the_manager_may_name_who_countersigned(
    priced: Office, context: Context, show: Show, clerk: Clerk
) -> None:
    priced.as_("boss")
    page = show(ConsignmentEntry(context))
    type_pumps(clerk)
    clerk.types("1200")
    settled(clerk, page)
    field = page.form.fields["price_countersigned_by"]
    assert not field.isHidden()
    assert "27.10%" in page.form.price.problem.text()
    field.take_focus()
    clerk.types("李副总")
    settled(clerk, page)
    assert page.form.price.problem.text() == ""
    tick_and_save(clerk)
    kept = priced.desk.ask(rate_of, number=page.saved_bar.number)
    assert kept is not None
    assert kept.countersigned_by == "李副总"
    assert field.isHidden()


def test_breaks_minimum_and_fees(
    priced: Office, context: Context, show: Show, clerk: Clerk
) -> None:
    surcharges(priced)
    boss = priced.as_("boss")
    sheet_id = boss.run(
        add_sheet, name="公布价和田", kind=SheetKind.PUBLIC, valid_from=YEAR[0], valid_to=YEAR[1]
    ).value
    boss.run(
        add_line, sheet_id=sheet_id, origin="郑州", destination="和田", price_kg_mill=2600,
        min_charge_fen=20_000, transit_days=9, tiers="1000:2.00",
    )  # fmt: skip
    approve(boss, sheet_id)
    priced.as_("jia")
    page = show(ConsignmentEntry(context))
    type_pumps(clerk, "和田")
    page.form.fields["delivery_mode"].set_value(DeliveryMode.DOOR)
    page.form.fields["receipt_copies"].take_focus()
    clerk.types("2")
    settled(clerk, page)
    assert "满 1,000 kg 每公斤 2.00" in words(page)
    assert "附加费表:回单费 10.00" in words(page)
    page.form.show_more(True)
    page.form.fields["receipt_fee_fen"].take_focus()
    clerk.types("10")
    settled(clerk, page)
    assert "附加费表" not in words(page)
    weight = page.form.goods.rows[0].cells["weight_g"]
    weight.take_focus()
    clerk.types("900")
    settled(clerk, page)
    assert "2.00 元/kg × 1,000 kg(进级,实计 900 kg) = 2,000.00 元" in words(page)
    weight.take_focus()
    clerk.types("20")
    page.form.goods.rows[0].cells["volume_cm3"].take_focus()
    clerk.types("0.05")
    settled(clerk, page)
    assert "取最低收费 200.00" in words(page)


def test_a_quote_opens_as_a_whole_ticket(
    office: Office, context: Context, show: Show, clerk: Clerk
) -> None:
    number = accepted(with_prices(office))
    office.as_("jia")
    page = show(ConsignmentEntry(context))
    page.open_with(quote_no=number)
    page.shown()
    assert clerk.at("consignee_name")
    settled(clerk, page)
    assert page._title.text() == f"新运单(按报价 {number})"
    assert words(page).startswith(f"按报价 {number},约定运费 1,646.00 元")
    clerk.enter("建新农机", "13800000022", "", "喀什市解放北路 1 号")
    tick_and_save(clerk)
    saved = page.saved_bar.number
    kept = office.desk.ask(rate_of, number=saved)
    assert kept is not None
    assert (kept.level, kept.quote_no) == (PriceLevel.QUOTE, number)
    assert page._title.text() == "新运单"
    assert page.form.quote_no == ""


def test_a_quote_that_is_used_up_says_so(
    office: Office, context: Context, show: Show, asker: ScriptedAsker
) -> None:
    page = show(ConsignmentEntry(context))
    page.open_with(quote_no="BJ-999")
    assert len(asker.told) == 1
    assert page.form.fields["destination"].is_empty()


def test_a_correction_keeps_its_freight(
    page: ConsignmentEntry, clerk: Clerk, priced: Office
) -> None:
    type_pumps(clerk)
    clerk.types("1600")
    tick_and_save(clerk)
    number = page.saved_bar.number
    page.open_with(number=number)
    settled(clerk, page)
    assert page.form.fields["base_freight_fen"].value() == 160_000
    page.form.fields["remark"].take_focus()
    clerk.types("again")
    clerk.press(Key.Key_F9)
    saved = priced.desk.ask(consignment_card, number=number)
    assert (saved.total_fen, saved.remark) == (160_000, "again")
