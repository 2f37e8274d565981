"""How many signed copies are wanted is corrected after the goods were signed for."""

from datetime import date
from typing import Any

from desk.filing.receipts.choices import ReceiptState
from desk.filing.receipts.queries import receipt_standing
from desk.freight.consignments.commands import update_consignment
from desk.freight.consignments.drafts import ConsignmentDraft
from desk.freight.delivery.withdrawing import withdraw_receipt
from tests.conftest import Office
from tests.filing.receipts.papers_desk import cloth, delivered, paper, receive, refusal
from tests.freight.consignments.tickets import ticket
from tests.freight.delivery.yard import CLOTH, enter, entry, gone, in_stock, with_truck

NO_PAPER = ticket(CLOTH, receipt_required=False, receipt_copies=0)


def corrected(office: Office, number: str, draft: ConsignmentDraft = CLOTH, **changes: Any) -> None:
    desk = office.as_("boss").with_(reason="客户来函更正", confirmed={"E134"})
    desk.run(update_consignment, number=number, version=None, draft=ticket(draft, **changes))


def standing(office: Office, number: str) -> str:
    return office.as_("jia").ask(receipt_standing, number=number)


def test_more_copies_are_asked_for_while_the_paper_is_outside(office: Office) -> None:
    number = cloth(office)
    delivered(office, number)
    corrected(office, number, receipt_copies=2)
    assert paper(office, number).row.copies == 2


def test_copies_do_not_change_once_the_paper_is_in_hand(office: Office) -> None:
    number = cloth(office)
    delivered(office, number)
    receive(office, number)
    more = refusal(lambda: corrected(office, number, receipt_copies=2))
    assert more == f"E008 {number} 回单当前为「已收回」,不能改份数。"
    none = refusal(lambda: corrected(office, number, NO_PAPER))
    assert none == more
    corrected(office, number, consignee_contact="张会计")
    assert paper(office, number).row.state is ReceiptState.RECEIVED


def test_a_paper_no_longer_wanted_is_not_asked_for(office: Office) -> None:
    number = cloth(office)
    delivered(office, number)
    corrected(office, number, NO_PAPER)
    assert standing(office, number) == "不需要回单"
    corrected(office, number)
    assert standing(office, number) == "待收回"


def test_a_paper_wanted_after_all_is_expected_from_the_last_signature(office: Office) -> None:
    office.at("2026-11-18 17:30")
    with_truck(office)
    number = in_stock(office, NO_PAPER)
    office.at("2026-11-19 10:00")
    run = gone(office, number)
    enter(office, run, number, entry())
    office.as_("in").run(withdraw_receipt, number=run, waybill=number, reason="件数录错")
    corrected(office, number)
    assert standing(office, number) == "待签回"
    corrected(office, number, NO_PAPER)
    enter(office, run, number, entry())
    office.at("2026-11-21 10:00")
    corrected(office, number)
    row = paper(office, number).row
    assert (row.state, row.signed_on) == (ReceiptState.SIGNED, date(2026, 11, 19))
    assert (row.signer, row.due_on) == ("张店长", date(2026, 11, 26))
