"""What the desk's own screens ask: a consignment as it would be typed, a customer's last tickets."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from desk.freight.consignments.choices import ConsignmentState, ReceiptRequirement
from desk.freight.consignments.drafts import CargoDraft, Charges, ConsignmentDraft
from desk.freight.consignments.model import CargoLine, Consignment
from desk.freight.consignments.queries import load
from desk.kernel.commands import query
from desk.storage.work import Reader

_ELSEWHERE = frozenset(
    {
        "lines",
        "charges",
        "receipt_requirement",
        "identity_doc_no",
        "pieces_total",
        "weight_total_g",
        "price_countersigned_by",
    }
)
MOST_TICKETS = 10


@dataclass(frozen=True)
class TypedConsignment:
    """A consignment as a draft to be corrected, with the version it was read at."""

    number: str
    version: int
    state: ConsignmentState
    draft: ConsignmentDraft


@query("consignment.read", "修改用的运单内容")
def consignment_as_typed(read: Reader, *, number: str) -> TypedConsignment:
    """The consignment as it would be typed; the identity number stays hidden (and is kept on saving).

    Raises:
        Refused: E006.
    """
    found = load(read, number)
    plain = {
        name: getattr(found, name)
        for name in ConsignmentDraft.__dataclass_fields__
        if name not in _ELSEWHERE
    }
    draft = ConsignmentDraft(
        **plain,
        lines=tuple(_line(line) for line in found.lines),
        charges=Charges(**{name: getattr(found, name) for name in Charges.__dataclass_fields__}),
        receipt_requirement=_requirement(found.receipt_requirement),
    )
    return TypedConsignment(found.label, found.row_version, found.state, draft)


def _line(line: CargoLine) -> CargoDraft:
    return CargoDraft(
        goods_name=line.goods_name,
        pieces=line.pieces,
        weight_g=line.weight_g,
        volume_cm3=line.volume_cm3,
        category=line.category,
        packing=line.packing,
        mark=line.mark,
    )


def _requirement(words: str) -> tuple[ReceiptRequirement, ...]:
    """The stored words (签字、盖章) back as choices."""
    found = (ReceiptRequirement.from_word(word) for word in words.split("、"))
    return tuple(choice for choice in found if choice is not None)


@dataclass(frozen=True)
class TicketRow:
    """One of a customer's last consignments."""

    number: str
    state: ConsignmentState
    accept_at: datetime
    is_shipper: bool
    other: str
    destination: str
    goods_summary: str
    pieces: int
    total_fen: int


@query("consignment.read", "客户最近运单")
def consignments_of(read: Reader, *, customer_id: int) -> list[TicketRow]:
    """The last ten numbered consignments a customer shipped or received, newest first."""
    party = or_(Consignment.shipper_id == customer_id, Consignment.consignee_id == customer_id)
    wanted = select(Consignment).where(party, Consignment.number.is_not(None))
    return [
        _ticket(c, customer_id)
        for c in read.session.scalars(wanted.order_by(Consignment.id.desc()).limit(MOST_TICKETS))
    ]


def _ticket(c: Consignment, customer_id: int) -> TicketRow:
    ships = c.shipper_id == customer_id
    return TicketRow(
        c.label,
        c.state,
        c.accept_at,
        ships,
        c.consignee_name if ships else c.shipper_name,
        c.destination,
        c.goods_summary,
        c.declared,
        c.total_fen,
    )
