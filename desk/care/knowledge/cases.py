"""A closed complaint or exception becomes a case for the next one, without anybody's name in it."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.care.complaints.choices import ComplaintState
from desk.care.complaints.finding import complaint_by_number
from desk.care.complaints.model import Complaint
from desk.care.knowledge.choices import CardKind, CardState, Situation
from desk.care.knowledge.commands import check_words
from desk.care.knowledge.masking import masked
from desk.care.knowledge.model import KnowledgeCard
from desk.care.knowledge.rules import initials_of
from desk.freight.consignments.model import Consignment
from desk.freight.exceptions.choices import ExceptionState
from desk.freight.exceptions.model import ExceptionCase
from desk.kernel.commands import command, query
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.office.users.model import User
from desk.storage.work import Reader, Work

COMPLAINT_MARK = "TS"


@dataclass(frozen=True)
class CaseDraft:
    """A case as it would be kept; people and numbers are taken out already."""

    number: str
    title: str
    topic: str
    problem: str
    cause: str
    solution: str
    keywords: str


@dataclass(frozen=True)
class _Told:
    topic: str
    texts: tuple[str, str, str]
    names: tuple[str, ...]


def _told(read: Reader, number: str) -> _Told:
    wanted = number.strip()
    if wanted.startswith(COMPLAINT_MARK):
        return _of_complaint(read, complaint_by_number(read, wanted))
    found = read.session.scalar(select(ExceptionCase).where(ExceptionCase.number == wanted))
    if found is None:
        raise refuse("E006", "number", label=tr("投诉或异常"), v=number)
    return _of_exception(read, found)


def _of_complaint(read: Reader, c: Complaint) -> _Told:
    if c.state is not ComplaintState.CLOSED:
        raise _too_early(tr("投诉"), c.state.label)
    names = [c.complainant, c.resp_person, c.corrective_owner, c.checked_by]
    names.append(c.customer.name if c.customer else "")
    done = "\n".join(t for t in (c.decision, c.corrective_action) if t)
    cause = c.root_cause or c.investigation
    sides = _sides(read, c.consignment)
    return _Told(c.kind.label, (c.content, cause, done), (*names, *sides))


def _of_exception(read: Reader, case: ExceptionCase) -> _Told:
    if case.state is not ExceptionState.CLOSED:
        raise _too_early(tr("异常"), case.state.label)
    ticket = read.session.get(Consignment, case.consignment_id)
    done = "\n".join(t for t in (case.measures, case.result) if t)
    names = (case.found_by, case.notified_who, case.escalated_to, *_sides(read, ticket))
    cause = tr("责任方:{who}").format(who=case.liable_party.label)
    return _Told(case.kind.label, (case.note or case.kind.label, cause, done), names)


def _sides(read: Reader, ticket: Consignment | None) -> list[str]:
    """Both sides of the ticket, and everybody of the office."""
    people = list(read.session.scalars(select(User.name)))
    if ticket is not None:
        for side in ("shipper", "consignee"):
            people += [getattr(ticket, f"{side}_name"), getattr(ticket, f"{side}_contact")]
    return people


def _too_early(obj: str, state: str) -> Exception:
    return refuse("E008", "number", obj=obj, state=state, action=tr("记为案例"))


@query("knowledge.read", "案例草稿")
def case_draft(read: Reader, *, number: str) -> CaseDraft:
    """What would be kept of a closed complaint or exception, for the clerk to read over.

    Raises:
        Refused: E006, E008 not closed.
    """
    told = _told(read, number)
    problem, cause, solution = (masked(text, told.names) for text in told.texts)
    title = f"{told.topic}:{problem}"[:30]
    return CaseDraft(number.strip(), title, told.topic, problem, cause, solution, "")


@command(
    "knowledge.update",
    "记为案例",
    example='{"number": "TS261120-001", "title": "晚班到货未及时通知", "keywords": "通知 晚班"}',
)
def keep_case(
    work: Work,
    *,
    number: str,
    title: str = "",
    problem: str = "",
    cause: str = "",
    solution: str = "",
    keywords: str = "",
) -> int:
    """Keep a closed complaint or exception as a case; what is not given is taken from it, masked.

    Whatever the clerk typed is masked once more.

    Returns:
        The id of the card.

    Raises:
        Refused: E001 no solution, E004, E006, E008 not closed, E012, E017 kept already.
    """
    told, draft = _told(work, number), case_draft(work, number=number)
    given = (title or draft.title, problem or draft.problem, cause or draft.cause)
    heading, text, why = (masked(words, told.names) for words in given)
    done, marks = (masked(words, told.names) for words in (solution or draft.solution, keywords))
    problems = Problems()
    check_words(
        problems,
        ("title", tr("标题"), heading, 60, True),
        ("problem", tr("问题"), text, 1000, True),
        ("cause", tr("原因"), why, 500, False),
        ("solution", tr("处理办法"), done, 1000, True),
        ("keywords", tr("关键词"), marks, 120, False),
    )
    known = select(KnowledgeCard.id).where(KnowledgeCard.case_no == draft.number)
    there = work.session.scalar(known) is not None
    problems.check(not there, "E017", "number", label=tr("案例"), v=draft.number)
    problems.raise_if_any()
    title_kept, keywords_kept = clean_text(heading), clean_text(marks)
    card = KnowledgeCard(
        kind=CardKind.CASE,
        state=CardState.ACTIVE,
        situation=Situation.COMPLAINT if told.topic else Situation.OTHER,
        topic=told.topic,
        title=title_kept,
        text=text,
        cause=why,
        solution=done,
        keywords=keywords_kept,
        initials=initials_of(title_kept, told.topic, keywords_kept),
        source=draft.number,
        case_no=draft.number,
        author=work.actor.name,
        confirmed_by=work.actor.name,
    )
    return work.add(card).id
