"""The consignment, its goods, the goods ledger and the money rows (spec 3.3, 3.4, 3.9)."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import (
    Category,
    Condition,
    ConsignmentState,
    DeliveryMode,
    Direction,
    MoneyKind,
    MoveKind,
    MoveReason,
    Packing,
    PayMethod,
    Place,
)
from desk.pricing.tariffs.choices import PriceLevel
from desk.storage.base import Record, Searched
from desk.storage.columns import Chosen, Cm3, Fen, Grams, Pieces
from desk.storage.ways import out_of_reach

_BUCKETS = (
    "received",
    "in_stock",
    "on_run",
    "at_partner",
    "shipped_out",
    "signed",
    "returned",
    "written_off",
)
_SORTED_BY = ("due_on", "destination", "total_fen", "shipper_name", "consignee_name")
"""Columns whose order is worth an index of a million rows; see the decisions."""
_NARROWED_BY = ("direction", "delivery_mode", "pay_terms")
"""Filters of the list whose rare values would else be looked for in every row."""
_CONSERVED = f"received = {' + '.join(_BUCKETS[1:])}"


class Consignment(Record):
    """运单. Parties are a snapshot; quantities and state are derived from the ledger."""

    __tablename__ = "consignment"
    searched = Searched(
        1,
        (
            "number",
            "paper_no",
            "shipper_name",
            "shipper_contact",
            "consignee_name",
            "consignee_contact",
            "consignee_phone",
            "shipper_phone",
            "destination",
            "consignee_address",
        ),
        ("consignee_initials",),
    )
    __table_args__ = (
        CheckConstraint(_CONSERVED, name="ledger"),
        CheckConstraint(" AND ".join(f"{b} >= 0" for b in _BUCKETS), name="not_negative"),
        Index("ix_consignment_state_accept", "state", "accept_at", "id"),
        Index("ix_consignment_accept", "accept_at", "id"),
        *(Index(f"ix_consignment_{column}", column) for column in _SORTED_BY),
        *(Index(f"ix_consignment_{column}", column, "accept_at") for column in _NARROWED_BY),
        Index("ix_consignment_urgent", "urgent", "accept_at", sqlite_where=text("urgent = 1")),
        Index(
            "ix_consignment_off_tariff",
            "accept_at",
            sqlite_where=text(
                "price_level = 'MANUAL' OR tariff_base_fen != base_freight_fen + discount_fen"
            ),
        ),
        Index("ix_consignment_cod", "accept_at", sqlite_where=text("cod_amount_fen > 0")),
        Index("ix_consignment_paper", "paper_no", "shipper_name"),
        Index("ix_consignment_due", "state", "due_on"),
        Index("ix_consignment_stocked", "stocked_at", "direction"),
        Index("ix_consignment_signed", "signed_at"),
        Index("ix_consignment_put_off", "due_on", sqlite_where=text("due_before_on IS NOT NULL")),
        Index("ix_consignment_stock", "stocked_at", "id", sqlite_where=text("in_stock > 0")),
        Index(
            "ix_consignment_lying",
            "direction",
            "delivery_mode",
            "stocked_at",
            sqlite_where=text("in_stock > 0"),
        ),
        Index(
            "ix_consignment_untold",
            "notice_at",
            "direction",
            "stocked_at",
            sqlite_where=text("notice_at IS NULL AND in_stock > 0 AND delivery_mode <> 'TRANSIT'"),
        ),
    )

    number: Mapped[str | None] = mapped_column(String(20), unique=True)
    direction: Mapped[Direction] = mapped_column(Chosen(Direction))
    state: Mapped[ConsignmentState] = mapped_column(Chosen(ConsignmentState))
    original_id: Mapped[int | None] = mapped_column(ForeignKey("consignment.id"), index=True)
    accept_at: Mapped[datetime]
    origin_station: Mapped[str] = mapped_column(String(40))
    dest_station: Mapped[str] = mapped_column(String(40))
    destination: Mapped[str] = mapped_column(String(60))
    destination_code: Mapped[str] = mapped_column(String(6), default="")
    via_hub: Mapped[str] = mapped_column(String(10), default="URC")

    shipper_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    shipper_name: Mapped[str] = mapped_column(String(60))
    shipper_contact: Mapped[str] = mapped_column(String(60), default="")
    shipper_phone: Mapped[str] = mapped_column(String(30))
    shipper_address: Mapped[str] = mapped_column(String(160), default="")
    shipper_identity_checked: Mapped[bool] = mapped_column(default=False)
    identity_doc_type: Mapped[str] = mapped_column(String(20), default="")
    identity_doc_no: Mapped[bytes | None] = mapped_column(LargeBinary)

    consignee_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    consignee_name: Mapped[str] = mapped_column(String(60))
    consignee_contact: Mapped[str] = mapped_column(String(60), default="")
    consignee_phone: Mapped[str] = mapped_column(String(30), index=True)
    consignee_address: Mapped[str] = mapped_column(String(160), default="")
    consignee_initials: Mapped[str] = mapped_column(String(120), default="")

    delivery_mode: Mapped[DeliveryMode] = mapped_column(Chosen(DeliveryMode))
    hold_release: Mapped[bool] = mapped_column(default=False)
    released_at: Mapped[datetime | None]
    release_note: Mapped[str] = mapped_column(String(200), default="")
    urgent: Mapped[bool] = mapped_column(default=False)
    promised_on: Mapped[date | None]
    due_on: Mapped[date | None]
    due_before_on: Mapped[date | None]
    extension_reason: Mapped[str] = mapped_column(String(200), default="")
    force_majeure: Mapped[bool] = mapped_column(default=False)
    transit_days: Mapped[int | None]
    receipt_required: Mapped[bool] = mapped_column(default=False)
    receipt_copies: Mapped[int] = mapped_column(default=0)
    receipt_requirement: Mapped[str] = mapped_column(String(60), default="")
    dangerous_checked: Mapped[bool] = mapped_column(default=False)
    open_inspection: Mapped[bool] = mapped_column(default=False)
    inspector: Mapped[str] = mapped_column(String(60), default="")

    base_freight_fen: Mapped[Fen]
    pickup_fee_fen: Mapped[Fen]
    delivery_fee_fen: Mapped[Fen]
    transit_fee_fen: Mapped[Fen]
    cover_fee_fen: Mapped[Fen]
    receipt_fee_fen: Mapped[Fen]
    handling_fee_fen: Mapped[Fen]
    stairs_fee_fen: Mapped[Fen]
    packing_fee_fen: Mapped[Fen]
    other_fee_fen: Mapped[Fen]
    other_fee_note: Mapped[str] = mapped_column(String(60), default="")
    discount_fen: Mapped[Fen]
    discount_reason: Mapped[str] = mapped_column(String(100), default="")
    total_fen: Mapped[Fen]
    declared_value_fen: Mapped[Fen]
    cover_clause_ack: Mapped[bool] = mapped_column(default=False)
    pay_terms: Mapped[PayTerms] = mapped_column(Chosen(PayTerms))
    prepaid_part_fen: Mapped[Fen]
    collect_part_fen: Mapped[Fen]
    receipt_part_fen: Mapped[Fen]
    cod_amount_fen: Mapped[Fen]
    cod_payee: Mapped[str] = mapped_column(String(60), default="")
    cod_bank: Mapped[str] = mapped_column(String(60), default="")
    cod_account: Mapped[str] = mapped_column(String(40), default="")
    cod_fee_fen: Mapped[Fen]
    advance_fen: Mapped[Fen]
    linehaul_cost_fen: Mapped[Fen]
    pickup_cost_fen: Mapped[Fen]
    transit_cost_fen: Mapped[Fen]
    delivery_cost_fen: Mapped[Fen]
    other_cost_fen: Mapped[Fen]

    goods_summary: Mapped[str] = mapped_column(String(60), default="")
    packing_summary: Mapped[str] = mapped_column(String(40), default="")
    weight_g: Mapped[Grams]
    volume_cm3: Mapped[Cm3]
    chargeable_kg: Mapped[int] = mapped_column(default=0)
    declared: Mapped[Pieces]
    received: Mapped[Pieces]
    in_stock: Mapped[Pieces]
    on_run: Mapped[Pieces]
    at_partner: Mapped[Pieces]
    shipped_out: Mapped[Pieces]
    signed: Mapped[Pieces]
    returned: Mapped[Pieces]
    written_off: Mapped[Pieces]
    going_back: Mapped[Pieces]  # ordered back by the shipper and not shipped yet
    bin_code: Mapped[str] = mapped_column(String(20), default="")
    stocked_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    notice_at: Mapped[datetime | None]
    expected: Mapped[bool] = mapped_column(default=False)
    refusal_open: Mapped[bool] = mapped_column(default=False)
    receipts_back: Mapped[Pieces]
    closed_at: Mapped[datetime | None]
    voided: Mapped[bool] = mapped_column(default=False)
    void_reason: Mapped[str] = mapped_column(String(200), default="")
    paper_no: Mapped[str] = mapped_column(String(40), default="")
    remark: Mapped[str] = mapped_column(Text, default="")
    quote_no: Mapped[str] = mapped_column(String(24), default="", index=True)
    price_level: Mapped[PriceLevel | None] = mapped_column(Chosen(PriceLevel))
    tariff_base_fen: Mapped[int | None] = mapped_column(BigInteger)
    rate_snapshot: Mapped[str] = mapped_column(Text, default="")
    draft_json: Mapped[str] = mapped_column(Text, default="")

    lines: Mapped[list["CargoLine"]] = relationship(
        order_by="CargoLine.line_no", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def label(self) -> str:
        """The number, or 「草稿」 while there is none."""
        return self.number or ConsignmentState.DRAFT.label


IS_INBOUND = out_of_reach(Consignment.direction) == Direction.INBOUND
"""Most tickets are: it narrows what is looked for, and is no way to find it."""


class CargoLine(Record):
    """货物明细: 1–50 lines; their sums are the consignment's totals."""

    __tablename__ = "cargo_line"
    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"), index=True)
    line_no: Mapped[int]
    goods_name: Mapped[str] = mapped_column(String(40))
    category: Mapped[Category] = mapped_column(Chosen(Category))
    pieces: Mapped[Pieces]
    packing: Mapped[Packing] = mapped_column(Chosen(Packing))
    weight_g: Mapped[Grams]
    volume_cm3: Mapped[Cm3]
    mark: Mapped[str] = mapped_column(String(60), default="")


class StockMove(Record):
    """出入库登记: one row per movement of pieces; a mistake is mended by a reverse row only."""

    __tablename__ = "stock_move"
    __table_args__ = (
        CheckConstraint("pieces > 0", name="pieces"),
        CheckConstraint("place_from <> place_to", name="moves"),
        Index("ix_stock_move_consignment", "consignment_id", "id"),
        Index("ix_stock_move_at", "at", "id"),
        Index("ix_stock_move_doc", "doc_no"),
    )
    append_only = True

    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"))
    at: Mapped[datetime]
    kind: Mapped[MoveKind] = mapped_column(Chosen(MoveKind))
    reason: Mapped[MoveReason] = mapped_column(Chosen(MoveReason))
    place_from: Mapped[Place] = mapped_column(Chosen(Place))
    place_to: Mapped[Place] = mapped_column(Chosen(Place))
    pieces: Mapped[Pieces]
    balance_after: Mapped[Pieces]
    bin_code: Mapped[str] = mapped_column(String(20), default="")
    condition: Mapped[Condition] = mapped_column(Chosen(Condition), default=Condition.GOOD)
    doc_no: Mapped[str] = mapped_column(String(30))
    slip_no: Mapped[str] = mapped_column(String(30), default="")
    keeper_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    handed_by: Mapped[str] = mapped_column(String(60), default="")
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("stock_move.id"))
    note: Mapped[str] = mapped_column(String(120), default="")


class MoneyRow(Record):
    """收款: money taken from a customer for one consignment; only ever added or reversed."""

    __tablename__ = "money_row"
    __table_args__ = (Index("ix_money_row_consignment", "consignment_id", "kind"),)
    append_only = True

    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"))
    at: Mapped[datetime]
    kind: Mapped[MoneyKind] = mapped_column(Chosen(MoneyKind))
    amount_fen: Mapped[Fen]
    method: Mapped[PayMethod] = mapped_column(Chosen(PayMethod))
    doc_no: Mapped[str] = mapped_column(String(30))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("money_row.id"))
    note: Mapped[str] = mapped_column(String(120), default="")
