"""The tariff sheet with its lines and surcharges (spec 3.12)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.kernel.prices import Basis, UnitPrice
from desk.pricing.tariffs.choices import FeeKind, SheetKind, SheetState
from desk.pricing.tariffs.rules import Fee
from desk.pricing.tariffs.tiers import parse_tiers
from desk.storage.base import Record
from desk.storage.columns import Chosen, Fen
from desk.storage.seals import Part, Seal


class TariffSheet(Record):
    """运价表. Whoever created it drafted it. Versions of one sheet share its name.

    Once approved, only its end can change: when a newer version takes over, or it runs out.
    """

    __tablename__ = "tariff_sheet"
    __table_args__ = (
        UniqueConstraint("name", "version"),
        Index("ix_tariff_sheet_state", "state", "kind", "valid_from"),
    )
    sealed = Seal(
        "name",
        "kind",
        "version",
        "replaces_id",
        "valid_from",
        "rounding_fen",
        parts=(Part("tariff_line", "sheet_id"), Part("tariff_fee", "sheet_id")),
        approved_in=(SheetState.APPROVED, SheetState.EXPIRED),
    )

    name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[SheetKind] = mapped_column(Chosen(SheetKind))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("tariff_sheet.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    rounding_fen: Mapped[int] = mapped_column(default=100)
    state: Mapped[SheetState] = mapped_column(Chosen(SheetState), default=SheetState.DRAFT)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_at: Mapped[datetime | None]
    countersigned_by: Mapped[str] = mapped_column(String(60), default="")
    countersigned_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(200), default="")

    lines: Mapped[list["TariffLine"]] = relationship(
        order_by="TariffLine.id", cascade="all, delete-orphan"
    )
    fees: Mapped[list["FeeLine"]] = relationship(
        order_by="FeeLine.id", cascade="all, delete-orphan"
    )

    @property
    def label(self) -> str:
        """Name and version, as refusals and papers call it."""
        return f"{self.name} V{self.version}"


class TariffLine(Record):
    """运价行: one lane. Codes are those of GB/T 2260; without a county it is the whole city's price.

    `tiers` keeps the weight breaks as they are typed: ``100:1.50 500:1.20`` (from kg : 元/公斤).
    """

    __tablename__ = "tariff_line"
    __table_args__ = (
        UniqueConstraint("sheet_id", "from_code", "to_city_code", "to_county_code"),
        Index("ix_tariff_line_lane", "from_code", "to_city_code", "to_county_code"),
    )

    sheet_id: Mapped[int] = mapped_column(ForeignKey("tariff_sheet.id"))
    from_code: Mapped[str] = mapped_column(String(6))
    to_city_code: Mapped[str] = mapped_column(String(6))
    to_county_code: Mapped[str] = mapped_column(String(6), default="")
    origin: Mapped[str] = mapped_column(String(60))
    destination: Mapped[str] = mapped_column(String(60))
    basis: Mapped[Basis] = mapped_column(Chosen(Basis))
    price_kg_mill: Mapped[int] = mapped_column(default=0)
    price_m3_fen: Mapped[Fen]
    price_piece_fen: Mapped[Fen]
    lump_fen: Mapped[Fen]
    ratio: Mapped[int] = mapped_column(default=333)
    min_charge_fen: Mapped[Fen]
    transit_days: Mapped[int]
    tiers: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(String(500), default="")

    @property
    def price(self) -> UnitPrice:
        """The prices the freight is reckoned from."""
        return UnitPrice(
            basis=self.basis,
            price_kg_mill=self.price_kg_mill,
            price_m3_fen=self.price_m3_fen,
            price_piece_fen=self.price_piece_fen,
            lump_fen=self.lump_fen,
            ratio=self.ratio,
            min_charge_fen=self.min_charge_fen,
            tiers=parse_tiers(self.tiers),
        )


class FeeLine(Record):
    """附加费行: a fee everywhere, in one city or in one county. See `desk.pricing.tariffs.rules.Fee`."""

    __tablename__ = "tariff_fee"
    __table_args__ = (UniqueConstraint("sheet_id", "fee", "place_code"),)

    sheet_id: Mapped[int] = mapped_column(ForeignKey("tariff_sheet.id"))
    fee: Mapped[FeeKind] = mapped_column(Chosen(FeeKind))
    place_code: Mapped[str] = mapped_column(String(6), default="")
    place: Mapped[str] = mapped_column(String(60), default="")
    amount_fen: Mapped[Fen]
    per_kg_mill: Mapped[int] = mapped_column(default=0)
    share_bp: Mapped[int] = mapped_column(default=0)
    min_fen: Mapped[Fen]
    max_fen: Mapped[Fen]

    @property
    def rule(self) -> Fee:
        """How the fee is reckoned."""
        return Fee(
            amount_fen=self.amount_fen,
            per_kg_mill=self.per_kg_mill,
            share_bp=self.share_bp,
            min_fen=self.min_fen,
            max_fen=self.max_fen,
        )
