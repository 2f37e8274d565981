"""What a report in force makes of a partner, from every standing and with every grade."""

from datetime import date

import pytest

from desk.partners.carriers.choices import Grade, PartnerStatus
from desk.partners.carriers.grading import end_rectification, grade_partner, status_after
from desk.partners.carriers.model import Partner

UNTIL = date(2026, 11, 11)
TABLE = """
CANDIDATE  ACTIVE ACTIVE RECTIFY CANDIDATE
ACTIVE     ACTIVE ACTIVE RECTIFY SUSPENDED
RECTIFY    ACTIVE ACTIVE RECTIFY SUSPENDED
SUSPENDED  ACTIVE ACTIVE RECTIFY SUSPENDED
TERMINATED TERMINATED TERMINATED TERMINATED TERMINATED
"""
ROWS = [
    (PartnerStatus[before], grade, PartnerStatus[after])
    for before, *row in map(str.split, TABLE.split("\n")[1:-1])
    for grade, after in zip(Grade, row, strict=True)
]


@pytest.mark.parametrize(("before", "grade", "after"), ROWS)
def test_every_standing_with_every_grade(
    before: PartnerStatus, grade: Grade, after: PartnerStatus
) -> None:
    partner = Partner(name="甲", status=before, provisional_until=date(2026, 10, 20))
    assert status_after(before, grade) is after
    grade_partner(partner, grade, "PG2026Q3-P001-V1", UNTIL)
    assert (partner.status, partner.grade) == (after, grade)
    assert partner.evaluation_no == "PG2026Q3-P001-V1"
    assert partner.rectify_until == (UNTIL if after is PartnerStatus.RECTIFY else None)
    assert partner.provisional_until is None


def test_the_end_of_a_rectification_moves_only_who_still_mends() -> None:
    mending = Partner(name="甲", status=PartnerStatus.RECTIFY, rectify_until=UNTIL)
    end_rectification(mending, passed=True, reason="已改")
    assert (mending.status, mending.rectify_until) == (PartnerStatus.ACTIVE, None)
    worse = Partner(name="乙", status=PartnerStatus.RECTIFY, rectify_until=UNTIL)
    end_rectification(worse, passed=False, reason="未改")
    assert worse.status is PartnerStatus.SUSPENDED
    ended = Partner(name="丙", status=PartnerStatus.TERMINATED)
    end_rectification(ended, passed=True, reason="已改")
    assert ended.status is PartnerStatus.TERMINATED
