"""The third quarter of AT-12 in short forms: three partners, two evaluators, typed figures."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from desk.evaluation.measures.measuring import Measure
from desk.evaluation.plans import commands as plan_commands
from desk.evaluation.plans.approving import approve_evaluation_plan, submit_evaluation_plan
from desk.evaluation.plans.cards import enter_scorecard
from desk.evaluation.plans.commands import draft_evaluation_plan, start_evaluation_plan
from desk.evaluation.plans.queries import DueCard, my_scorecards
from desk.evaluation.plans.rules import ScoreDraft
from desk.evaluation.schemes import facts
from desk.evaluation.schemes.commands import adopt_standard_scheme, approve_scheme
from desk.office.users.queries import users
from desk.partners.carriers.choices import PartnerScope
from desk.partners.carriers.commands import add_partner
from desk.partners.carriers.standing import activate_provisionally
from tests.conftest import Office

Figures = tuple[tuple[int, int], ...]
P001: Figures = (
    (231, 240), (6, 3200), (1, 3200), (3, 240), (192, 200), (10160, 10000), (3, 4), (221, 240),
)  # fmt: skip
P002: Figures = (
    (108, 120), (5, 1500), (1, 1500), (2, 120), (89, 100), (9800, 10000), (2, 2), (104, 120),
)  # fmt: skip
GOOD: Figures = ((50, 50), (0, 600), (0, 600), (0, 50), (50, 50), (9500, 10000), (1, 1), (50, 50))


class Records:
    """What the office's records would say: figures by partner code, changed as the test goes on."""

    def __init__(self, codes: Mapping[int, str]) -> None:
        self.codes = codes
        self.tickets = {"P001": 240, "P002": 120, "P003": 0}
        self.figures: dict[str, Figures] = {"P001": P001, "P002": P002, "P003": GOOD}

    def measure(self, _read: object, *, partner_id: int, first: date, last: date) -> Any:
        found = self.figures[self.codes[partner_id]]
        return tuple(
            Measure(code=f"H{n}", numerator=a, denominator=b) for n, (a, b) in enumerate(found, 1)
        )

    def counted(self, _read: object, *, partner_id: int, first: date, last: date) -> int:
        return self.tickets[self.codes[partner_id]]


def people(office: Office) -> dict[str, int]:
    """User ids by login."""
    return {row.login: row.id for row in office.as_("boss").ask(users)}


def partners(office: Office, count: int = 3) -> dict[int, str]:
    """Partners P001 … on trial, registered by the dispatcher."""
    found = {}
    for n in range(1, count + 1):
        code = (
            office.as_("in")
            .run(
                add_partner,
                name=f"喀什鸿运{n}",
                scope=PartnerScope.REGION,
                areas="喀什",
                contact="艾力",
                dispatch_phone=f"1380000003{n}",
                operating_licence_no=f"65310000000{n}",
                licence_valid_to=date(2028, 12, 31),
            )
            .value
        )
        boss = office.as_("boss")
        boss.run(activate_provisionally, partner_id=n, until=boss.now.date())
        found[n] = code
    return found


def records(office: Office, patch: pytest.MonkeyPatch, count: int = 3) -> Records:
    """Three partners whose figures are typed by the test; 12 October 2026."""
    office.at("2026-10-12 10:00")
    made = Records(partners(office, count))
    patch.setattr(facts, "measure", made.measure)
    patch.setattr(facts, "tickets", made.counted)
    patch.setattr(plan_commands, "tickets", made.counted)
    return made


def scheme(office: Office) -> int:
    made: int = office.as_("in").run(adopt_standard_scheme, scope=PartnerScope.REGION).value
    office.as_("boss").run(approve_scheme, scheme_id=made)
    return made


def planned(office: Office, ids: tuple[int, ...] = (1, 2, 3), **other: Any) -> str:
    """A draft of the quarter by the dispatcher, evaluated by 客服员甲 and himself."""
    who = people(office)
    usual: dict[str, Any] = {
        "scope": PartnerScope.REGION,
        "period": "2026Q3",
        "partner_ids": ids,
        "evaluator_ids": (who["jia"], who["in"]),
        "scores_due_on": date(2026, 10, 15),
        "reports_due_on": date(2026, 10, 25),
    }
    number: str = office.as_("in").run(draft_evaluation_plan, **{**usual, **other}).value
    return number


def running(office: Office, number: str) -> str:
    office.as_("in").run(submit_evaluation_plan, number=number)
    office.as_("boss").run(approve_evaluation_plan, number=number)
    office.as_("in").run(start_evaluation_plan, number=number)
    return number


def card(office: Office, login: str, code: str) -> DueCard:
    """The open scorecard of one evaluator for one partner."""
    found = office.as_(login).ask(my_scorecards)
    return next(due for due in found if due.partner_code == code)


def marks(*scores: int, evidence: str = "") -> tuple[ScoreDraft, ...]:
    """S1 … in tenths, all with the same evidence."""
    return tuple(
        ScoreDraft(code=f"S{n}", score_tenths=score, evidence=evidence)
        for n, score in enumerate(scores, 1)
    )


def scored(
    office: Office,
    code: str,
    *scores: int,
    evidence: str = "",
    logins: tuple[str, ...] = ("jia", "in"),
) -> None:
    """The evaluators score alike."""
    for login in logins:
        due = card(office, login, code)
        given = marks(*scores, evidence=evidence)
        office.as_(login).run(enter_scorecard, scorecard_id=due.id, scores=given)
