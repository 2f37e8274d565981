"""Exceptions are reported, the customer is told, someone handles them, they are closed."""

from datetime import datetime

from sqlalchemy import select

from desk.freight.consignments.commands import by_number
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.rules import MAX_PIECES
from desk.freight.exceptions.choices import ExceptionKind, LiableParty, Stage
from desk.freight.exceptions.model import ExceptionCase
from desk.freight.exceptions.opening import RECORD, open_exception, require_photo
from desk.freight.exceptions.rules import LARGE_LOSS_FEN, STATES
from desk.freight.tracking.choices import Channel, PartyKind, Topic
from desk.freight.tracking.events import record_contact
from desk.freight.tracking.rules import in_future
from desk.kernel.commands import command
from desk.kernel.errors import Problems, Refused, refuse
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.storage.cabinet import Upload, file_away
from desk.storage.work import Work

_LABELS = {
    "note": ("情况说明", 200),
    "measures": ("处理措施", 500),
    "result": ("处理结果", 500),
    "escalated_to": ("上报对象", 60),
    "found_by": ("发现人", 60),
}


@command(
    "exception.create",
    "登记异常",
    example='{"number": "YD2611160004", "kind": "OVERAGE", "stage": "UNLOADING", "pieces": 1}',
)
def report_exception(
    work: Work,
    *,
    number: str,
    kind: ExceptionKind,
    stage: Stage,
    pieces: int = 0,
    note: str = "",
    found_at: datetime | None = None,
    found_by: str = "",
    estimated_loss_fen: int = 0,
    liable_party: LiableParty = LiableParty.UNDECIDED,
    doc_no: str = "",
    photos: tuple[Upload, ...] = (),
) -> str:
    """Register an exception of a consignment.

    Returns:
        Its number.

    Raises:
        Refused: E006, E001 (pieces of 多货 and 少货), E003, E004, E012, E171, E180, E025.
    """
    consignment = by_number(work, number)
    problems = Problems()
    least = 1 if kind in (ExceptionKind.OVERAGE, ExceptionKind.SHORTAGE) else 0
    ok = least <= pieces <= MAX_PIECES
    label = tr("件数")
    problems.check(ok, "E003", "pieces", label=label, lo=least, hi=MAX_PIECES, v=pieces)
    _check_money(problems, estimated_loss_fen)
    problems.check(found_at is None or not in_future(found_at, work.now), "E171", "found_at")
    _check_text(problems, "note", note)
    _check_text(problems, "found_by", found_by)
    try:
        require_photo(kind, photos)
    except Refused as refused:
        problems.extend(refused.problems)
    problems.raise_if_any()
    return open_exception(
        work,
        consignment,
        kind,
        stage,
        pieces,
        photos=photos,
        note=clean_text(note),
        doc_no=doc_no.strip(),
        found_at=found_at,
        found_by=clean_text(found_by),
        estimated_loss_fen=estimated_loss_fen,
        liable_party=liable_party,
    ).number


@command("exception.update", "补充异常照片", example='{"number": "YC261118-002", "photos": []}')
def add_exception_photos(work: Work, *, number: str, photos: tuple[Upload, ...]) -> None:
    """Hang more pictures or papers on an exception.

    Raises:
        Refused: E001 without any, E006, E025.
    """
    case = case_by_number(work, number)
    if not photos:
        raise refuse("E001", "photos", label=tr("照片"))
    for photo in photos:
        file_away(work, RECORD, case.id, photo)


@command(
    "exception.update",
    "告知客户异常",
    example='{"number": "YC261118-001", "channel": "PHONE", "who": "美丽屋 陈姐"}',
)
def tell_customer(
    work: Work,
    *,
    number: str,
    channel: Channel,
    who: str,
    party_kind: PartyKind = PartyKind.CONSIGNEE,
    content: str = "",
) -> None:
    """Note that the customer was told; the first time stops the clock, every time is a talk.

    Raises:
        Refused: E001, E004, E006, E012.
    """
    case = case_by_number(work, number)
    consignment = work.get(Consignment, case.consignment_id, tr("运单"))
    told = tr("{kind} {n} 件").format(kind=case.kind.label, n=case.pieces)
    record_contact(
        work,
        consignment,
        who=who,
        content=f"{case.number} {clean_text(content) or told}",
        channel=channel,
        party_kind=party_kind,
        topic=Topic.EXCEPTION,
    )
    if case.customer_notified_at is None:
        case.customer_notified_at = work.now
        case.notified_channel, case.notified_who = channel, clean_text(who)


@command(
    "exception.update",
    "处理异常",
    example='{"number": "YC261118-001", "measures": "联系始发站查找", "liable_party": "LINEHAUL"}',
)
def handle_exception(
    work: Work,
    *,
    number: str,
    measures: str,
    version: int | None = None,
    liable_party: LiableParty | None = None,
    estimated_loss_fen: int | None = None,
) -> None:
    """Take an exception over, or write down what is being done; what is not given stays.

    Raises:
        Refused: E001, E003, E004, E006, E008, E012, E211.
    """
    case = case_by_number(work, number)
    work.expect_version(case, version)
    state = STATES.step(case.state, "handle_exception")
    problems = Problems()
    _check_text(problems, "measures", measures, required=True)
    _check_money(problems, estimated_loss_fen or 0)
    problems.raise_if_any()
    case.state, case.measures, case.handler_id = state, clean_text(measures), work.actor.user_id
    if liable_party is not None:
        case.liable_party = liable_party
    if estimated_loss_fen is not None:
        case.estimated_loss_fen = estimated_loss_fen


@command(
    "exception.update",
    "上报异常",
    example='{"number": "YC261118-001", "to": "王经理", "reason": "始发站不认少货"}',
)
def escalate_exception(work: Work, *, number: str, to: str, reason: str) -> None:
    """Hand an exception upwards that cannot be settled here.

    Raises:
        Refused: E001, E004, E006, E008, E009, E012.
    """
    case = case_by_number(work, number)
    state = STATES.step(case.state, "escalate_exception", reason)
    problems = Problems()
    _check_text(problems, "escalated_to", to, required=True)
    measures = "\n".join(part for part in (case.measures, clean_text(reason)) if part)
    _check_text(problems, "measures", measures)
    problems.raise_if_any()
    case.state, case.measures = state, measures
    case.escalated_to, case.escalated_at = clean_text(to), work.now


@command(
    "exception.update",
    "登记异常结果",
    example='{"number": "YC261118-001", "result": "始发站找到 1 件,随下车补到"}',
)
def resolve_exception(work: Work, *, number: str, result: str) -> None:
    """Write down how it ended.

    Raises:
        Refused: E001, E004, E006, E008, E012.
    """
    case = case_by_number(work, number)
    state = STATES.step(case.state, "resolve_exception")
    problems = Problems()
    _check_text(problems, "result", result, required=True)
    problems.raise_if_any()
    case.state, case.result, case.resolved_at = state, clean_text(result), work.now


@command("exception.update", "异常结案", example='{"number": "YC261118-001"}')
def close_exception(work: Work, *, number: str) -> None:
    """Close a resolved exception; a loss above 1,000 yuan is the manager's to close.

    Raises:
        Refused: E006, E008, E210.
    """
    case = case_by_number(work, number)
    state = STATES.step(case.state, "close_exception")
    if case.estimated_loss_fen > LARGE_LOSS_FEN:
        work.require("exception.close_large")
    case.state, case.closed_at = state, work.now


def case_by_number(work: Work, number: str) -> ExceptionCase:
    """Load an exception by its number.

    Raises:
        Refused: E006.
    """
    found = work.session.scalar(select(ExceptionCase).where(ExceptionCase.number == number.strip()))
    if found is None:
        raise refuse("E006", "number", label=tr("异常"), v=number)
    return found


def _check_text(problems: Problems, name: str, text: str, *, required: bool = False) -> None:
    label, longest = tr(_LABELS[name][0]), _LABELS[name][1]
    if required:
        problems.require(text, name, label)
    problems.fits(clean_text(text), longest, name, label)
    clean = not has_control_characters(text, lines=name in ("measures", "result"))
    problems.check(clean, "E012", name, label=label)


def _check_money(problems: Problems, loss_fen: int) -> None:
    label, shown = tr("估计损失"), show_money(loss_fen)
    ok = 0 <= loss_fen <= 99_999_999_00
    problems.check(ok, "E003", "estimated_loss_fen", label=label, lo="0", hi="99999999", v=shown)
