"""What the window asks beside itself."""

from dataclasses import dataclass

from desk.app import Desk
from desk.evaluation.plans.queries import ScorecardSheet, scorecard_sheet
from desk.evaluation.plans.rounds import ScoreOfAll, scores_of_all
from desk.kernel.errors import Refused


@dataclass(frozen=True)
class Scoring:
    """One sheet, and what all evaluators gave once they are in; None for whoever may not read it."""

    sheet: ScorecardSheet
    of_all: list[ScoreOfAll] | None


def scoring_of(desk: Desk, card_id: int) -> Scoring:
    """Read both."""
    sheet = desk.ask(scorecard_sheet, scorecard_id=card_id)
    try:
        return Scoring(sheet, desk.ask(scores_of_all, scorecard_id=card_id))
    except Refused:
        return Scoring(sheet, None)
