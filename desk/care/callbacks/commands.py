"""Call-backs are written down, attempts counted, follow-ups opened and finished.

Source: spec 3.18, 5.6, 5.8.
"""

from dataclasses import replace
from datetime import datetime

from desk.archive.customers.model import Contact, Customer
from desk.archive.customers.opening import open_customer
from desk.archive.customers.rules import check_text
from desk.care.callbacks.choices import Channel, PlanState, Purpose
from desk.care.callbacks.drafts import CallbackDraft
from desk.care.callbacks.finding import callback_by_number, waiting_complaints, waiting_item
from desk.care.callbacks.following import done_by_call, open_follow_up, score_changed
from desk.care.callbacks.model import (
    Callback,
    CallbackAnswer,
    CallbackAttempt,
    CallbackFollowUp,
    CallbackItem,
)
from desk.care.callbacks.rules import FOLLOW_UP_STATES, ITEM_STATES, MOST_TRIES
from desk.care.complaints.choices import ClockKind, Level
from desk.care.complaints.dating import check_dated_back
from desk.care.complaints.finding import complaint_by_number
from desk.care.complaints.model import Complaint
from desk.care.complaints.timing import meet
from desk.freight.tracking.rules import in_future
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, is_phone, normal_phone
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from desk.office.users.model import User
from desk.storage.work import Work


@command(
    "callback.create",
    "登记回访",
    example='{"draft": {"purpose": "ROUTINE", "customer_id": 1, "score": 5, "contact": "王经理", '
    '"answers": [{"question": "对时效是否满意", "answer": "满意"}]}}',
)
def record_callback(work: Work, *, draft: CallbackDraft, item_id: int | None = None) -> str:
    """Write down a call-back; a planned one is done, a complaint's clock is met.

    A call that was not taken from the plan still does the customer's next planned one, so nobody is
    called twice; one planned for a closed complaint is about that complaint, and no other call does it.
    A score of 1 or 2 opens a follow-up due in 8 working hours; a call about satisfaction does the
    calls owed to him for low answers in a survey.

    Returns:
        The number, ``HF261124-003``.

    Raises:
        Refused: E001, E003 a score outside 1–5, E004, E006, E008, E012, E019 a complaint that waits
            for no call, E070, E102, E170, E171, E210 a major complaint by anyone but the manager.
            E073 asks before a contact who does not want calls.
    """
    item = _item(work, item_id)
    if item is not None and _still_waits(work, item):
        draft = replace(draft, purpose=Purpose.COMPLAINT)
    complaints = _complaints(work, draft, item)
    customer = _customer(work, draft, item, complaints)
    if item is None and customer is not None:
        item = waiting_item(work, customer.id)
        if item is not None and not complaints and _still_waits(work, item):
            item = None
    contact = _contact(work, draft, item, customer)
    at = draft.at or work.now
    _check(work, draft, complaints, contact, at)
    made = Callback(
        number=work.number("callback"),
        item_id=item.id if item else None,
        customer_id=customer.id if customer else None,
        contact_id=contact.id if contact else None,
        complaint_id=complaints[0].id if complaints else None,
        contact=clean_text(draft.contact) or (contact.name if contact else ""),
        phone=_phone(draft, contact),
        at=at,
        channel=draft.channel,
        purpose=draft.purpose,
        score=draft.score,
        suggestion=draft.suggestion.strip(),
        handled=draft.handled.strip(),
        recorded_by_id=work.actor.user_id,
        answers=[
            CallbackAnswer(question=a.question.strip(), answer=a.answer.strip())
            for a in draft.answers
            if a.answer.strip()
        ],
    )
    work.add(made)
    if item is not None:
        item.state = ITEM_STATES.step(item.state, "record_callback")
    for complaint in complaints:
        meet(complaint, ClockKind.CALL_BACK, at)
    open_follow_up(work, made, draft.follow_up)
    done_by_call(work, made)
    return made.number


def _item(work: Work, item_id: int | None) -> CallbackItem | None:
    if item_id is None:
        return None
    item = work.get(CallbackItem, item_id, tr("回访任务"))
    _in_force(item, tr("登记回访"))
    ITEM_STATES.step(item.state, "record_callback")
    return item


def _still_waits(work: Work, item: CallbackItem) -> bool:
    """Whether the customer of a task still waits for the call after his complaint."""
    return any(c.id == item.complaint_id for c, _ in waiting_complaints(work, item.customer_id))


def _in_force(item: CallbackItem, action: str) -> None:
    if item.plan.state is not PlanState.APPROVED:
        obj, state = tr("回访计划 {no}").format(no=item.plan.number), item.plan.state.label
        raise refuse("E008", "item_id", obj=obj, state=state, action=action)


def _complaints(work: Work, draft: CallbackDraft, item: CallbackItem | None) -> list[Complaint]:
    """The closed complaints this call answers for."""
    if draft.purpose is not Purpose.COMPLAINT and not draft.complaint.strip():
        return []
    customer_id = item.customer_id if item else draft.customer_id
    if draft.complaint.strip():
        named = complaint_by_number(work, draft.complaint)
        found = [c for c, _ in waiting_complaints(work) if c.id == named.id]
    else:
        found = [] if customer_id is None else [c for c, _ in waiting_complaints(work, customer_id)]
    if not found:
        why = tr("没有办结后等待回访的投诉")
        raise refuse("E019", "draft.complaint", label=tr("投诉"), why=why)
    if any(complaint.level is Level.MAJOR for complaint in found):
        work.require("complaint.decide")
    return found


def _customer(
    work: Work, draft: CallbackDraft, item: CallbackItem | None, complaints: list[Complaint]
) -> Customer | None:
    named = item.customer_id if item else draft.customer_id
    if named is None and complaints:
        named = complaints[0].customer_id
        if named is None:
            return None
    if named is None:
        raise refuse("E001", "draft.customer_id", label=tr("客户"))
    return open_customer(work, named, tr("登记回访"))


def _contact(
    work: Work, draft: CallbackDraft, item: CallbackItem | None, customer: Customer | None
) -> Contact | None:
    """The contact on file: the one named, else the planned one unless somebody else spoke."""
    if draft.contact_id is not None:
        found = work.get(Contact, draft.contact_id, tr("联系人"))
        if customer is None or found.customer_id != customer.id:
            raise refuse("E006", "draft.contact_id", label=tr("联系人"), v=draft.contact_id)
        return found
    if draft.contact.strip() or item is None:
        return None
    return item.contact


def _phone(draft: CallbackDraft, contact: Contact | None) -> str:
    if draft.phone.strip():
        return normal_phone(draft.phone)
    return contact.number if contact else ""


def _check(
    work: Work,
    draft: CallbackDraft,
    complaints: list[Complaint],
    contact: Contact | None,
    at: datetime,
) -> None:
    problems = Problems()
    problems.require(draft.contact.strip() or contact, "draft.contact", tr("联系人"))
    _check_words(problems, draft)
    known = not draft.phone.strip() or is_phone(draft.phone)
    problems.check(known, "E102", "draft.phone", v=draft.phone)
    limits = {"label": tr("评价"), "lo": 1, "hi": 5, "v": draft.score}
    problems.check(draft.score is None or 1 <= draft.score <= 5, "E003", "draft.score", **limits)
    rated = draft.score is not None or draft.purpose is not Purpose.SATISFACTION
    problems.check(rated, "E001", "draft.score", label=tr("评价"))
    problems.check(not in_future(at, work.now), "E171", "draft.at")
    check_dated_back(problems, work, at, "draft.at")
    for complaint in complaints:
        closed = complaint.closed_at or at
        t, u = show_moment(at), show_moment(closed)
        problems.check(at >= closed, "E170", "draft.at", t=t, u=u)
    _check_follow_up(problems, work, draft)
    problems.raise_if_any()
    if contact is not None and contact.do_not_call:
        work.warn("E073", "draft.contact", name=contact.name)


def _check_words(problems: Problems, draft: CallbackDraft) -> None:
    check_text(problems, draft.contact.strip(), "draft.contact", tr("联系人"), 60)
    for name, label, text in (
        ("suggestion", tr("意见建议"), draft.suggestion),
        ("handled", tr("处理"), draft.handled),
    ):
        check_text(problems, text.strip(), f"draft.{name}", label, 500, lines=True)
    for index, said in enumerate(draft.answers):
        at = f"draft.answers.{index}"
        if said.answer.strip():
            problems.require(said.question, f"{at}.question", tr("问题"))
        check_text(problems, said.question.strip(), f"{at}.question", tr("问题"), 200)
        check_text(problems, said.answer.strip(), f"{at}.answer", tr("回答"), 500, lines=True)


def _check_follow_up(problems: Problems, work: Work, draft: CallbackDraft) -> None:
    wanted = draft.follow_up
    if wanted is None:
        return
    problems.require(wanted.task, "draft.follow_up.task", tr("跟进事项"))
    check_text(problems, wanted.task.strip(), "draft.follow_up.task", tr("跟进事项"), 300)
    label, why = tr("跟进期限"), tr("不能早于今天")
    ahead = wanted.due_on >= work.today
    problems.check(ahead, "E019", "draft.follow_up.due_on", label=label, why=why)
    if wanted.owner_id is not None:
        work.get(User, wanted.owner_id, tr("用户"))


@command("callback.create", "登记未接通", example='{"item_id": 1, "note": "无人接听"}')
def miss_callback(
    work: Work, *, item_id: int, note: str = "", channel: Channel = Channel.PHONE
) -> int:
    """Write down that nobody answered; after the third time the customer counts as unreached.

    Returns:
        How often he was tried.

    Raises:
        Refused: E004, E006, E008, E012, E210 after a major complaint by anyone but the manager.
    """
    item, problems = work.get(CallbackItem, item_id, tr("回访任务")), Problems()
    _in_force(item, tr("登记未接通"))
    if item.complaint is not None and item.complaint.level is Level.MAJOR:
        work.require("complaint.decide")
    unreached = ITEM_STATES.step(item.state, "miss_callback")
    check_text(problems, note.strip(), "note", tr("备注"), 200)
    problems.raise_if_any()
    item.attempts.append(
        CallbackAttempt(at=work.now, by_id=work.actor.user_id, channel=channel, note=note.strip())
    )
    item.tries += 1
    if item.tries >= MOST_TRIES:
        item.state = unreached
    return item.tries


@command(
    "callback.update",
    "补充回访记录",
    example='{"number": "HF261124-001", "handled": "已致歉并安排专人通知"}',
)
def amend_callback(
    work: Work,
    *,
    number: str,
    score: int | None = None,
    suggestion: str = "",
    handled: str = "",
) -> None:
    """Complete one's own record; what is left empty stays as it is.

    A low score opens a follow-up; corrected upwards, it takes back the one nobody made yet.

    Raises:
        Refused: E003, E004, E006, E012, E210 for another's record by anyone but the manager.
    """
    made, problems = callback_by_number(work, number), Problems()
    if made.recorded_by_id != work.actor.user_id:
        work.require("callback.approve")
    limits = {"label": tr("评价"), "lo": 1, "hi": 5, "v": score}
    problems.check(score is None or 1 <= score <= 5, "E003", "score", **limits)
    check_text(problems, suggestion.strip(), "suggestion", tr("意见建议"), 500, lines=True)
    check_text(problems, handled.strip(), "handled", tr("处理"), 500, lines=True)
    problems.raise_if_any()
    made.suggestion = suggestion.strip() or made.suggestion
    made.handled = handled.strip() or made.handled
    if score is not None:
        made.score = score
        score_changed(work, made)


@command(
    "callback.create",
    "完成跟进",
    example='{"follow_up_id": 1, "result": "已回电,客户接受"}',
)
def finish_follow_up(work: Work, *, follow_up_id: int, result: str) -> None:
    """Close a follow-up with what came of it; its owner does, or the manager.

    Raises:
        Refused: E001, E004, E006, E008, E012, E210.
    """
    task, problems = work.get(CallbackFollowUp, follow_up_id, tr("跟进任务")), Problems()
    state = FOLLOW_UP_STATES.step(task.state, "finish_follow_up")
    if task.owner_id != work.actor.user_id:
        work.require("callback.approve")
    problems.require(result.strip(), "result", tr("跟进结果"))
    check_text(problems, result.strip(), "result", tr("跟进结果"), 300)
    problems.raise_if_any()
    task.state, task.result, task.done_at = state, result.strip(), work.now
