"""A call for a price is taken down, its safety data sheet filed, goods that may not travel refused.

A refusal is a record the law asks for: these commands save it and return its code with the sentence
for the customer, instead of failing. Source: spec 3.13, AT-02, 3.27 (E101, E110, E111, E113, E114).
"""

from dataclasses import dataclass
from datetime import datetime

from desk.archive.customers.counter import customer_of, known_customer
from desk.kernel.commands import command
from desk.kernel.errors import Problem, problem, refuse
from desk.kernel.identity import clean_text, normal_phone
from desk.kernel.text import tr
from desk.pricing.goods import Category, needs_msds, prohibited_word, un_number
from desk.pricing.quotes.checks import check_inquiry
from desk.pricing.quotes.choices import InquiryState, Msds, QuoteState, RefusalKind
from desk.pricing.quotes.closing import close_quotes, stop_clock
from desk.pricing.quotes.drafts import InquiryDraft
from desk.pricing.quotes.finding import inquiry_by_number, live_quote
from desk.pricing.quotes.model import Inquiry
from desk.pricing.quotes.reckoning import reckon_again
from desk.pricing.quotes.rules import INQUIRY_STATES, answer_due_at
from desk.storage.cabinet import Upload, file_away
from desk.storage.work import Work

_EXAMPLE = (
    '"draft": {"caller_company": "河南宏达机械", "caller_name": "刘工", "phone": "13800000001", '
    '"goods_name": "水泵配件", "from_place": "郑州", "to_place": "喀什", "pieces": 12, '
    '"weight_g": 480000, "volume_cm3": 1900000, "declared_value_fen": 3000000, "pickup": true, '
    '"door": true, "receipt_copies": 2}'
)


@dataclass(frozen=True)
class InquiryTaken:
    """An inquiry after a command.

    Attributes:
        due_at: until when an answer is due.
        code: what stands against a quote (E110, E111, E113, E114), empty when nothing does.
        message: the sentence of that code.
    """

    number: str
    state: InquiryState
    due_at: datetime
    code: str = ""
    message: str = ""


@command("inquiry.create", "登记询价", example=f"{{{_EXAMPLE}}}")
def take_inquiry(work: Work, *, draft: InquiryDraft) -> InquiryTaken:
    """Take down a call for a price; the clock of the answer runs from the moment of the call.

    Goods that may not travel are taken down as refused. Chemicals, liquids and batteries wait for
    their safety data sheet, whatever was ticked.

    Returns:
        The inquiry's number and state, with what stands against a quote.

    Raises:
        Refused: E001, E003, E004, E006, E007, E012, E101, E102, E171: everything wrong at once.
    """
    check_inquiry(draft, work.now).raise_if_any()
    inquiry = Inquiry(state=INQUIRY_STATES.initial, owner_id=work.actor.user_id)
    inquiry.received_at = draft.received_at or work.now
    inquiry.due_at = answer_due_at(work.calendar, inquiry.received_at, work.settings)
    _fill(work, inquiry, draft)
    inquiry.number = work.number("inquiry")
    work.add(inquiry)
    return _taken(inquiry, _examine(work, inquiry))


@command(
    "inquiry.update",
    "修改询价",
    example=f'{{"inquiry_no": "XJ261116-001", "version": 1, {_EXAMPLE}}}',
)
def update_inquiry(
    work: Work, *, inquiry_no: str, version: int | None, draft: InquiryDraft
) -> InquiryTaken:
    """Correct a call sheet; a draft of a quote follows. Deadline and time of the call stay.

    Raises:
        Refused: E006, E008 once a quote went out (revise it instead), E211, and whatever taking an
            inquiry refuses.
    """
    inquiry = inquiry_by_number(work, inquiry_no)
    work.expect_version(inquiry, version)
    if inquiry.state not in (InquiryState.OPEN, InquiryState.QUOTED, InquiryState.EXPIRED):
        raise refuse("E008", obj=tr("询价"), state=inquiry.state.label, action=tr("修改"))
    quote = live_quote(inquiry, work.today)
    if quote is not None and quote.state is not QuoteState.DRAFT:
        action = tr("修改询价,请修订报价")
        raise refuse("E008", obj=tr("报价"), state=quote.state.label, action=action)
    found = rewrite(work, inquiry, draft)
    if quote is not None and found is None:
        reckon_again(work, quote)
    return _taken(inquiry, found)


def rewrite(work: Work, inquiry: Inquiry, draft: InquiryDraft) -> Problem | None:
    """Write a corrected call sheet; returns what stands against a quote."""
    check_inquiry(draft, work.now).raise_if_any()
    _fill(work, inquiry, draft)
    work.session.flush()
    return _examine(work, inquiry)


@command(
    "inquiry.update",
    "登记 MSDS",
    example='{"inquiry_no": "XJ261116-001", "files": [], "un_no": "1263"}',
)
def record_msds(
    work: Work, *, inquiry_no: str, files: tuple[Upload, ...], un_no: str = ""
) -> InquiryTaken:
    """File the safety data sheet; a UN number in it makes the goods dangerous, and refused (A-29).

    Raises:
        Refused: E001 without a file, E004, E006, E008 when the inquiry is closed, E025.
    """
    inquiry = inquiry_by_number(work, inquiry_no)
    if inquiry.state not in (InquiryState.OPEN, InquiryState.QUOTED, InquiryState.EXPIRED):
        raise refuse("E008", obj=tr("询价"), state=inquiry.state.label, action=tr("登记 MSDS"))
    if not files:
        raise refuse("E001", "files", label="MSDS")
    number = clean_text(un_no).upper().removeprefix("UN").strip()
    if len(number) > 10:
        raise refuse("E004", "un_no", label=tr("UN编号"), n=10, v=len(number))
    for upload in files:
        file_away(work, Inquiry.__tablename__, inquiry.id, upload)
    inquiry.msds, inquiry.un_no = Msds.RECEIVED, number or inquiry.un_no
    return _taken(inquiry, _examine(work, inquiry))


@command(
    "inquiry.update",
    "不承接询价",
    example='{"inquiry_no": "XJ261116-001", "refusal": "INSPECTION", "note": "不同意开箱"}',
)
def refuse_inquiry(
    work: Work, *, inquiry_no: str, refusal: RefusalKind, note: str = ""
) -> InquiryTaken:
    """Record that the office does not take the goods, and why; the clock stops.

    Raises:
        Refused: E001 「其他」 without a note, E004, E006, E008.
    """
    inquiry = inquiry_by_number(work, inquiry_no)
    if refusal is RefusalKind.OTHER and not note.strip():
        raise refuse("E001", "note", label=tr("不承接说明"))
    _turn_down(work, inquiry, refusal, note)
    return _taken(inquiry, _reason(inquiry))


def _fill(work: Work, inquiry: Inquiry, draft: InquiryDraft) -> None:
    for name in InquiryDraft.__dataclass_fields__:
        if name not in ("received_at", "customer_id"):
            value = getattr(draft, name)
            setattr(inquiry, name, clean_text(value) if type(value) is str else value)
    for name in ("phone", "consignee_phone"):
        typed = getattr(draft, name)
        setattr(inquiry, name, normal_phone(typed) if typed.strip() else "")
    inquiry.un_no = inquiry.un_no.upper().removeprefix("UN").strip()
    if draft.customer_id is not None:
        inquiry.customer_id = customer_of(work, draft.customer_id).id
    else:
        known = known_customer(work, inquiry.caller_company, inquiry.phone)
        inquiry.customer_id = known.id if known else None


def _examine(work: Work, inquiry: Inquiry) -> Problem | None:
    """Refuse goods that may not travel; let others wait for their data sheet (E110)."""
    if prohibited_word(inquiry.goods_name):
        _turn_down(work, inquiry, RefusalKind.PROHIBITED)
    elif not wants_msds(inquiry):
        return None
    elif inquiry.msds is Msds.RECEIVED and is_dangerous(inquiry):
        _turn_down(work, inquiry, RefusalKind.DANGEROUS)
    elif inquiry.msds is Msds.NOT_NEEDED:
        inquiry.msds = Msds.PENDING
    return objection(inquiry)


def wants_msds(inquiry: Inquiry) -> bool:
    """Whether the safety data sheet must be seen before a price is given."""
    return bool(inquiry.un_no) or needs_msds(inquiry.goods_name, inquiry.category)


def is_dangerous(inquiry: Inquiry) -> bool:
    """Whether the goods are dangerous ones, by number, name or category."""
    return bool(un_of(inquiry)) or inquiry.category is Category.DANGEROUS


def un_of(inquiry: Inquiry) -> str:
    """The UN number that was told, else the one of a known dangerous good of that name."""
    return inquiry.un_no or un_number(inquiry.goods_name) or ""


def objection(inquiry: Inquiry) -> Problem | None:
    """What stands against quoting a price: E110, E111, E113, E114; None when nothing does."""
    if inquiry.state is InquiryState.REFUSED:
        return _reason(inquiry)
    waits = wants_msds(inquiry) and inquiry.msds is not Msds.RECEIVED
    return problem("E110", "inquiry_no", g=inquiry.goods_name) if waits else None


def _reason(inquiry: Inquiry) -> Problem | None:
    """The sentence for a refusal of the spec's own; the other kinds have none."""
    if inquiry.refusal is RefusalKind.PROHIBITED:
        return problem("E114", "inquiry_no", g=inquiry.goods_name)
    if inquiry.refusal is RefusalKind.DANGEROUS:
        return problem("E111", "inquiry_no", g=inquiry.goods_name, n=un_of(inquiry) or "?")
    codes = {RefusalKind.INSPECTION: "E113", RefusalKind.IDENTITY: "E112"}
    code = codes.get(inquiry.refusal) if inquiry.refusal else None
    return problem(code, "inquiry_no") if code else None


def _turn_down(work: Work, inquiry: Inquiry, kind: RefusalKind, note: str = "") -> None:
    inquiry.state = INQUIRY_STATES.step(inquiry.state, "refuse_inquiry")
    inquiry.refusal = kind
    close_quotes(work, inquiry, "refuse_inquiry", kind.label)
    stop_clock(work, inquiry, note)


def _taken(inquiry: Inquiry, found: Problem | None) -> InquiryTaken:
    code, message = (found.code, found.message) if found else ("", "")
    return InquiryTaken(inquiry.number, inquiry.state, inquiry.due_at, code, message)
