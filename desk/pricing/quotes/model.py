"""The inquiry, the quotes that answer it, their lines and estimated costs (spec 3.13)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.archive.customers.choices import PayTerms
from desk.pricing.goods import Category, Packing
from desk.pricing.quotes.choices import (
    Channel,
    CostLeg,
    InquiryState,
    LostReason,
    Msds,
    QuoteItem,
    QuoteState,
    RefusalKind,
)
from desk.pricing.tariffs.choices import PriceLevel
from desk.storage.base import Record, Searched
from desk.storage.columns import Chosen, Cm3, Fen, Grams, Pieces
from desk.storage.seals import Part, Seal


class Inquiry(Record):
    """询价: a call for a price, with everything the waybill will need of it.

    The clock runs from `received_at` to `answered_at`; `used_minutes` is fixed when it stops.
    """

    __tablename__ = "inquiry"
    searched = Searched(
        15,
        ("number", "caller_company", "caller_name", "phone"),
        names=("caller_company", "caller_name"),
    )
    __table_args__ = (
        CheckConstraint("weight_g > 0 OR volume_cm3 > 0", name="load"),
        Index("ix_inquiry_state", "state", "due_at", "id"),
    )

    number: Mapped[str] = mapped_column(String(20), unique=True)
    state: Mapped[InquiryState] = mapped_column(Chosen(InquiryState))
    received_at: Mapped[datetime] = mapped_column(index=True)
    due_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    used_minutes: Mapped[int | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    channel: Mapped[Channel] = mapped_column(Chosen(Channel))
    caller_company: Mapped[str] = mapped_column(String(60))
    caller_name: Mapped[str] = mapped_column(String(60))
    phone: Mapped[str] = mapped_column(String(30))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)

    goods_name: Mapped[str] = mapped_column(String(40))
    category: Mapped[Category] = mapped_column(Chosen(Category))
    packing: Mapped[Packing] = mapped_column(Chosen(Packing))
    un_no: Mapped[str] = mapped_column(String(10), default="")
    msds: Mapped[Msds] = mapped_column(Chosen(Msds))
    from_place: Mapped[str] = mapped_column(String(40))
    to_place: Mapped[str] = mapped_column(String(60))
    pieces: Mapped[Pieces]
    weight_g: Mapped[Grams]
    volume_cm3: Mapped[Cm3]
    pickup: Mapped[bool] = mapped_column(default=False)
    pickup_address: Mapped[str] = mapped_column(String(160), default="")
    door: Mapped[bool] = mapped_column(default=False)
    consignee_name: Mapped[str] = mapped_column(String(60), default="")
    consignee_phone: Mapped[str] = mapped_column(String(30), default="")
    consignee_address: Mapped[str] = mapped_column(String(160), default="")
    receipt_copies: Mapped[int] = mapped_column(default=0)
    declared_value_fen: Mapped[Fen]
    cod_amount_fen: Mapped[Fen]
    qty_per_shipment: Mapped[str] = mapped_column(String(60), default="")
    ready_time: Mapped[str] = mapped_column(String(60), default="")
    special_requirements: Mapped[str] = mapped_column(String(200), default="")
    motive: Mapped[str] = mapped_column(String(120), default="")

    refusal: Mapped[RefusalKind | None] = mapped_column(Chosen(RefusalKind))
    lost: Mapped[LostReason | None] = mapped_column(Chosen(LostReason))
    end_note: Mapped[str] = mapped_column(String(200), default="")
    consignment_no: Mapped[str] = mapped_column(String(20), default="")

    quotes: Mapped[list["Quote"]] = relationship(order_by="Quote.id", back_populates="inquiry")

    @property
    def lane(self) -> str:
        """「郑州→喀什」."""
        return f"{self.from_place}→{self.to_place}"


class Quote(Record):
    """报价: one answer. A revision is a record of its own under the same base number (-R1).

    `hit_json` is the tariff line with its freight, as it was on `quoted_on`; empty when the base
    freight was made by hand. `margin_bp` is against the known costs only; `cost_gap` names the
    parts of the way whose cost nobody could tell.
    """

    __tablename__ = "quote"
    searched = Searched(16, ("number",))
    __table_args__ = (
        UniqueConstraint("base_no", "revision"),
        Index("ix_quote_state", "state", "valid_until", "id"),
    )
    sealed = Seal(
        "number",
        "inquiry_id",
        "valid_until",
        "pay_terms",
        "transit_days",
        "reason",
        "chargeable_kg",
        "tariff_base_fen",
        "base_fen",
        "discount_fen",
        "total_fen",
        "cost_fen",
        parts=(Part("quote_line", "quote_id"), Part("quote_cost", "quote_id")),
        approved_in=(QuoteState.APPROVED,),
        kept_in=(QuoteState.SENT, QuoteState.ACCEPTED, QuoteState.EXPIRED),
    )

    number: Mapped[str] = mapped_column(String(24), unique=True)
    base_no: Mapped[str] = mapped_column(String(20))
    revision: Mapped[int] = mapped_column(default=0)
    inquiry_id: Mapped[int] = mapped_column(ForeignKey("inquiry.id"), index=True)
    state: Mapped[QuoteState] = mapped_column(Chosen(QuoteState))
    quoted_on: Mapped[date] = mapped_column(index=True)
    valid_until: Mapped[date]
    pay_terms: Mapped[PayTerms] = mapped_column(Chosen(PayTerms))
    transit_days: Mapped[int | None]
    nonstandard: Mapped[bool] = mapped_column(default=False)
    repeatable: Mapped[bool] = mapped_column(default=False)
    remark: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(String(200), default="")

    price_level: Mapped[PriceLevel] = mapped_column(Chosen(PriceLevel))
    tariff: Mapped[str] = mapped_column(String(80), default="")
    chargeable_kg: Mapped[int]
    tariff_base_fen: Mapped[Fen]
    base_fen: Mapped[Fen]
    discount_fen: Mapped[Fen]
    total_fen: Mapped[Fen]
    cost_fen: Mapped[Fen]
    cost_gap: Mapped[str] = mapped_column(String(60), default="")
    margin_bp: Mapped[int | None]
    hit_json: Mapped[str] = mapped_column(Text, default="")
    terms_json: Mapped[str] = mapped_column(Text, default="")

    sent_at: Mapped[datetime | None]
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    sent_channel: Mapped[Channel | None] = mapped_column(Chosen(Channel))
    accepted_at: Mapped[datetime | None]
    clause_ack: Mapped[bool] = mapped_column(default=False)
    end_note: Mapped[str] = mapped_column(String(200), default="")

    inquiry: Mapped[Inquiry] = relationship(back_populates="quotes")
    lines: Mapped[list["QuoteLine"]] = relationship(
        order_by="QuoteLine.id", cascade="all, delete-orphan"
    )
    costs: Mapped[list["QuoteCost"]] = relationship(
        order_by="QuoteCost.id", cascade="all, delete-orphan"
    )


class QuoteLine(Record):
    """One charge of a quote: 「运费 633 kg × 2.60元/kg = 1,646.00」."""

    __tablename__ = "quote_line"

    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"), index=True)
    item: Mapped[QuoteItem] = mapped_column(Chosen(QuoteItem))
    label: Mapped[str] = mapped_column(String(40), default="")
    price: Mapped[str] = mapped_column(String(40), default="")
    quantity: Mapped[str] = mapped_column(String(20), default="")
    amount_fen: Mapped[Fen]

    @property
    def title(self) -> str:
        """What the line is called on paper."""
        return self.label or self.item.label


class QuoteCost(Record):
    """What one part of the way will cost the office; `amount_fen` None: nobody can tell (未知)."""

    __tablename__ = "quote_cost"

    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"), index=True)
    leg: Mapped[CostLeg] = mapped_column(Chosen(CostLeg))
    amount_fen: Mapped[int | None]
    source: Mapped[str] = mapped_column(String(120), default="")
    rate_id: Mapped[int | None] = mapped_column(ForeignKey("partner_rate.id"), index=True)
