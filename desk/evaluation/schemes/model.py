"""The evaluation scheme with its indicators (spec 3.20)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.evaluation.schemes.choices import IndicatorKind, SchemeState
from desk.evaluation.schemes.scoring import Bands, Indicator
from desk.partners.carriers.choices import PartnerScope
from desk.storage.base import Record
from desk.storage.columns import Chosen
from desk.storage.seals import Part, Seal


class EvaluationScheme(Record):
    """合作商评估方案, one row per version; from its approval on it is never changed.

    `a_from`, `b_from` and `c_from` are the lowest totals of the grades, in hundredths of points.
    """

    __tablename__ = "evaluation_scheme"
    __table_args__ = (
        UniqueConstraint("scope", "version_no"),
        Index("ix_evaluation_scheme_state", "scope", "state"),
    )
    sealed = Seal(
        "scope",
        "version_no",
        "name",
        "a_from",
        "b_from",
        "c_from",
        "least_tickets",
        "remark",
        parts=(Part("evaluation_indicator", "scheme_id"),),
        approved_in=(SchemeState.APPROVED,),
        kept_in=(SchemeState.RETIRED,),
    )

    scope: Mapped[PartnerScope] = mapped_column(Chosen(PartnerScope))
    version_no: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))
    state: Mapped[SchemeState] = mapped_column(Chosen(SchemeState))
    a_from: Mapped[int]
    b_from: Mapped[int]
    c_from: Mapped[int]
    least_tickets: Mapped[int]
    remark: Mapped[str] = mapped_column(String(300), default="")
    answer: Mapped[str] = mapped_column(String(200), default="")
    approved_at: Mapped[datetime | None]
    retired_at: Mapped[datetime | None]

    indicators: Mapped[list["EvaluationIndicator"]] = relationship(
        order_by="EvaluationIndicator.position", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def label(self) -> str:
        """「疆内V2」."""
        return f"{self.scope.label}V{self.version_no}"

    @property
    def bands(self) -> Bands:
        return Bands(self.a_from, self.b_from, self.c_from)

    def of_kind(self, *kinds: IndicatorKind) -> list["EvaluationIndicator"]:
        return [indicator for indicator in self.indicators if indicator.kind in kinds]


class EvaluationIndicator(Record):
    """One line of a scheme; lines and weight in hundredths."""

    __tablename__ = "evaluation_indicator"
    __table_args__ = (UniqueConstraint("scheme_id", "code"),)

    scheme_id: Mapped[int] = mapped_column(ForeignKey("evaluation_scheme.id"), index=True)
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(40))
    kind: Mapped[IndicatorKind] = mapped_column(Chosen(IndicatorKind))
    formula: Mapped[str] = mapped_column(String(120), default="")
    unit: Mapped[str] = mapped_column(String(10), default="")
    zero_hundredths: Mapped[int] = mapped_column(default=0)
    full_hundredths: Mapped[int] = mapped_column(default=0)
    weight_hundredths: Mapped[int] = mapped_column(default=0)
    definition: Mapped[str] = mapped_column(String(200), default="")

    @property
    def line(self) -> Indicator:
        """As the reckoning sees it."""
        return Indicator(
            code=self.code,
            kind=self.kind,
            weight=self.weight_hundredths,
            zero=self.zero_hundredths,
            full=self.full_hundredths,
        )
