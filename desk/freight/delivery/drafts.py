"""Runs, receipts and collections as they are typed: plain values, nothing derived."""

from dataclasses import dataclass
from datetime import date, datetime

from desk.freight.consignments.choices import PayMethod
from desk.freight.delivery.choices import IdKind, Relation, ShareBasis, SignResult
from desk.storage.cabinet import Upload


@dataclass(frozen=True, kw_only=True)
class RunPlan:
    """The head of a run. `plate_no` may also be a vehicle code, `driver_no` is ``D001``."""

    run_on: date
    plate_no: str
    driver_no: str
    planned_out_at: datetime
    planned_back_at: datetime
    helper: str = ""
    vehicle_cost_fen: int = 0
    share_basis: ShareBasis = ShareBasis.WEIGHT


@dataclass(frozen=True, kw_only=True)
class StopDraft:
    """One stop: a consignment and how many of its pieces; None takes all that are free."""

    waybill: str
    pieces: int | None = None


@dataclass(frozen=True, kw_only=True)
class ReceiptEntry:
    """What the signed paper says.

    Attributes:
        pieces_signed: None takes all pieces of the stop for FULL, none for REFUSED and FAILED.
        pieces_refused: None takes what was not signed, none for FAILED.
        signed_at: when it was signed or refused, or the stop was tried.
        cash_freight_fen: freight taken at the door; None means what was due (nothing unless signed).
        cash_cod_fen: cash on delivery taken at the door; None likewise.
        reason: why not everything was signed.
        photos: pictures of the paper or the goods.
    """

    result: SignResult
    signed_at: datetime
    pieces_signed: int | None = None
    pieces_refused: int | None = None
    signer: str = ""
    relation: Relation = Relation.SELF
    signer_id_last4: str = ""
    condition_note: str = ""
    cash_freight_fen: int | None = None
    cash_cod_fen: int | None = None
    pay_method: PayMethod = PayMethod.CASH
    reason: str = ""
    photos: tuple[Upload, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StopReceipt:
    """The signed paper of one of many stops."""

    waybill: str
    entry: ReceiptEntry


@dataclass(frozen=True, kw_only=True)
class PickupEntry:
    """What is typed when goods are collected at the counter.

    Attributes:
        picker: the man at the counter.
        relation: PROXY when he is not the consignee (or his own man): then `proxy_id_no` is needed.
        pieces: None takes all that are free in stock.
        signed_at: None means now.
        freight_paid_fen, cod_paid_fen, storage_paid_fen: money taken; nothing is assumed.
        waived_fen: storage fee given up.
        receipts_back: copies of the return receipt signed at the counter and kept.
    """

    picker: str
    relation: Relation = Relation.SELF
    pieces: int | None = None
    picker_id_kind: IdKind = IdKind.ID_CARD
    picker_id_no: str = ""
    proxy_id_no: str = ""
    signed_at: datetime | None = None
    freight_paid_fen: int = 0
    cod_paid_fen: int = 0
    storage_paid_fen: int = 0
    waived_fen: int = 0
    waive_reason: str = ""
    method: PayMethod = PayMethod.CASH
    receipts_back: int = 0
