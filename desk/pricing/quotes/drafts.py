"""An inquiry and the terms of a quote as they are typed."""

from dataclasses import dataclass
from datetime import date, datetime

from desk.archive.customers.choices import PayTerms
from desk.pricing.goods import Category, Packing
from desk.pricing.quotes.choices import Channel, Msds, QuoteItem


@dataclass(frozen=True, kw_only=True)
class InquiryDraft:
    """A call sheet. Weight in grams, volume in cm³; one of them is enough for a first answer.

    `received_at`: when the customer asked, now unless said. `receipt_copies` 0: no signed receipt.
    """

    caller_company: str = ""
    caller_name: str = ""
    phone: str = ""
    channel: Channel = Channel.PHONE
    received_at: datetime | None = None
    customer_id: int | None = None
    goods_name: str = ""
    category: Category = Category.GENERAL
    packing: Packing = Packing.CARTON
    un_no: str = ""
    msds: Msds = Msds.NOT_NEEDED
    from_place: str = ""
    to_place: str = ""
    pieces: int = 0
    weight_g: int = 0
    volume_cm3: int = 0
    pickup: bool = False
    pickup_address: str = ""
    door: bool = False
    consignee_name: str = ""
    consignee_phone: str = ""
    consignee_address: str = ""
    receipt_copies: int = 0
    declared_value_fen: int = 0
    cod_amount_fen: int = 0
    qty_per_shipment: str = ""
    ready_time: str = ""
    special_requirements: str = ""
    motive: str = ""


@dataclass(frozen=True, kw_only=True)
class ExtraLine:
    """A charge by hand; `item` is one of 装卸, 上楼, 包装, 其他 or replaces the tariff's own fee."""

    item: QuoteItem
    price_fen: int
    quantity: int = 1
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class QuoteTerms:
    """What the clerk decides about a quote; everything else is taken from tariffs and inquiry.

    Attributes:
        base_freight_fen: base freight asked for; 0 takes the tariff's.
        discount_bp: discount on the base freight, rounded down to whole yuan.
        extras: charges by hand.
        valid_until: last day of the offer; so many days from today unless said.
        partner_id: who shall run the leg beyond the hub; the cheapest usable one unless said.
        nonstandard: outside the tariff, or below what one may give: to be approved before it is sent.
        repeatable: good for several consignments while it is valid.
        reason: why the price is not the tariff's.
    """

    base_freight_fen: int = 0
    discount_bp: int = 0
    extras: tuple[ExtraLine, ...] = ()
    pay_terms: PayTerms = PayTerms.PREPAID
    valid_until: date | None = None
    transit_days: int | None = None
    partner_id: int | None = None
    nonstandard: bool = False
    repeatable: bool = False
    remark: str = ""
    reason: str = ""


STANDARD = QuoteTerms()
"""By the tariff, with the office's own validity, prepaid."""
