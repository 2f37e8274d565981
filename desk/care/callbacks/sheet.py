"""What lies before the caller: the customer, his goods, troubles and earlier calls."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select

from desk.archive.customers.choices import ContactRole, CustomerClass, RfmLabel, Stage
from desk.archive.customers.counter import customer_of
from desk.archive.customers.figures import ServiceRow, recent_service
from desk.archive.customers.model import Customer
from desk.archive.customers.rules import class_on, stage_on
from desk.care.callbacks.choices import Channel, FollowUpState
from desk.care.callbacks.finding import waiting_complaints, waiting_item
from desk.care.callbacks.model import Callback, CallbackFollowUp, CallbackItem
from desk.care.callbacks.phrases import PhraseBook, phrase_book
from desk.care.callbacks.queries import ItemRow, TalkRow, item_row, talk_row
from desk.care.callbacks.today import open_items
from desk.care.complaints.choices import ComplaintState, Level
from desk.care.complaints.model import Complaint
from desk.care.surveys.model import SurveyAnswer, SurveyRecipient
from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.model import Consignment
from desk.freight.exceptions.choices import ExceptionKind, ExceptionState
from desk.freight.exceptions.model import ExceptionCase
from desk.kernel.commands import query
from desk.kernel.identity import mask_phone
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.office.users.model import User
from desk.storage.work import Reader

LATEST = 5


@dataclass(frozen=True)
class SheetContact:
    """A contact on the sheet; the number is masked."""

    contact_id: int
    name: str
    role: ContactRole | None
    phone_masked: str
    call_time_pref: str
    do_not_call: bool
    field: str


@dataclass(frozen=True)
class TicketRow:
    """One of the last consignments; `sends` tells whether he sent or received it."""

    number: str
    accepted_on: date
    goods: str
    pieces: int
    lane: str
    state: ConsignmentState
    sends: bool


@dataclass(frozen=True)
class TroubleRow:
    number: str
    kind: ExceptionKind
    waybill: str
    note: str


@dataclass(frozen=True)
class CaseRow:
    """One of the last complaints; `call_due_at` while its customer waits for a call."""

    number: str
    level: Level
    state: ComplaintState
    on: date
    content: str
    answer: str
    call_due_at: datetime | None


@dataclass(frozen=True)
class TryRow:
    """A call of this task that nobody answered."""

    at: datetime
    by: str
    channel: Channel
    note: str


@dataclass(frozen=True)
class CallSheet:
    """Everything the caller should know, and the words to say it with."""

    customer_id: int
    code: str
    name: str
    customer_class: CustomerClass
    stage: Stage
    rfm_label: RfmLabel | None
    last_ticket_on: date | None
    special_requirements: str
    goods_usual: str
    contacts: tuple[SheetContact, ...]
    item: ItemRow | None
    tickets: tuple[TicketRow, ...]
    troubles: tuple[TroubleRow, ...]
    complaints: tuple[CaseRow, ...]
    calls: tuple[TalkRow, ...]
    open_follow_ups: tuple[str, ...]
    phrases: PhraseBook
    tries: tuple[TryRow, ...] = ()


@query("callback.read", "回访单")
def call_sheet(
    read: Reader, *, customer_id: int | None = None, item_id: int | None = None
) -> CallSheet:
    """The sheet of one customer, for one of his planned calls or the next one.

    Args:
        read: the office.
        customer_id: left out with a call of the plan.
        item_id: the call that is made.

    Raises:
        Refused: E006.

    Source: spec 3.18; issue (call sheet with last goods, complaints and phrases).
    """
    item = None if item_id is None else read.get(CallbackItem, item_id, tr("回访任务"))
    customer = customer_of(read, item.customer_id if item else customer_id or 0)
    item = item or waiting_item(read, customer.id)
    first, last = customer.first_ticket_on, customer.last_ticket_on
    return CallSheet(
        customer.id,
        customer.code,
        customer.name,
        class_on(customer, read.today),
        stage_on(read.today, first, last),
        customer.rfm_label,
        last,
        customer.special_requirements,
        customer.goods_usual,
        _contacts(customer),
        item_row(read, item) if item else None,
        _tickets(read, customer.id),
        _troubles(read, customer.id),
        _complaints(read, customer.id),
        tuple(talk_row(made) for made in _calls(read, customer.id, LATEST)),
        _follow_ups(read, customer.id),
        phrase_book(read),
        _tries(read, item),
    )


@query("callback.read", "下一个要回访的客户")
def next_callback(read: Reader, *, after_item_id: int | None = None) -> ItemRow | None:
    """The acting user's next call of the plan, the one due first; None when all are made.

    Args:
        read: the office.
        after_item_id: the call just left aside: the one behind it comes next, then from the top.
    """
    mine = open_items(read, CallbackItem.caller_id == read.actor.user_id)
    ids = [item.id for item in mine]
    if not mine:
        return None
    index = ids.index(after_item_id) + 1 if after_item_id in ids else 0
    return item_row(read, mine[index % len(mine)])


def _tries(read: Reader, item: CallbackItem | None) -> tuple[TryRow, ...]:
    names: dict[int, str] = {user.id: user.name for user in read.session.scalars(select(User))}
    return tuple(
        TryRow(tried.at, names.get(tried.by_id or 0, ""), tried.channel, tried.note)
        for tried in (item.attempts if item else ())
    )


def _contacts(customer: Customer) -> tuple[SheetContact, ...]:
    return tuple(
        SheetContact(
            c.id,
            c.name,
            c.role,
            mask_phone(c.number),
            c.call_time_pref,
            c.do_not_call,
            "mobile" if c.mobile else "phone",
        )
        for c in customer.contacts
    )


def _his(customer_id: int) -> ColumnElement[bool]:
    return or_(Consignment.shipper_id == customer_id, Consignment.consignee_id == customer_id)


def _tickets(read: Reader, customer_id: int) -> tuple[TicketRow, ...]:
    asked = select(Consignment).where(_his(customer_id), Consignment.number.is_not(None))
    newest = asked.order_by(Consignment.accept_at.desc(), Consignment.id.desc()).limit(LATEST)
    return tuple(
        TicketRow(
            ticket.label,
            local(ticket.accept_at).date(),
            "、".join(dict.fromkeys(line.goods_name for line in ticket.lines)),
            sum(line.pieces for line in ticket.lines),
            f"{ticket.origin_station}→{ticket.destination}",
            ticket.state,
            ticket.shipper_id == customer_id,
        )
        for ticket in read.session.scalars(newest)
    )


def _troubles(read: Reader, customer_id: int) -> tuple[TroubleRow, ...]:
    asked = (
        select(ExceptionCase, Consignment)
        .join(Consignment, Consignment.id == ExceptionCase.consignment_id)
        .where(_his(customer_id), ExceptionCase.state != ExceptionState.CLOSED)
        .order_by(ExceptionCase.found_at.desc(), ExceptionCase.id.desc())
    )
    return tuple(
        TroubleRow(case.number, case.kind, ticket.label, case.note)
        for case, ticket in read.session.execute(asked)
    )


def _complaints(read: Reader, customer_id: int) -> tuple[CaseRow, ...]:
    waiting = {c.id: due for c, due in waiting_complaints(read, customer_id)}
    asked = select(Complaint).where(Complaint.customer_id == customer_id)
    newest = asked.order_by(Complaint.received_at.desc(), Complaint.id.desc()).limit(LATEST)
    return tuple(
        CaseRow(
            c.number,
            c.level,
            c.state,
            local(c.received_at).date(),
            c.content,
            c.reply,
            waiting.get(c.id),
        )
        for c in read.session.scalars(newest)
    )


def _calls(read: Reader, customer_id: int, most: int) -> list[Callback]:
    asked = select(Callback).where(Callback.customer_id == customer_id)
    newest = asked.order_by(Callback.at.desc(), Callback.id.desc()).limit(most)
    return list(read.session.scalars(newest))


def _follow_ups(read: Reader, customer_id: int) -> tuple[str, ...]:
    asked = (
        select(CallbackFollowUp)
        .outerjoin(Callback, Callback.id == CallbackFollowUp.callback_id)
        .outerjoin(SurveyAnswer, SurveyAnswer.id == CallbackFollowUp.survey_answer_id)
        .outerjoin(SurveyRecipient, SurveyRecipient.id == SurveyAnswer.recipient_id)
        .where(
            (Callback.customer_id == customer_id) | (SurveyRecipient.customer_id == customer_id),
            CallbackFollowUp.state == FollowUpState.OPEN,
        )
        .order_by(CallbackFollowUp.due_at)
    )
    return tuple(f"{t.task}({t.owner.name})" for t in read.session.scalars(asked))


def _served(read: Reader, customer_id: int, most: int) -> list[ServiceRow]:
    """Call-backs on the customer's card (P-07)."""
    return [
        ServiceRow(local(c.at).date(), tr("回访"), c.number, talk_row(c).text or c.purpose.label)
        for c in _calls(read, customer_id, most)
    ]


recent_service.append(_served)
