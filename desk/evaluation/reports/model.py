"""The evaluation report with its frozen figures, and what a partner has to mend (spec 3.20, 5.7)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.evaluation.plans.model import EvaluationPlan, EvaluationPlanPartner
from desk.evaluation.reports.choices import RectificationState, ReportState
from desk.evaluation.schemes.choices import Consequence, IndicatorKind, Trend
from desk.evaluation.schemes.model import EvaluationScheme
from desk.partners.carriers.choices import Grade
from desk.partners.carriers.model import Partner
from desk.storage.base import Record
from desk.storage.columns import Chosen
from desk.storage.seals import Part, Seal


class EvaluationReport(Record):
    """合作商评估报告, one row per version. Its figures are reckoned while it is a draft, then frozen.

    `total_hundredths`, `grade` and `consequence` are None while somebody has not scored. `round_no`
    is the scoring it rests on. `former_no` and `former_total` are the last report in force before
    the period, `rank_no` of `rank_of` the place among the plan's partners by measured points.
    """

    __tablename__ = "evaluation_report"
    __table_args__ = (
        UniqueConstraint("planned_id", "version_no"),
        Index("ix_evaluation_report_partner", "partner_id", "state", "last_on"),
    )
    sealed = Seal(
        "number",
        "planned_id",
        "partner_id",
        "scheme_id",
        "version_no",
        "first_on",
        "last_on",
        "tickets",
        "measured_hundredths",
        "soft_hundredths",
        "total_hundredths",
        "grade",
        "few",
        "capped",
        "vetoed",
        "former_no",
        "former_total",
        "trend",
        "consequence",
        "defects",
        "suggestions",
        "conclusion",
        "correction",
        parts=(
            Part("evaluation_line", "report_id"),
            Part("evaluation_veto", "report_id"),
            Part("evaluation_peer", "report_id"),
        ),
        approved_in=(ReportState.EFFECTIVE, ReportState.SUPERSEDED),
        kept_in=(ReportState.REJECTED,),
    )

    number: Mapped[str] = mapped_column(String(40), unique=True)
    planned_id: Mapped[int] = mapped_column(ForeignKey("evaluation_plan_partner.id"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("evaluation_plan.id"), index=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    scheme_id: Mapped[int] = mapped_column(ForeignKey("evaluation_scheme.id"))
    version_no: Mapped[int]
    round_no: Mapped[int]
    state: Mapped[ReportState] = mapped_column(Chosen(ReportState))
    first_on: Mapped[date]
    last_on: Mapped[date]
    tickets: Mapped[int] = mapped_column(default=0)
    measured_hundredths: Mapped[int] = mapped_column(default=0)
    soft_hundredths: Mapped[int | None]
    total_hundredths: Mapped[int | None]
    grade: Mapped[Grade | None] = mapped_column(Chosen(Grade))
    few: Mapped[bool] = mapped_column(default=False)
    capped: Mapped[bool] = mapped_column(default=False)
    vetoed: Mapped[bool] = mapped_column(default=False)
    former_no: Mapped[str] = mapped_column(String(40), default="")
    former_total: Mapped[int | None]
    trend: Mapped[Trend | None] = mapped_column(Chosen(Trend))
    consequence: Mapped[Consequence | None] = mapped_column(Chosen(Consequence))
    rank_no: Mapped[int] = mapped_column(default=0)
    rank_of: Mapped[int] = mapped_column(default=0)
    defects: Mapped[str] = mapped_column(String(1000), default="")
    suggestions: Mapped[str] = mapped_column(String(1000), default="")
    conclusion: Mapped[str] = mapped_column(String(1000), default="")
    correction: Mapped[str] = mapped_column(String(200), default="")
    reckoned_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(200), default="")
    partner_reply: Mapped[str] = mapped_column(String(500), default="")
    replied_on: Mapped[date | None]

    plan: Mapped[EvaluationPlan] = relationship()
    planned: Mapped[EvaluationPlanPartner] = relationship()
    partner: Mapped[Partner] = relationship(lazy="joined")
    scheme: Mapped[EvaluationScheme] = relationship()
    lines: Mapped[list["EvaluationLine"]] = relationship(
        order_by="EvaluationLine.position", cascade="all, delete-orphan", lazy="selectin"
    )
    vetoes: Mapped[list["EvaluationVeto"]] = relationship(
        order_by="EvaluationVeto.id", cascade="all, delete-orphan", lazy="selectin"
    )
    peers: Mapped[list["EvaluationPeer"]] = relationship(
        order_by="EvaluationPeer.id", cascade="all, delete-orphan"
    )


class EvaluationLine(Record):
    """One indicator of a report as it was reckoned, with the scheme's line beside it.

    `value_hundredths` None is 不适用 (a soft one: not scored yet). `peer_mean` is the mean of the
    plan's partners, `rank_no` of `rank_of` the place among them. `far_apart`: the evaluators differ.
    """

    __tablename__ = "evaluation_line"
    __table_args__ = (UniqueConstraint("report_id", "code"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("evaluation_report.id"), index=True)
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(40))
    kind: Mapped[IndicatorKind] = mapped_column(Chosen(IndicatorKind))
    formula: Mapped[str] = mapped_column(String(120), default="")
    definition: Mapped[str] = mapped_column(String(200), default="")
    unit: Mapped[str] = mapped_column(String(10), default="")
    zero_hundredths: Mapped[int]
    full_hundredths: Mapped[int]
    weight_hundredths: Mapped[int]
    numerator: Mapped[int | None]
    denominator: Mapped[int | None]
    value_hundredths: Mapped[int | None]
    points_hundredths: Mapped[int]
    peer_mean: Mapped[int | None]
    rank_no: Mapped[int] = mapped_column(default=0)
    rank_of: Mapped[int] = mapped_column(default=0)
    far_apart: Mapped[bool] = mapped_column(default=False)


class EvaluationVeto(Record):
    """One veto looked into; a found one has its evidence."""

    __tablename__ = "evaluation_veto"
    __table_args__ = (UniqueConstraint("report_id", "code"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("evaluation_report.id"), index=True)
    code: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(40))
    found: Mapped[bool] = mapped_column(default=False)
    evidence: Mapped[str] = mapped_column(String(300), default="")


class EvaluationPeer(Record):
    """A partner of the same plan as he stood when the report was reckoned, himself among them.

    `results` holds 「code=hundredths」 of the measured indicators, parted by blanks; 不适用 is left out.
    """

    __tablename__ = "evaluation_peer"
    __table_args__ = (UniqueConstraint("report_id", "partner_id"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("evaluation_report.id"), index=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    tickets: Mapped[int]
    measured_hundredths: Mapped[int]
    results: Mapped[str] = mapped_column(String(1000), default="")

    partner: Mapped[Partner] = relationship(lazy="joined")

    @property
    def values(self) -> dict[str, int]:
        """Result by code of the indicator."""
        parts = (part.partition("=") for part in self.results.split())
        return {code: int(value) for code, _, value in parts}


class Rectification(Record):
    """限期整改: what a partner with a C has to mend until a day, and what the re-check found."""

    __tablename__ = "rectification"
    __table_args__ = (Index("ix_rectification_due", "state", "due_on"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("evaluation_report.id"), unique=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    due_on: Mapped[date]
    demands: Mapped[str] = mapped_column(String(1000))
    progress: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[RectificationState] = mapped_column(Chosen(RectificationState))
    result: Mapped[str] = mapped_column(String(300), default="")
    closed_at: Mapped[datetime | None]

    report: Mapped[EvaluationReport] = relationship()
    partner: Mapped[Partner] = relationship(lazy="joined")
