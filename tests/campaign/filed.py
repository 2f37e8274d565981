"""Arguments that fit for signed papers, boxes of vouchers and controlled documents."""

from datetime import timedelta
from typing import Any

from desk.app import Desk
from desk.kernel.moments import local
from tests.campaign.finding import LETTER, SCAN, countersigned, found, paper_in, some
from tests.campaign.tailored import Arguments, Fitter, one
from tests.campaign.values import Values

# -- signed papers --------------------------------------------------------------------------------


def receipts(*states: str, **fields: Any) -> Fitter:
    """The waybill of a paper in a state, under the name the command has for it."""
    listed = ", ".join(f"'{state}'" for state in states)
    sql = (
        "SELECT c.number FROM return_receipt r JOIN consignment c ON c.id = r.consignment_id"
        f" WHERE r.state IN ({listed}) ORDER BY r.id DESC"
    )

    def fitter(values: Values, desk: Desk, given: Arguments) -> Arguments:
        many = "numbers" in given
        return (some if many else found)(sql, "numbers" if many else "number", **fields)(
            values, desk, given
        )

    return fitter


# -- filed papers and documents -----------------------------------------------------------------

_FILED = {
    "WAYBILL": "SELECT number AS no FROM consignment WHERE number IS NOT NULL",
    "RECEIPT": "SELECT c.number AS no FROM return_receipt r JOIN consignment c ON c.id = r.consignment_id",
    "RUN": "SELECT number AS no FROM delivery_run",
    "TRANSIT": "SELECT number AS no FROM transit_manifest WHERE handover_at IS NOT NULL",
    "STOCK": "SELECT slip_no AS no FROM stock_move WHERE slip_no <> ''",
}


def open_box(values: Values, desk: Desk, given: Arguments) -> Arguments:
    month = f"{local(values.clock.now()):%Y-%m}"
    return given | {"voucher_type": values.chance.choice(list(_FILED)), "month": month}


def file_vouchers(values: Values, desk: Desk, given: Arguments) -> Arguments:
    box = "SELECT number, voucher_type FROM voucher_box WHERE sealed_on IS NULL ORDER BY drawn(number) LIMIT 1"
    for number, kind in values.db.execute(box).fetchall():
        papers = values.column(f"{_FILED.get(kind, _FILED['WAYBILL'])} ORDER BY drawn(no) LIMIT 2")
        named = [{"doc_no": no, "pages": 1} for no in dict.fromkeys(papers)]
        return {"number": number, "papers": named}
    return given


def voucher(where: str, **fields: Any) -> Fitter:
    """A filed paper; `l` is the loan it is out on."""
    sql = (
        "SELECT v.id FROM voucher v JOIN voucher_box b ON b.id = v.box_id"
        " LEFT JOIN voucher_loan l ON l.voucher_id = v.id AND l.returned_on IS NULL"
        f" WHERE {where} ORDER BY v.id DESC"
    )
    return found(sql, "voucher_id", **fields)


def lend_voucher(values: Values, desk: Desk, given: Arguments) -> Arguments:
    due = local(values.clock.now()).date().isoformat()
    return voucher("l.id IS NULL", due_on=due)(values, desk, given)


def document(*states: str, **fields: Any) -> Fitter:
    """A document one of whose revisions is in a state."""
    listed = ", ".join(f"'{state}'" for state in states)
    sql = (
        "SELECT d.doc_no FROM controlled_document d JOIN document_revision r ON r.document_id = d.id"
        f" WHERE r.state IN ({listed}) ORDER BY r.id DESC"
    )
    return found(sql, "number", **fields)


def revise_document(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT doc_no FROM controlled_document d WHERE EXISTS (SELECT 1 FROM document_revision r"
        "  WHERE r.document_id = d.id AND r.state = 'EFFECTIVE') AND NOT EXISTS"
        " (SELECT 1 FROM document_revision r WHERE r.document_id = d.id"
        "  AND r.state IN ('DRAFT', 'REVIEW', 'APPROVED')) ORDER BY id DESC"
    )
    return found(sql, "number")(values, desk, given)


def submit_document(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """In force today, mostly; else from tomorrow, so that it waits."""
    today = local(values.clock.now()).date()
    effective = values.chance.choice((None, None, (today + timedelta(days=1)).isoformat()))
    return document("DRAFT", effective_on=effective)(values, desk, given)


def confirm_reading(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT d.doc_no FROM document_copy c JOIN document_revision r ON r.id = c.revision_id"
        " JOIN controlled_document d ON d.id = r.document_id"
        " WHERE c.user_id = ? AND c.recalled_on IS NULL AND r.state = 'EFFECTIVE' ORDER BY c.id LIMIT 1"
    )
    return {"number": one(values, sql, desk.signed_in().user_id) or given["number"]}


def recall_copies(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT d.doc_no, r.issue_no || '/' || r.revision_no FROM document_copy c"
        " JOIN document_revision r ON r.id = c.revision_id"
        " JOIN controlled_document d ON d.id = r.document_id WHERE c.recalled_on IS NULL ORDER BY c.id LIMIT 1"
    )
    for number, edition in values.db.execute(sql).fetchall():
        return {"number": number, "edition": edition}
    return given


FITTERS: dict[str, Fitter] = {
    "receive_receipts": receipts("SIGNED", "INVALID", on=None),
    "chase_receipts": receipts("SIGNED", "INVALID", promised_on=None),
    "file_receipt_scan": receipts("SIGNED", "RECEIVED", files=[SCAN]),
    "return_receipt_back": receipts("RECEIVED"),
    "lose_receipt": receipts("SIGNED", "RECEIVED"),
    "reject_receipt": receipts("RECEIVED", "SENT"),
    "replace_receipt": receipts("LOST", proof=LETTER),
    "hand_over_receipts": receipts("RECEIVED", way="COURIER", courier_no="SF1"),
    "confirm_handover": paper_in("receipt_handover", "SENT", on=None, received_by="刘会计"),
    "void_handover": paper_in("receipt_handover", "SENT"),
    "open_box": open_box,
    "file_vouchers": file_vouchers,
    "unfile_voucher": voucher("l.id IS NULL AND b.sealed_on IS NULL"),
    "lend_voucher": lend_voucher,
    "return_voucher": voucher("l.id IS NOT NULL"),
    "revise_document": revise_document,
    "replace_draft": document("DRAFT"),
    "submit_document": submit_document,
    "approve_document": countersigned(document("REVIEW")),
    "reject_document": document("REVIEW"),
    "recall_document": document("REVIEW"),
    "withdraw_document": document("DRAFT", "APPROVED", "EFFECTIVE"),
    "confirm_review": document("EFFECTIVE", next_on=None),
    "distribute_document": document("EFFECTIVE"),
    "confirm_reading": confirm_reading,
    "recall_copies": recall_copies,
}
