"""Visits are written down, completed, and what was agreed is done. Source: spec 3.18."""

from datetime import date

from sqlalchemy import select

from desk.archive.customers.counter import customer_of
from desk.archive.customers.rules import check_text
from desk.care.complaints.dating import check_dated_back
from desk.care.visits.choices import VisitPurpose
from desk.care.visits.drafts import ActionDraft, VisitDraft
from desk.care.visits.model import Visit, VisitAction
from desk.care.visits.rules import ACTION_STATES
from desk.freight.tracking.rules import in_future
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, is_phone, normal_phone
from desk.kernel.moments import end_of
from desk.kernel.text import tr
from desk.office.users.model import User
from desk.storage.cabinet import Upload, file_away
from desk.storage.work import Reader, Work


@command(
    "visit.create",
    "登记来访",
    example='{"draft": {"visitor": "王经理", "company": "兴疆机电", "purpose": "ADVICE", '
    '"content": "咨询喀什线时效"}}',
)
def register_visit(work: Work, *, draft: VisitDraft, minutes: tuple[Upload, ...] = ()) -> str:
    """Write down a visit with what was agreed.

    Returns:
        The number, ``LF261124-001``.

    Raises:
        Refused: E001 (also a 座谈会 without participants), E004, E006, E012, E019, E025, E070, E102,
            E171: everything wrong at once.
    """
    problems, at = Problems(), draft.at or work.now
    _check_words(problems, draft)
    known = not draft.phone.strip() or is_phone(draft.phone)
    problems.check(known, "E102", "draft.phone", v=draft.phone)
    problems.check(not in_future(at, work.now), "E171", "draft.at")
    check_dated_back(problems, work, at, "draft.at")
    for index, action in enumerate(draft.actions):
        _check_action(problems, work, action, f"draft.actions.{index}.")
    problems.raise_if_any()
    customer = None if draft.customer_id is None else customer_of(work, draft.customer_id)
    visit = Visit(
        number=work.number("visit"),
        at=at,
        visitor=clean_text(draft.visitor),
        company=clean_text(draft.company) or (customer.name if customer else ""),
        phone=normal_phone(draft.phone) if draft.phone.strip() else "",
        customer_id=customer.id if customer else None,
        purpose=draft.purpose,
        received_by=clean_text(draft.received_by) or work.actor.name,
        content=draft.content.strip(),
        solution=draft.solution.strip(),
        participants=clean_text(draft.participants),
        recorded_by_id=work.actor.user_id,
        actions=[_action(work, action) for action in draft.actions],
    )
    work.add(visit)
    for upload in minutes:
        file_away(work, "visit", visit.id, upload)
    return visit.number


def _check_words(problems: Problems, draft: VisitDraft) -> None:
    forum = draft.purpose is VisitPurpose.FORUM
    for name, label, text, most, required in (
        ("visitor", tr("来访人"), draft.visitor, 60, True),
        ("company", tr("来访单位"), draft.company, 60, False),
        ("received_by", tr("接待人"), draft.received_by, 60, False),
        ("content", tr("事由"), draft.content, 1000, True),
        ("solution", tr("处理结果"), draft.solution, 500, False),
        ("participants", tr("参加人"), draft.participants, 300, forum),
    ):
        field = f"draft.{name}"
        if required:
            problems.require(text.strip(), field, label)
        check_text(problems, text.strip(), field, label, most, lines=True)


def _check_action(problems: Problems, work: Work, action: ActionDraft, field: str) -> None:
    problems.require(action.task.strip(), f"{field}task", tr("跟进事项"))
    check_text(problems, action.task.strip(), f"{field}task", tr("跟进事项"), 300)
    label, why = tr("跟进期限"), tr("不能早于今天")
    problems.check(action.due_on >= work.today, "E019", f"{field}due_on", label=label, why=why)
    if action.owner_id is not None:
        work.get(User, action.owner_id, tr("用户"))


def _action(work: Work, action: ActionDraft) -> VisitAction:
    return VisitAction(
        task=action.task.strip(),
        owner_id=action.owner_id if action.owner_id is not None else work.actor.user_id,
        due_at=end_of(action.due_on),
        state=ACTION_STATES.initial,
    )


@command(
    "visit.update",
    "补充来访记录",
    example='{"number": "LF261124-001", "solution": "已报价并约定周五答复"}',
)
def amend_visit(
    work: Work,
    *,
    number: str,
    solution: str = "",
    participants: str = "",
    minutes: tuple[Upload, ...] = (),
) -> None:
    """Complete one's own record: result, participants, minutes.

    Raises:
        Refused: E004, E006, E012, E025, E210 for another's by anyone but the manager.
    """
    visit, problems = visit_by_number(work, number), Problems()
    if visit.recorded_by_id != work.actor.user_id:
        work.require("visit.oversee")
    check_text(problems, solution.strip(), "solution", tr("处理结果"), 500, lines=True)
    check_text(problems, participants.strip(), "participants", tr("参加人"), 300)
    problems.raise_if_any()
    visit.solution = solution.strip() or visit.solution
    visit.participants = clean_text(participants) or visit.participants
    for upload in minutes:
        file_away(work, "visit", visit.id, upload)


@command(
    "visit.create",
    "登记来访跟进",
    example='{"number": "LF261124-001", "task": "发报价单", "until_on": "2026-11-27"}',
)
def add_visit_action(
    work: Work, *, number: str, task: str, until_on: date, owner_id: int | None = None
) -> int:
    """Add what is to be done after a visit; without an owner it is the writer's own.

    Raises:
        Refused: E001, E004, E006, E012, E019.
    """
    visit, problems = visit_by_number(work, number), Problems()
    draft = ActionDraft(task=task, due_on=until_on, owner_id=owner_id)
    _check_action(problems, work, draft, "")
    problems.raise_if_any()
    made = _action(work, draft)
    visit.actions.append(made)
    work.session.flush()
    return made.id


@command(
    "visit.create",
    "来访登记",
    example='{"visitor": "王经理", "company": "兴疆机电", "content": "咨询喀什线时效"}',
)
def log_visit(
    work: Work,
    *,
    visitor: str,
    content: str,
    purpose: VisitPurpose = VisitPurpose.ADVICE,
    company: str = "",
    phone: str = "",
    received_by: str = "",
    solution: str = "",
    participants: str = "",
    minutes: tuple[Upload, ...] = (),
) -> str:
    """Write down a visit from a plain form.

    Raises:
        Refused: as `register_visit`.
    """
    draft = VisitDraft(
        visitor=visitor,
        content=content,
        purpose=purpose,
        company=company,
        phone=phone,
        received_by=received_by,
        solution=solution,
        participants=participants,
    )
    return register_visit(work, draft=draft, minutes=minutes)


@command(
    "visit.create",
    "完成来访跟进",
    example='{"action_id": 1, "result": "已发报价单"}',
)
def finish_visit_action(work: Work, *, action_id: int, result: str) -> None:
    """Close an action with what came of it; its owner does, or the manager.

    Raises:
        Refused: E001, E004, E006, E008, E012, E210.
    """
    action, problems = work.get(VisitAction, action_id, tr("来访跟进")), Problems()
    state = ACTION_STATES.step(action.state, "finish_visit_action")
    if action.owner_id != work.actor.user_id:
        work.require("visit.oversee")
    problems.require(result.strip(), "result", tr("跟进结果"))
    check_text(problems, result.strip(), "result", tr("跟进结果"), 300)
    problems.raise_if_any()
    action.state, action.result, action.done_at = state, result.strip(), work.now


def visit_by_number(read: Reader, number: str) -> Visit:
    """Raises: Refused E006."""
    found = read.session.scalar(select(Visit).where(Visit.number == number.strip()))
    if found is None:
        raise refuse("E006", "number", label=tr("来访"), v=number)
    read.held.add(found)
    return found


def visitor_phone(read: Reader, visit_id: int) -> str:
    """The visitor's number in full.

    Raises:
        Refused: E006.
    """
    return read.get(Visit, visit_id, tr("来访")).phone
