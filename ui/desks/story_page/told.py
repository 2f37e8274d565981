"""The whole story of a consignment, gathered in one go, and the pairs it is told in."""

from dataclasses import dataclass

from desk.app import Desk
from desk.freight.changes.story import Story, story_of
from desk.freight.tracking.choices import CallDirection
from desk.kernel.moments import show_date, show_moment
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from ui.desks.consignment_record.story import Story as Record
from ui.desks.consignment_record.story import tell_story

Pair = tuple[str, str]


@dataclass(frozen=True)
class Told:
    """`record` has every event, `story` what is to be said and done."""

    record: Record
    story: Story


def whole_story(desk: Desk, number: str) -> Told:
    """Ask for everything.

    Raises:
        Refused: E006, E210.
    """
    return Told(tell_story(desk, number), desk.ask(story_of, number=number))


def next_steps(told: Told) -> list[Pair]:
    """What has to be done, by whom, until when."""
    story, card = told.story, told.story.card
    due = show_date(card.due_on) if card.due_on else ""
    if story.due_before_on and card.due_on:
        words = tr("{a}(原 {b},{why})")
        due = words.format(a=due, b=show_date(story.due_before_on), why=story.extension_reason)
    missing = story.receipts_missing
    pairs = [
        (tr("下一步"), story.next_step or tr("无")),
        (tr("负责"), story.in_charge),
        (tr("应到"), due),
    ]
    if missing:
        pairs.append((tr("回单"), tr("还差 {n} 份").format(n=missing)))
    return pairs


def talks(told: Told) -> list[Pair]:
    """Who was told what, when: the newest first."""
    out = CallDirection.OUT
    return [
        (
            show_moment(talk.at)[5:],
            "  ".join(
                part
                for part in (
                    tr("告知") if talk.direction is out else tr("来询"),
                    f"{talk.party_kind.label} {talk.who}({talk.channel.label})",
                    talk.content,
                )
                if part
            ),
        )
        for talk in told.record.contacts
    ]


def troubles(told: Told) -> list[Pair]:
    """Exceptions and former consignees."""
    cases = [
        (row.number, f"{row.kind.label} {row.pieces or ''} {row.note} · {row.state.label}")
        for row in told.record.exceptions
    ]
    words = tr("{t} 由 {a} 变更为 {b},收变更费 {f} 元")
    changes = [
        (
            tr("变更收货人"),
            words.format(
                t=show_moment(row.at)[5:], a=row.old_name, b=row.new_name, f=show_money(row.fee_fen)
            ),
        )
        for row in told.story.changes
    ]
    return [*cases, *changes]


def documents(told: Told) -> str:
    """The numbers of all papers the consignment stands on, in the order they came."""
    record = told.record
    numbers = [
        *(event.doc_no for event in record.events),
        *(number for move in record.moves for number in (move.doc_no, move.slip_no)),
        *(row.doc_no for row in record.money),
        *(case.number for case in record.exceptions),
    ]
    own = record.card.number
    return "、".join(dict.fromkeys(no for no in numbers if no and no != own))
