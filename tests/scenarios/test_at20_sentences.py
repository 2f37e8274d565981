"""AT-20: the sentences of E191 (a rejection without a word) and E213 (destroyed too early)."""

import pytest

from desk.filing.documents.approving import reject_document, submit_document
from desk.filing.documents.choices import DocumentType
from desk.filing.documents.commands import register_document
from desk.filing.vouchers.choices import VoucherType
from desk.filing.vouchers.commands import VoucherDraft, file_vouchers, open_box
from desk.filing.vouchers.destroying import BoxPick, ask_destruction
from desk.kernel.errors import Refused
from desk.storage.cabinet import Upload
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted


def test_a_rejection_says_why(office: Office) -> None:
    desk, file = office.as_("in"), Upload("制度.pdf", b"%PDF-1.7")
    number = desk.run(
        register_document, document_type=DocumentType.ZD, title="服务管理制度", file=file
    ).value
    desk.run(submit_document, number=number)
    with pytest.raises(Refused) as caught:
        office.as_("boss").run(reject_document, number=number, reason=" ")
    assert str(caught.value) == "E191 请填写驳回原因。"


def test_papers_are_kept_their_years(office: Office) -> None:
    waybill = accepted(office.as_("jia"))
    desk = office.as_("jia")
    box = desk.run(open_box, voucher_type=VoucherType.WAYBILL, month="2026-11").value
    desk.run(file_vouchers, number=box, papers=(VoucherDraft(doc_no=waybill),))
    office.at("2027-06-01 11:00")
    with pytest.raises(Refused) as caught:
        office.as_("jia").run(ask_destruction, picks=(BoxPick(box=box),), reason="清理")
    assert str(caught.value) == f"E213 未到保管期限(运单 {waybill} 运单完结后 5 年),不能销毁。"
