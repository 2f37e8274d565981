"""What a consignee who comes to the counter gets and owes."""

from dataclasses import dataclass
from datetime import date, datetime, time

from desk.freight.consignments.model import Consignment
from desk.freight.consignments.queries import load
from desk.freight.delivery.dues import dues_of
from desk.freight.delivery.loading import is_held, promised_pieces
from desk.freight.delivery.rules import StorageFee
from desk.freight.delivery.self_pickup import fee_of
from desk.kernel.calendar import BEIJING
from desk.kernel.commands import query
from desk.kernel.identity import mask_phone
from desk.storage.work import Reader


@dataclass(frozen=True)
class PickupCard:
    """One consignment at the counter; money in fen, `free` are the pieces that may go."""

    number: str
    consignee_name: str
    phone_masked: str
    goods_summary: str
    in_stock: int
    free: int
    bin_code: str
    held: bool
    notice_at: datetime | None
    freight_due_fen: int
    cod_due_fen: int
    receipts_due: int
    storage: StorageFee
    due_fen: int


@query("signoff.read", "保管费")
def storage_fee_of(
    read: Reader, *, number: str, on: date | None = None, pieces: int | None = None
) -> StorageFee:
    """Storage fee if the goods (or some pieces) are collected on a day, today unless said.

    Raises:
        Refused: E006.
    """
    consignment = load(read, number)
    return _fee(read, consignment, on, consignment.in_stock if pieces is None else pieces)


def _fee(read: Reader, consignment: Consignment, on: date | None, pieces: int) -> StorageFee:
    moment = datetime.combine(on, time(12), BEIJING) if on else read.now
    return fee_of(read, consignment, pieces, moment)


@query("signoff.read", "自提应收")
def pickup_card(read: Reader, *, number: str, on: date | None = None) -> PickupCard:
    """Everything the counter must know before goods are handed over.

    Raises:
        Refused: E006.
    """
    c = load(read, number)
    free = max(0, c.in_stock - promised_pieces(read.session, c).pieces)
    dues, storage = dues_of(read.session, c), _fee(read, c, on, free)
    return PickupCard(
        number=c.label,
        consignee_name=c.consignee_name,
        phone_masked=mask_phone(c.consignee_phone),
        goods_summary=c.goods_summary,
        in_stock=c.in_stock,
        free=free,
        bin_code=c.bin_code,
        held=is_held(c),
        notice_at=c.notice_at,
        freight_due_fen=dues.freight_fen,
        cod_due_fen=dues.cod_fen,
        receipts_due=dues.receipts,
        storage=storage,
        due_fen=dues.freight_fen + dues.cod_fen + storage.fee_fen,
    )
