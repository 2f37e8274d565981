"""A consignment as it is typed, imported or sent in by JSON: plain values, nothing derived."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Self

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import (
    Category,
    DeliveryMode,
    Direction,
    Packing,
    ReceiptRequirement,
)


class _Draft:
    __dataclass_fields__: ClassVar[dict[str, Any]]

    @classmethod
    def of(cls, **said: Any) -> Self:
        """A draft that holds only what was said, as a decoded one does: a long list of them is large."""
        draft = object.__new__(cls)
        vars(draft).update(said)
        return draft

    def but(self, **changes: Any) -> Self:
        """The same draft with other values; `dataclasses.replace` asks anew for each of fifty fields."""
        known = self.__dataclass_fields__.keys()  # a decoded one lacks what was not said
        if not changes.keys() <= known:
            raise TypeError(f"no fields of a draft: {sorted(changes.keys() - known)}")
        other = object.__new__(type(self))
        vars(other).update(vars(self), **changes)
        return other


@dataclass(frozen=True, kw_only=True)
class CargoDraft(_Draft):
    """One line of goods; weight in grams, volume in cm³.

    When `length_cm`, `width_cm` and `height_cm` are given, the volume is computed from them
    (outer size × pieces, spec 5.1) and `volume_cm3` is ignored.
    """

    goods_name: str
    pieces: int
    weight_g: int
    volume_cm3: int = 0
    category: Category = Category.GENERAL
    packing: Packing = Packing.CARTON
    length_cm: int = 0
    width_cm: int = 0
    height_cm: int = 0
    un_no: str = ""
    mark: str = ""

    @property
    def volume(self) -> int:
        """Volume in cm³."""
        if self.length_cm and self.width_cm and self.height_cm:
            return self.length_cm * self.width_cm * self.height_cm * self.pieces
        return self.volume_cm3


@dataclass(frozen=True, kw_only=True)
class Charges(_Draft):
    """What is charged, in fen; the discount is zero or negative."""

    base_freight_fen: int = 0
    pickup_fee_fen: int = 0
    delivery_fee_fen: int = 0
    transit_fee_fen: int = 0
    cover_fee_fen: int = 0
    receipt_fee_fen: int = 0
    handling_fee_fen: int = 0
    stairs_fee_fen: int = 0
    packing_fee_fen: int = 0
    other_fee_fen: int = 0
    other_fee_note: str = ""
    discount_fen: int = 0
    discount_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ConsignmentDraft(_Draft):
    """A whole consignment before it gets its number.

    `pieces_total`, `weight_total_g`: the totals of the list it came from; when given, they must
    equal the sum of the lines (E130). `quote_no`: the accepted quote that gives the price, level 1 of
    spec 5.2. `price_countersigned_by`: the 副总经理 whose recorded decision
    allows a price below the manager's own authority (A-31).
    """

    direction: Direction
    origin_station: str
    destination: str
    lines: tuple[CargoDraft, ...]
    original_id: int | None = None
    dest_station: str = ""
    accept_at: datetime | None = None
    shipper_id: int | None = None
    shipper_name: str = ""
    shipper_contact: str = ""
    shipper_phone: str = ""
    shipper_address: str = ""
    shipper_identity_checked: bool = False
    identity_doc_type: str = ""
    identity_doc_no: str = ""
    consignee_id: int | None = None
    consignee_name: str = ""
    consignee_contact: str = ""
    consignee_phone: str = ""
    consignee_address: str = ""
    delivery_mode: DeliveryMode = DeliveryMode.SELF_PICKUP
    hold_release: bool = False
    urgent: bool = False
    promised_on: date | None = None
    transit_days: int | None = None
    receipt_required: bool = False
    receipt_copies: int = 0
    receipt_requirement: tuple[ReceiptRequirement, ...] = ()
    dangerous_checked: bool = False
    open_inspection: bool = False
    inspector: str = ""
    charges: Charges = Charges()
    declared_value_fen: int = 0
    cover_clause_ack: bool = False
    pay_terms: PayTerms = PayTerms.PREPAID
    prepaid_part_fen: int = 0
    collect_part_fen: int = 0
    receipt_part_fen: int = 0
    cod_amount_fen: int = 0
    cod_payee: str = ""
    cod_bank: str = ""
    cod_account: str = ""
    advance_fen: int = 0
    paper_no: str = ""
    remark: str = ""
    pieces_total: int | None = None
    weight_total_g: int | None = None
    price_countersigned_by: str = ""
    quote_no: str = ""

    @property
    def pieces(self) -> int:
        return sum(line.pieces for line in self.lines)

    @property
    def weight_g(self) -> int:
        return sum(line.weight_g for line in self.lines)

    @property
    def volume_cm3(self) -> int:
        return sum(line.volume for line in self.lines)

    @property
    def total_fen(self) -> int:
        """Everything charged, less the discount; COD, its fee and advances are not part of it."""
        c = self.charges
        return (
            c.base_freight_fen
            + c.pickup_fee_fen
            + c.delivery_fee_fen
            + c.transit_fee_fen
            + c.cover_fee_fen
            + c.receipt_fee_fen
            + c.handling_fee_fen
            + c.stairs_fee_fen
            + c.packing_fee_fen
            + c.other_fee_fen
            + c.discount_fen
        )
