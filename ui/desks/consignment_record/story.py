"""Everything the record page tells, gathered in one go, and its happenings in order of time."""

from dataclasses import dataclass
from datetime import datetime

from desk.app import Desk
from desk.freight.consignments.queries import (
    ConsignmentCard,
    MoveRow,
    TakenRow,
    consignment_card,
    money_of,
    moves_of,
)
from desk.freight.consignments.voiding import VoidingRow, voiding_of
from desk.freight.exceptions.choices import ExceptionState
from desk.freight.exceptions.queries import ExceptionRow, exceptions_of
from desk.freight.tracking.choices import CallDirection, EventKind, Topic
from desk.freight.tracking.queries import ContactRow, EventRow, contacts_of, events_of
from desk.kernel.moments import show_moment
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from ui.theme import Tone

_WRONG = frozenset({EventKind.DELAYED, EventKind.REFUSED})
_DONE = frozenset({EventKind.SIGNED, EventKind.RETURNED, EventKind.RECEIPT_IN})


@dataclass(frozen=True)
class Story:
    """One consignment and all that hangs on it."""

    card: ConsignmentCard
    moves: tuple[MoveRow, ...]
    money: tuple[TakenRow, ...]
    events: tuple[EventRow, ...]
    contacts: tuple[ContactRow, ...]
    exceptions: tuple[ExceptionRow, ...]
    voiding: VoidingRow | None

    @property
    def open_exceptions(self) -> int:
        """Exceptions somebody still has to deal with."""
        return sum(row.state is not ExceptionState.CLOSED for row in self.exceptions)


@dataclass(frozen=True)
class Happening:
    """One thing that happened: when, what, and the words about it."""

    at: datetime
    what: str
    words: str
    tone: Tone


def tell_story(desk: Desk, number: str) -> Story:
    """Ask for everything about a consignment.

    Raises:
        Refused: E006, E210.
    """
    return Story(
        desk.ask(consignment_card, number=number),
        tuple(desk.ask(moves_of, number=number)),
        tuple(desk.ask(money_of, number=number)),
        tuple(desk.ask(events_of, number=number)),
        tuple(desk.ask(contacts_of, number=number)),
        tuple(desk.ask(exceptions_of, number=number)),
        desk.ask(voiding_of, number=number),
    )


def happenings(story: Story) -> list[Happening]:
    """What happened, the newest first."""
    told = {row.at for row in story.contacts if row.topic is Topic.NOTICE}
    found = [
        *(_event(row, story.card.number) for row in story.events if not _said(row, told)),
        *(_contact(row) for row in story.contacts),
        *(_taken(row) for row in story.money),
        *(_exception(row) for row in story.exceptions),
        *([_voided(story.voiding)] if story.voiding else []),
    ]
    return [h for _, h in sorted(enumerate(found), key=lambda p: (p[1].at, p[0]), reverse=True)]


def _said(row: EventRow, told: set[datetime]) -> bool:
    """The talk about a notice says it better than its node."""
    return row.kind is EventKind.NOTICE_SENT and row.at in told


def _event(row: EventRow, number: str) -> Happening:
    tone = Tone.DONE if row.kind in _DONE else Tone.ACTIVE
    told = tr("已告知客户({how})").format(how=row.channel.label) if row.channel else ""
    papers = row.doc_no if row.doc_no != number else ""
    words = _joined(row.place, row.text, papers, told)
    return Happening(row.at, row.kind.label, words, Tone.WRONG if row.kind in _WRONG else tone)


def _contact(row: ContactRow) -> Happening:
    calls = tr("{channel}告知") if row.direction is CallDirection.OUT else tr("{channel}来询")
    who = f"{row.party_kind.label} {row.who}"
    again = (
        tr("下次联系 {t}").format(t=show_moment(row.next_action_at)) if row.next_action_at else ""
    )
    words = _joined(f"{who}:{row.content}", again)
    return Happening(row.at, calls.format(channel=row.channel.label), words, Tone.NEUTRAL)


def _taken(row: TakenRow) -> Happening:
    amount = tr("{a} 元").format(a=show_money(row.amount_fen))
    words = _joined(f"{row.kind.label} {amount}", row.method.label, row.doc_no, row.note)
    return Happening(row.at, tr("收款"), words, Tone.DONE)


def _exception(row: ExceptionRow) -> Happening:
    pieces = tr("{n} 件").format(n=row.pieces) if row.pieces else ""
    words = _joined(row.kind.label, pieces, row.note, row.state.label, row.number)
    return Happening(row.found_at, tr("异常"), words, Tone.WRONG)


def _voided(row: VoidingRow) -> Happening:
    words = _joined(tr("经办人 {who}").format(who=row.who), row.reason)
    return Happening(row.at, tr("作废"), words, Tone.WRONG)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
