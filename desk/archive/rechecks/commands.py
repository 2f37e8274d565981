"""A re-check is started, its customers are called, and it ends."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desk.archive.customers.changes import note_change
from desk.archive.customers.choices import ChangeField, ChangeSource
from desk.archive.customers.opening import open_customer
from desk.archive.customers.rules import check_text
from desk.archive.rechecks.choices import CardState, RecheckState
from desk.archive.rechecks.model import Recheck, RecheckAnswer, RecheckCard
from desk.archive.rechecks.picking import Picking, in_words, people_who_call, picked_customers
from desk.archive.rechecks.rules import ASKED, CARD_STATES, MOST_TRIES, RECHECK_STATES, share_out
from desk.kernel.commands import command
from desk.kernel.errors import Problems, Refused, refuse
from desk.kernel.text import tr
from desk.storage.work import Reader, Work

MOST_QUOTA = 500


@dataclass(frozen=True, kw_only=True)
class FieldAnswer:
    """What the customer said about one field.

    Attributes:
        new_value: as it is written in a change request; None confirms what stands there.
        part_id: the contact or address meant; the primary or default one without it.
    """

    field: ChangeField
    new_value: str | None = None
    source: ChangeSource = ChangeSource.PHONE
    evidence: str = ""
    part_id: int | None = None


@dataclass(frozen=True)
class Started:
    """A re-check that was started; `left` customers found no caller with room."""

    number: str
    cards: int
    left: int


@command(
    "customer.approve",
    "发起档案复核",
    example='{"title": "2026 年四季度 A 类客户复核", "due_on": "2026-12-31",'
    ' "picking": {"classes": ["A"], "only_due": true}, "quota": 30}',
    approves=False,
)
def start_recheck(
    work: Work,
    *,
    title: str,
    due_on: date,
    picking: Picking,
    caller_ids: tuple[int, ...] = (),
    quota: int = 30,
) -> Started:
    """Pick customers to be called until a day and share them out, owners first.

    Args:
        work: the running command.
        title: what it is called.
        due_on: last day.
        picking: which customers.
        caller_ids: who calls; everybody who may change customers without it.
        quota: at most so many customers per person.

    Raises:
        Refused: E001, E003, E004, E006, E012, E019 when nobody fits the conditions.

    Source: spec 7 (re-check campaign).
    """
    problems, clean = Problems(), title.strip()
    if problems.require(clean, "title", tr("名称")):
        check_text(problems, clean, "title", tr("名称"), 60)
    label, lo = tr("截止日期"), work.today
    problems.check(due_on >= lo, "E019", "due_on", label=label, why=tr("不能早于今天"))
    limits = {"label": tr("每人户数"), "lo": 1, "hi": MOST_QUOTA, "v": quota}
    problems.check(1 <= quota <= MOST_QUOTA, "E003", "quota", **limits)
    problems.raise_if_any()
    picked = picked_customers(work, picking)
    if not picked:
        why = tr("没有符合条件的客户,或都在进行中的复核里")
        raise refuse("E019", "picking", label=tr("复核范围"), why=why)
    given, left = share_out(picked, people_who_call(work, caller_ids), quota)
    made = Recheck(
        number=work.number("recheck"),
        state=RECHECK_STATES.initial,
        title=clean,
        starts_on=work.today,
        due_on=due_on,
        picked=in_words(work, picking)[:300],
        cards=[
            RecheckCard(customer_id=who, caller_id=caller, state=CARD_STATES.initial)
            for who, caller in given.items()
        ],
    )
    return Started(work.add(made).number, len(given), left)


@command(
    "customer.update",
    "核实客户资料",
    example='{"card_id": 1, "answers": [{"field": "MOBILE", "new_value": "13900000002"}],'
    ' "rest_confirmed": true}',
)
def check_customer(
    work: Work,
    *,
    card_id: int,
    answers: tuple[FieldAnswer, ...] = (),
    rest_confirmed: bool = False,
    note: str = "",
) -> tuple[int, ...]:
    """Write down what a customer confirmed and changed; he counts as verified today.

    Name, tax number, bank and credit wait for the manager as change requests, the rest is changed
    at once. The last card ends the re-check.

    Args:
        work: the running command.
        card_id: the card.
        answers: field by field.
        rest_confirmed: the customer confirmed every field that is not among the answers.
        note: about the call.

    Returns:
        The ids of the changes.

    Raises:
        Refused: E001 for fields without an answer, E004, E006, E008, E012, E019 twice the same
            field or an unchanged value, and whatever a change refuses; all answers at once.

    Source: spec 3.2, 7.
    """
    card = work.get(RecheckCard, card_id, tr("复核卡"))
    _refuse_closed(card.recheck, "核实")
    card.state = CARD_STATES.step(card.state, "check_customer")
    customer = open_customer(work, card.customer_id, "核实")
    _check_answers(answers, rest_confirmed, note)
    problems, changes = Problems(), []
    for index, answer in enumerate(answers):
        try:
            changes.append(_answer(work, card, answer))
        except Refused as refused:
            problems.extend(refused.problems, f"answers.{index}")
    problems.raise_if_any()
    for field in ASKED if rest_confirmed else ():
        if all(answer.field is not field for answer in answers):
            card.answers.append(RecheckAnswer(field=field))
    card.tries += 1
    card.tried_at = card.done_at = work.now
    card.done_by, card.note = work.actor.user_id, note.strip()
    customer.verified_on = work.today
    _end_with_the_last(work, card.recheck, "check_customer")
    return tuple(change for change in changes if change is not None)


def _check_answers(answers: tuple[FieldAnswer, ...], rest_confirmed: bool, note: str) -> None:
    problems, seen = Problems(), set()
    for index, answer in enumerate(answers):
        key, label = (answer.field, answer.part_id), answer.field.label
        at = f"answers.{index}.field"
        problems.check(key not in seen, "E019", at, label=label, why=tr("填写了两次"))
        seen.add(key)
    open_ = [f.label for f in ASKED if all(answer.field is not f for answer in answers)]
    complete = rest_confirmed or not open_
    problems.check(complete, "E001", "answers", label="、".join(open_))
    check_text(problems, note, "note", tr("备注"), 200)
    problems.raise_if_any()


def _answer(work: Work, card: RecheckCard, answer: FieldAnswer) -> int | None:
    change_id = None
    if answer.new_value is not None:
        change_id = note_change(
            work,
            card.customer,
            answer.field,
            answer.new_value,
            answer.source,
            answer.evidence,
            answer.part_id,
        )
    row = RecheckAnswer(field=answer.field, part_id=answer.part_id, change_id=change_id)
    card.answers.append(row)
    return change_id


@command("customer.update", "登记未接通", example='{"card_id": 1, "note": "关机"}')
def miss_customer(work: Work, *, card_id: int, note: str = "") -> int:
    """Write down that nobody answered; after the third time the customer counts as unreached.

    Returns:
        How often he was tried.

    Raises:
        Refused: E004, E006, E008, E012.
    """
    card = work.get(RecheckCard, card_id, tr("复核卡"))
    _refuse_closed(card.recheck, "登记未接通")
    unreached = CARD_STATES.step(card.state, "miss_customer")
    problems = Problems()
    check_text(problems, note, "note", tr("备注"), 200)
    problems.raise_if_any()
    card.tries += 1
    card.tried_at, card.note = work.now, note.strip() or card.note
    if card.tries >= MOST_TRIES:
        card.state = unreached
        _end_with_the_last(work, card.recheck, "miss_customer")
    return card.tries


@command("customer.approve", "结束档案复核", example='{"number": "DF261116-001"}')
def close_recheck(work: Work, *, number: str) -> int:
    """End a re-check before every customer was called. The reason is the command's.

    Returns:
        How many customers stay unverified.

    Raises:
        Refused: E004, E006, E008, E009, E012.
    """
    found = recheck_by_number(work, number)
    found.state = RECHECK_STATES.step(found.state, "close_recheck", work.reason)
    problems = Problems()
    check_text(problems, work.reason.strip(), "reason", tr("原因"), 200)
    problems.raise_if_any()
    waiting = [card for card in found.cards if card.state is CardState.TO_CALL]
    for card in waiting:
        card.state = CARD_STATES.step(card.state, "close_recheck")
    found.closed_at, found.close_reason = work.now, work.reason.strip()
    return len(waiting)


def _refuse_closed(recheck: Recheck, action: str) -> None:
    if recheck.state is not RecheckState.OPEN:
        obj, state = f"{tr('档案复核')} {recheck.number}", recheck.state.label
        raise refuse("E008", obj=obj, state=state, action=tr(action))


def _end_with_the_last(work: Work, recheck: Recheck, name: str) -> None:
    if all(card.state is not CardState.TO_CALL for card in recheck.cards):
        recheck.state = RECHECK_STATES.step(recheck.state, name)
        recheck.closed_at = work.now


def recheck_by_number(read: Reader, number: str) -> Recheck:
    """Raises: Refused E006."""
    found = read.session.scalar(select(Recheck).where(Recheck.number == number.strip()))
    if found is None:
        raise refuse("E006", "number", label=tr("档案复核"), v=number)
    return found
