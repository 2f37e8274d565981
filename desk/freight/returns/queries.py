"""Reading return orders."""

from dataclasses import dataclass
from datetime import datetime

from desk.freight.returns.choices import ReturnState
from desk.freight.returns.finding import order_by_number
from desk.freight.returns.model import ReturnOrder
from desk.freight.returns.reactions import missing
from desk.freight.tracking.choices import Channel
from desk.kernel.commands import query
from desk.kernel.words import amount_in_words
from desk.storage.cabinet import attachments_of
from desk.storage.work import Reader


@dataclass(frozen=True)
class ReturnCard:
    """A return; money in fen.

    Attributes:
        return_no: return consignment, empty until it is made.
        collect_fen: freight of the original that the shipper took over.
        partner_cost_fen, freight_fen: the way back to the hub and from there.
        missing: what keeps the original from being closed.
        letters: labels of the filed letters.
    """

    id: int
    number: str
    return_no: str
    state: ReturnState
    pieces: int
    reason: str
    ordered_at: datetime
    ordered_by: str
    channel: Channel
    content: str
    collect_fen: int
    partner_cost_fen: int
    freight_fen: int
    due_fen: int
    due_in_words: str
    cod_cancelled_fen: int
    slip_no: str
    shipped_at: datetime | None
    settled_at: datetime | None
    missing: tuple[str, ...]
    letters: tuple[str, ...]


@query("return.read", "返货详情")
def return_card(read: Reader, *, number: str) -> ReturnCard:
    """The return of a consignment, by its number or by that of the return consignment.

    Raises:
        Refused: E006.
    """
    order = order_by_number(read, number)
    letters = attachments_of(read.session, ReturnOrder.__tablename__, order.id)
    return ReturnCard(
        id=order.id,
        number=order.original.label,
        return_no=order.back.label if order.back else "",
        state=order.state,
        pieces=order.pieces,
        reason=order.reason,
        ordered_at=order.ordered_at,
        ordered_by=order.contact.who,
        channel=order.contact.channel,
        content=order.contact.content,
        collect_fen=order.collect_fen,
        partner_cost_fen=order.partner_cost_fen,
        freight_fen=order.freight_fen,
        due_fen=order.due_fen,
        due_in_words=amount_in_words(order.due_fen),
        cod_cancelled_fen=order.cod_cancelled_fen,
        slip_no=order.slip_no,
        shipped_at=order.shipped_at,
        settled_at=order.settled_at,
        missing=tuple(missing(order)) if order.state is not ReturnState.VOID else (),
        letters=tuple(letter.label for letter in letters),
    )
