"""Scorecards are not left over their day."""

from desk.evaluation.plans.queries import open_cards_of
from desk.kernel.closing import DayClosing, Duty, OpenItem
from desk.kernel.commands import on
from desk.kernel.moments import end_of
from desk.kernel.roles import Role
from desk.storage.work import Work

SCORES = Duty("scorecards_due", "合作商评分未交", frozenset({Role.CS, Role.IN, Role.OUT}))


@on(DayClosing)
def scores_not_given(work: Work, day: DayClosing) -> None:
    """The closing person's own scorecards that are due today or were before."""
    day.ask(
        SCORES,
        lambda: (
            OpenItem(
                f"{card.planned.plan.number}/{card.planned.partner.code}",
                card.planned.partner.name,
                end_of(card.planned.plan.scores_due_on),
                "scorecards",
            )
            for card in open_cards_of(work, work.actor.user_id, work.today)
        ),
    )
