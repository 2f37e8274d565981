"""Partner rates and the notices of their change (spec 3.11)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.kernel.prices import Basis
from desk.partners.carriers.model import Partner
from desk.partners.rates.choices import NoticeState, RateSource
from desk.partners.rates.drafts import RateTerms
from desk.storage.base import Record
from desk.storage.columns import Chosen, Cm3, Fen, Grams, Pieces


class PartnerRate(Record):
    """合作商运价: what a partner charges on one lane while it is valid; prices are never rewritten.

    Both ends are kept as typed and by division code. `version_no` counts the rates of the lane.
    `valid_to` None is open-ended, `withdrawn_at` marks a rate entered by mistake. Prices per kg are
    1/1000 yuan (`_mill`); `return_price_kg_mill` 0 means that nothing was agreed for returns.
    """

    __tablename__ = "partner_rate"
    __table_args__ = (
        Index("ix_partner_rate_lane", "partner_id", "from_code", "to_code", "valid_from"),
        Index("ix_partner_rate_ends", "from_code", "to_code"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="validity"),
    )

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    from_place: Mapped[str] = mapped_column(String(40))
    from_code: Mapped[str] = mapped_column(String(6))
    to_place: Mapped[str] = mapped_column(String(40))
    to_code: Mapped[str] = mapped_column(String(6))
    version_no: Mapped[int]
    basis: Mapped[Basis] = mapped_column(Chosen(Basis))
    price_kg_mill: Mapped[int] = mapped_column(default=0)
    price_m3_fen: Mapped[Fen]
    price_piece_fen: Mapped[Fen]
    lump_fen: Mapped[Fen]
    ratio: Mapped[int]
    min_charge_fen: Mapped[Fen]
    door_fee_fen: Mapped[Fen]
    return_price_kg_mill: Mapped[int] = mapped_column(default=0)
    transit_days: Mapped[int]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    source: Mapped[RateSource] = mapped_column(Chosen(RateSource))
    confirmed_at: Mapped[datetime] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(String(200), default="")

    partner: Mapped[Partner] = relationship()

    @property
    def lane(self) -> str:
        """「乌鲁木齐→喀什」."""
        return f"{self.from_place}→{self.to_place}"

    @property
    def terms(self) -> RateTerms:
        """What is charged, as plain values."""
        return RateTerms(**{name: getattr(self, name) for name in RateTerms.__dataclass_fields__})


class RateChangeNotice(Record):
    """运价变更通知单: finance is told of a new rate in time; the two rates hold the prices.

    `change_bp` is the change of the price in basis points. The example ticket shows what it means.
    `affected` are the quotes and contracts that rooms above named, one a line.
    """

    __tablename__ = "rate_change_notice"
    __table_args__ = (Index("ix_rate_change_notice_state", "state", "due_at"),)

    number: Mapped[str] = mapped_column(String(20), unique=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    old_rate_id: Mapped[int] = mapped_column(ForeignKey("partner_rate.id"))
    new_rate_id: Mapped[int] = mapped_column(ForeignKey("partner_rate.id"), unique=True)
    state: Mapped[NoticeState] = mapped_column(Chosen(NoticeState))
    change_bp: Mapped[int | None]
    effective_on: Mapped[date]
    recorded_at: Mapped[datetime]
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    sent_by: Mapped[str] = mapped_column(String(60), default="")
    finance_ack_by: Mapped[str] = mapped_column(String(60), default="")
    finance_ack_at: Mapped[datetime | None]
    example_weight_g: Mapped[Grams]
    example_volume_cm3: Mapped[Cm3]
    example_pieces: Mapped[Pieces]
    example_door: Mapped[bool]
    affected: Mapped[str] = mapped_column(String(2000), default="")

    partner: Mapped[Partner] = relationship()
    old_rate: Mapped[PartnerRate] = relationship(foreign_keys=[old_rate_id])
    new_rate: Mapped[PartnerRate] = relationship(foreign_keys=[new_rate_id])

    def overdue(self, now: datetime) -> bool:
        """It was sent too late, or is still not sent after its deadline."""
        return (self.sent_at or now) > self.due_at
