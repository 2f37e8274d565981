"""The evaluation plan with partners and evaluators, and their scorecards (spec 3.20)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.evaluation.plans.choices import CardState, PeriodKind, PlanState, Standing
from desk.evaluation.plans.periods import Period
from desk.evaluation.schemes.model import EvaluationScheme
from desk.office.users.model import User
from desk.partners.carriers.choices import PartnerScope
from desk.partners.carriers.model import Partner
from desk.storage.base import Record
from desk.storage.columns import Chosen
from desk.storage.seals import Part, Seal


class EvaluationPlan(Record):
    """评估计划: which partners are evaluated over which days, by whom and until when."""

    __tablename__ = "evaluation_plan"
    __table_args__ = (
        Index("ix_evaluation_plan_period", "first_on", "last_on"),
        CheckConstraint("last_on >= first_on", name="period"),
    )
    sealed = Seal(
        "number",
        "title",
        "scope",
        "scheme_id",
        "period_kind",
        "first_on",
        "last_on",
        "scores_due_on",
        "reports_due_on",
        "remark",
        parts=(
            Part("evaluation_plan_partner", "plan_id", "partner_id"),
            Part("evaluation_plan_evaluator", "plan_id", "user_id"),
        ),
        approved_in=(PlanState.APPROVED, PlanState.RUNNING, PlanState.DONE),
        kept_in=(PlanState.CANCELLED,),
    )

    number: Mapped[str] = mapped_column(String(30), unique=True)
    title: Mapped[str] = mapped_column(String(60))
    scope: Mapped[PartnerScope] = mapped_column(Chosen(PartnerScope))
    scheme_id: Mapped[int] = mapped_column(ForeignKey("evaluation_scheme.id"), index=True)
    period_kind: Mapped[PeriodKind] = mapped_column(Chosen(PeriodKind))
    first_on: Mapped[date]
    last_on: Mapped[date]
    scores_due_on: Mapped[date]
    reports_due_on: Mapped[date]
    remark: Mapped[str] = mapped_column(String(300), default="")
    state: Mapped[PlanState] = mapped_column(Chosen(PlanState), index=True)
    answer: Mapped[str] = mapped_column(String(200), default="")
    approved_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]

    scheme: Mapped[EvaluationScheme] = relationship()
    partners: Mapped[list["EvaluationPlanPartner"]] = relationship(
        order_by="EvaluationPlanPartner.position",
        cascade="all, delete-orphan",
        back_populates="plan",
    )
    evaluators: Mapped[list["EvaluationPlanEvaluator"]] = relationship(
        order_by="EvaluationPlanEvaluator.id", cascade="all, delete-orphan"
    )

    @property
    def period(self) -> Period:
        return Period(self.period_kind, self.first_on, self.last_on)


class EvaluationPlanPartner(Record):
    """A partner of a plan."""

    __tablename__ = "evaluation_plan_partner"
    __table_args__ = (UniqueConstraint("plan_id", "partner_id"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("evaluation_plan.id"), index=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    position: Mapped[int]
    standing: Mapped[Standing] = mapped_column(Chosen(Standing), default=Standing.PLANNED)

    plan: Mapped[EvaluationPlan] = relationship(back_populates="partners")
    partner: Mapped[Partner] = relationship(lazy="joined")
    cards: Mapped[list["Scorecard"]] = relationship(
        order_by="Scorecard.id", cascade="all, delete-orphan", back_populates="planned"
    )

    @property
    def round_no(self) -> int:
        """The scoring that counts: the last one."""
        return max((card.round_no for card in self.cards), default=0)

    def cards_of(self, round_no: int) -> list["Scorecard"]:
        return [card for card in self.cards if card.round_no == round_no]

    @property
    def missing(self) -> int:
        """How many evaluators of the last scoring have not scored yet."""
        return sum(card.state is CardState.OPEN for card in self.cards_of(self.round_no))


class EvaluationPlanEvaluator(Record):
    """Somebody who scores every partner of a plan."""

    __tablename__ = "evaluation_plan_evaluator"
    __table_args__ = (UniqueConstraint("plan_id", "user_id"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("evaluation_plan.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)

    user: Mapped[User] = relationship(lazy="joined")


class Scorecard(Record):
    """评分表: what one evaluator thinks of one partner; nobody else reads it before all are in.

    A scoring repeated after a rejected report is the next round; the former one stays readable.
    """

    __tablename__ = "scorecard"
    __table_args__ = (
        UniqueConstraint("planned_id", "user_id", "round_no"),
        Index("ix_scorecard_user", "user_id", "state"),
    )

    planned_id: Mapped[int] = mapped_column(ForeignKey("evaluation_plan_partner.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    round_no: Mapped[int]
    state: Mapped[CardState] = mapped_column(Chosen(CardState))
    submitted_at: Mapped[datetime | None]
    remark: Mapped[str] = mapped_column(String(300), default="")

    planned: Mapped[EvaluationPlanPartner] = relationship(back_populates="cards")
    user: Mapped[User] = relationship(lazy="joined")
    scores: Mapped[list["ScorecardScore"]] = relationship(
        order_by="ScorecardScore.id", cascade="all, delete-orphan", lazy="selectin"
    )


class ScorecardScore(Record):
    """One soft score, 0–10 in half steps, with its evidence."""

    __tablename__ = "scorecard_score"
    __table_args__ = (UniqueConstraint("scorecard_id", "code"),)

    scorecard_id: Mapped[int] = mapped_column(ForeignKey("scorecard.id"), index=True)
    code: Mapped[str] = mapped_column(String(10))
    score_tenths: Mapped[int]
    evidence: Mapped[str] = mapped_column(String(200), default="")
