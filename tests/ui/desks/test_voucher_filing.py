"""Papers go into their box by number and Enter, missing numbers stand beside, loans come back."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desk.filing.vouchers.choices import VoucherType
from desk.filing.vouchers.queries import BoxCard, box_card
from tests.conftest import Office
from tests.filing.vouchers.test_vouchers import BOX, boxed, filed
from tests.freight.consignments.tickets import accepted
from tests.freight.inbound.truck import N1, N2, N4
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.voucher_filing.page import VoucherFiling
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[VoucherFiling], VoucherFiling]
UNKNOWN = "YD2611160009"


@pytest.fixture
def page(context: Context, office: Office, show: Show, clerk: Clerk) -> VoucherFiling:
    """Four consignments of November, none of them filed."""
    for n in range(4):
        accepted(office.as_("jia"), paper_no=f"H-{n}")
    page = show(VoucherFiling(context))
    clerk.waits_for(lambda: clerk.at("voucher_type"))
    return page


def in_box(page: VoucherFiling, clerk: Clerk, office: Office) -> None:
    boxed(office)
    page.take_box(BOX)
    clerk.waits_for(lambda: page.card is not None and clerk.at("doc_no"))


def saved(office: Office) -> BoxCard:
    return office.as_("jia").ask(box_card, number=BOX)


def test_a_box_is_begun_with_the_keyboard(page: VoucherFiling, clerk: Clerk) -> None:
    assert page._hint.text() == "Ctrl+B 选盒"
    page.boxes.fields.fill({"voucher_type": VoucherType.WAYBILL})
    clerk.enter("", "", "档案柜 2-3")
    clerk.waits_for(lambda: page.card is not None and clerk.at("doc_no"))
    assert page.card is not None
    assert "F9 归档" in page._hint.text()
    assert (page.card.number, page.card.location) == (BOX, "档案柜 2-3")


def test_numbers_are_scanned_one_after_the_other_and_filed(
    page: VoucherFiling, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    in_box(page, clerk, office)
    clerk.enter(N1, N2, N4)
    clerk.waits_for(lambda: all(line.checked for line in page.drafts))
    assert [line.checked.doc_date for line in page.drafts if line.checked] == [
        date(2026, 11, 16)
    ] * 3
    clerk.press(Key.Key_F9)
    assert [row.doc_no for row in saved(office).vouchers] == [N1, N2, N4]
    assert frame.said[-1] == "已归档 3 件。"
    clerk.waits_for(lambda: len(page.table.rows) == 3 and page.missing.isVisible())
    warning = f"单号 {N2} 与 {N4} 之间缺少 1 号,请核查。"
    clerk.waits_for(
        lambda: warning in [label.text() for label in page.missing.findChildren(QLabel)]
    )
    clerk.press(Key.Key_P, Held.ControlModifier)
    assert frame.papers == [("P-28", BOX)]


def test_what_is_wrong_stands_at_its_row(page: VoucherFiling, clerk: Clerk, office: Office) -> None:
    in_box(page, clerk, office)
    clerk.enter(N1, UNKNOWN)
    clerk.waits_for(lambda: page.drafts[1].checked is not None)
    assert page.drafts[1].problem == f"找不到运单「{UNKNOWN}」,请核对后再试。"
    assert page._sums.text().startswith("待归档 2 件,其中 1 件有问题")
    clerk.press(Key.Key_F9)
    assert saved(office).vouchers == ()
    assert page.table.hasFocus()
    clerk.press(Key.Key_Delete)
    assert [line.doc_no for line in page.drafts] == [N1]
    clerk.press(Key.Key_F9)
    assert len(saved(office).vouchers) == 1


def test_a_paper_with_another_date_is_mended(
    page: VoucherFiling, clerk: Clerk, office: Office
) -> None:
    in_box(page, clerk, office)
    clerk.enter(N1)
    page.table.setFocus()
    clerk.press(Key.Key_Return)
    assert clerk.at("doc_date")
    clerk.enter("1117", "客户写错日期")
    clerk.waits_for(lambda: bool(page.drafts and page.drafts[0].checked))
    clerk.press(Key.Key_F9)
    (row,) = saved(office).vouchers
    assert (row.doc_date, row.date_reason) == (date(2026, 11, 17), "客户写错日期")


def test_a_paper_is_lent_and_comes_back(page: VoucherFiling, clerk: Clerk, office: Office) -> None:
    in_box(page, clerk, office)
    filed(office, BOX, N1)
    clerk.waits_for(lambda: len(page.table.rows) == 1)
    page.table.setFocus()
    clerk.press(Key.Key_F8)
    clerk.form()
    clerk.enter("财务 李会计", "1130", "核对月结")
    clerk.back_to(page)
    assert saved(office).vouchers[0].borrower == "财务 李会计"
    clerk.waits_for(lambda: page.buttons["lend"].text() == "归还  F8")
    clerk.press(Key.Key_F8)
    assert saved(office).vouchers[0].borrower == ""


def test_a_full_box_is_sealed_and_opened_again(
    page: VoucherFiling, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    in_box(page, clerk, office)
    filed(office, BOX, N1)
    clerk.waits_for(lambda: len(page.table.rows) == 1)
    clerk.press(Key.Key_F7)
    clerk.form()
    clerk.enter("库房 A-1")
    clerk.back_to(page)
    assert saved(office).sealed_on is not None
    clerk.waits_for(lambda: page.buttons["unseal"].isVisible())
    assert not page.typing.isVisible()
    asker.answers.append("补归档")
    page.unseal()
    assert saved(office).sealed_on is None


def test_a_filed_paper_is_taken_out_and_unfiled_typing_is_not_lost(
    page: VoucherFiling, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    in_box(page, clerk, office)
    filed(office, BOX, N1)
    clerk.waits_for(lambda: len(page.table.rows) == 1)
    page.table.setFocus()
    asker.answers.append("放错盒")
    clerk.press(Key.Key_Delete)
    assert saved(office).vouchers == ()
    page.typing.take_focus()
    clerk.enter(N2)
    asker.answers.append(False)
    assert not page.may_leave()
    assert asker.asked[-1][0] == "有 1 件还没有归档,确定放弃?"
    page.drafts = []
