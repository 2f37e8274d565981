"""AT-16: personal data, deletion, and the documents in force, as the office lives through them."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.archive.customers.choices import RevealReason
from desk.archive.customers.personal import reveal_personal, revealed_value
from desk.archive.customers.standing import delete_customer
from desk.exporting import export_list
from desk.filing.documents.approving import approve_document, submit_document
from desk.filing.documents.choices import RevisionState
from desk.filing.documents.commands import revise_document
from desk.filing.documents.distributing import distribute_document
from desk.filing.vouchers.choices import VoucherType
from desk.filing.vouchers.commands import VoucherDraft, file_vouchers, open_box
from desk.filing.vouchers.destroying import BoxPick, ask_destruction
from desk.freight.consignments.commands import close_consignment
from tests.archive.customers.makers import added, book_ticket
from tests.conftest import Office
from tests.filing.documents.test_documents import SECOND, in_force, registered, states
from tests.filing.receipts.papers_desk import receive, refusal, signed_at_partner

MOBILE: dict[str, Any] = {"record": "contact", "record_id": 1, "field": "mobile"}


@pytest.fixture
def fruit(office: Office) -> int:
    """天果园果品 with a contact."""
    return added(office.as_("jia"))


def test_a_phone_is_shown_for_a_reason_and_a_minute(office: Office, fruit: int) -> None:
    jia = office.as_("jia")
    assert refusal(lambda: jia.run(reveal_personal, **MOBILE)) == "E009 请填写原因后再查看。"
    log = jia.run(reveal_personal, **MOBILE, why=RevealReason.DELIVERY).value
    assert jia.ask(revealed_value, log_id=log) == "13800000001"
    office.clock.put(office.clock.now() + timedelta(seconds=60))
    assert jia.ask(revealed_value, log_id=log) == "13800000001"
    office.clock.put(office.clock.now() + timedelta(seconds=1))
    assert refusal(lambda: jia.ask(revealed_value, log_id=log)).startswith("E009")
    boss = office.as_("boss")
    (look,) = boss.list_ids("personal_looks")
    names = [field.name for field in boss.list_spec("personal_looks").fields]
    row = dict(zip(names, boss.list_rows("personal_looks", [look])[look], strict=True))
    assert (row["user"], row["why"]) == ("客服员甲", "派送")


def test_who_exports_customers(office: Office, fruit: int, tmp_path: Path) -> None:
    out = tmp_path / "客户.xlsx"
    clerk = lambda: export_list(office.as_("jia"), "customers", out, purpose="看看")  # noqa: E731
    assert refusal(clerk).startswith("E210 您的岗位(客服员)无权导出客户")
    silent = lambda: export_list(office.as_("boss"), "customers", out)  # noqa: E731
    assert refusal(silent) == "E212 导出含个人信息,请填写用途。"
    assert export_list(office.as_("boss"), "customers", out, purpose="年度盘点") == 1


def test_a_customer_with_tickets_is_not_deleted(office: Office, fruit: int) -> None:
    office.as_("jia").run(book_ticket, shipper_id=fruit)
    boss = office.as_("boss")
    assert refusal(lambda: boss.run(delete_customer, customer_id=fruit)) == (
        "E104 该客户已有 1 张运单,不能删除,只能归档。"
    )


def test_revision_one_puts_revision_nought_out_of_force(office: Office) -> None:
    """Drafted by 客服员甲 in the spec; by 3.26 clerks only read, so 进港调度 proposes here."""
    number = in_force(office)
    assert number == "KF-ZD-01"
    draft: dict[str, Any] = {"number": number, "change_note": "增加复述", "file": SECOND}
    assert refusal(lambda: office.as_("jia").run(revise_document, **draft)).startswith("E210")
    office.as_("in").run(revise_document, **draft)
    office.as_("in").run(submit_document, number=number)
    office.as_("boss").run(approve_document, number=number)
    assert states(office, number) == [
        ("A/1", RevisionState.EFFECTIVE),
        ("A/0", RevisionState.OBSOLETE),
    ]
    (old,) = office.as_("boss").paper("P-13", number, edition="A/0")
    assert old.watermark == "作废"


def test_a_draft_is_not_handed_out(office: Office) -> None:
    number = registered(office)
    hand = lambda: office.as_("boss").run(  # noqa: E731
        distribute_document, number=number, holders=("jia",)
    )
    assert refusal(hand) == "E214 文件未批准,不能发放。"


def test_papers_of_2026_are_not_destroyed_in_2027(office: Office) -> None:
    number = signed_at_partner(office)
    receive(office, number)
    desk = office.as_("jia")
    box = desk.run(open_box, voucher_type=VoucherType.RECEIPT, month="2026-11").value
    desk.run(file_vouchers, number=box, papers=(VoucherDraft(doc_no=number),))
    office.at("2026-12-03 11:00")
    office.as_("boss").run(close_consignment, number=number)
    office.at("2027-06-01 11:00")
    ask = lambda: office.as_("jia").run(  # noqa: E731
        ask_destruction, picks=(BoxPick(box=box),), reason="清理", witness="李会计"
    )
    until = date(2031, 12, 3)
    assert refusal(ask) == f"E213 未到保管期限(回单 {number} {until}),不能销毁。"
