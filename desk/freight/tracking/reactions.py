"""Nodes that follow from documents by themselves."""

from desk.freight.consignments.choices import MoveReason, Place
from desk.freight.consignments.events import Accepted, NoticeSent, PiecesMoved
from desk.freight.consignments.model import Consignment, StockMove
from desk.freight.tracking.choices import Channel, EventKind, PartyKind, Topic
from desk.freight.tracking.events import record_contact, record_event, record_first_event
from desk.freight.tracking.rules import NODES_OF_MOVE
from desk.kernel.commands import on
from desk.kernel.errors import refuse
from desk.kernel.numbers import is_number_of
from desk.kernel.text import tr
from desk.storage.work import Work

_SIGNATURES = frozenset({EventKind.SIGNED, EventKind.PART_SIGNED})
_AT_HUB = frozenset(
    {EventKind.PICKED_UP, EventKind.STOCKED_IN, EventKind.LOADED, EventKind.DEPARTED}
)


@on(Accepted)
def note_acceptance(work: Work, happened: Accepted) -> None:
    """The way begins at the origin."""
    record_first_event(work, happened.consignment)


@on(PiecesMoved)
def note_movement(work: Work, happened: PiecesMoved) -> None:
    """Every movement of goods is a node; a reversed one is shown as such."""
    consignment, move = happened.consignment, happened.move
    words = tr("冲销 {n} 件") if move.reverses_id else tr("{n} 件")
    for kind in _nodes(move):
        record_event(
            work,
            consignment,
            _signed_kind(consignment) if kind is EventKind.SIGNED else kind,
            at=move.at,
            place=work.settings.hub_city if _at_hub(kind) else "",
            text=words.format(n=move.pieces) + _by_whom(move),
            doc_no=move.slip_no or move.doc_no,
            undone=_SIGNATURES if _is_first_signature(consignment, move) else frozenset(),
        )


def _is_first_signature(consignment: Consignment, move: StockMove) -> bool:
    """Nothing else is signed for: what the way says of signatures was taken back."""
    return move.place_to is Place.SIGNED and consignment.signed == move.pieces


def _nodes(move: StockMove) -> tuple[EventKind, ...]:
    """Goods loaded for a pre-advice have not left yet; its room notes the departure of the truck."""
    if move.reason is MoveReason.SHIP_OUT and is_number_of("outbound_preadvice", move.doc_no):
        return (EventKind.LOADED,)
    return NODES_OF_MOVE[move.reason]


def _by_whom(move: StockMove) -> str:
    """A transit manifest names the partner and his bill number; notes of slips stay in the house."""
    on_manifest = is_number_of("transit_manifest", move.doc_no)
    out = move.reason is MoveReason.TRANSIT_OUT
    return f" {move.note}" if on_manifest and out and move.note else ""


def _signed_kind(consignment: Consignment) -> EventKind:
    done = consignment.signed + consignment.returned + consignment.written_off
    return EventKind.SIGNED if done == consignment.received else EventKind.PART_SIGNED


def _at_hub(kind: EventKind) -> bool:
    return kind in _AT_HUB


@on(NoticeSent)
def note_notice(work: Work, happened: NoticeSent) -> None:
    """The consignee was told that his goods are here: a node, and a talk as proof."""
    channel = Channel.from_word(happened.channel)
    if channel is None:
        choices = "、".join(c.label for c in Channel)
        label = tr("通知方式")
        raise refuse("E005", "channel", label=label, v=happened.channel, choices=choices)
    record_event(work, happened.consignment, EventKind.NOTICE_SENT, told_by=channel)
    record_contact(
        work,
        happened.consignment,
        who=happened.told,
        content=tr("到货通知:{n} 件已到,请提货或约定送货。").format(
            n=happened.consignment.in_stock
        ),
        channel=channel,
        party_kind=PartyKind.CONSIGNEE,
        topic=Topic.NOTICE,
    )
