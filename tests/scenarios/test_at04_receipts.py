"""AT-04, the paper's way: back in time, on the monthly list, in its box, and the ticket is closed."""

from datetime import date

from desk.filing.receipts.choices import HandoverWay, ReceiptState
from desk.filing.receipts.handing import confirm_handover, hand_over_receipts
from desk.filing.receipts.queries import receipts_in_hand
from desk.filing.vouchers.choices import VoucherType
from desk.filing.vouchers.commands import VoucherDraft, file_vouchers, open_box
from desk.filing.vouchers.queries import vouchers_of
from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.commands import close_consignment
from tests.conftest import Office
from tests.filing.receipts.papers_desk import paper, receive, refusal, signed_at_partner
from tests.freight.delivery.yard import goods


def test_the_paper_brings_the_ticket_to_its_end(office: Office) -> None:
    number = signed_at_partner(office)
    assert paper(office, number).row.due_on == date(2026, 12, 7)
    office.at("2026-12-03 11:00")
    close = lambda: office.as_("boss").run(close_consignment, number=number)  # noqa: E731
    assert refusal(close) == f"E032 运单 {number} 还不能完结:还有 2 份回单未收回。"
    receive(office, number, received_from="喀什鸿运 班车")
    row = paper(office, number).row
    assert (row.state, row.received_on, row.late_days) == (
        ReceiptState.RECEIVED,
        date(2026, 12, 3),
        0,
    )
    loose = "回单已收回,但未交付客户、未存影像、也未归档"
    assert refusal(close) == f"E032 运单 {number} 还不能完结:{loose}。"
    desk = office.as_("jia")
    monthly = desk.ask(receipts_in_hand, until=date(2026, 11, 30))
    listed = desk.run(
        hand_over_receipts,
        numbers=tuple(row.number for row in monthly),
        way=HandoverWay.IN_PERSON,
        received_by="刘会计",
    ).value
    desk.run(confirm_handover, number=listed)
    box = desk.run(open_box, voucher_type=VoucherType.RECEIPT, month="2026-11").value
    assert box == "GD202611-回单-01"
    desk.run(file_vouchers, number=box, papers=(VoucherDraft(doc_no=number, pages=2),))
    assert [row.box for row in desk.ask(vouchers_of, number=number)] == [box]
    office.as_("boss").run(close_consignment, number=number)
    assert goods(office, number).state is ConsignmentState.CLOSED
