"""What an approved evaluation makes of a partner: grade, report number, and how we stand to him.

The room of evaluation reports calls it; the moves are those of the state table.
Source: spec 5.7 (consequence on approval).
"""

from datetime import date

from desk.kernel.text import tr
from desk.partners.carriers.choices import Grade, PartnerStatus
from desk.partners.carriers.model import Partner
from desk.partners.carriers.rules import PARTNER_STATES

_S = PartnerStatus
_TARGETS = {Grade.A: _S.ACTIVE, Grade.B: _S.ACTIVE, Grade.C: _S.RECTIFY, Grade.D: _S.SUSPENDED}
_TO_MEND = {_S.SUSPENDED: ("reinstate_partner", "order_rectification")}
_MOVES: dict[PartnerStatus, dict[PartnerStatus, tuple[str, ...]]] = {
    _S.ACTIVE: {
        _S.CANDIDATE: ("admit_partner",),
        _S.RECTIFY: ("reinstate_partner",),
        _S.SUSPENDED: ("reinstate_partner",),
    },
    _S.RECTIFY: {
        _S.CANDIDATE: ("admit_partner", "order_rectification"),
        _S.ACTIVE: ("order_rectification",),
        **_TO_MEND,
    },
    _S.SUSPENDED: {_S.ACTIVE: ("suspend_partner",), _S.RECTIFY: ("suspend_partner",)},
}


def status_after(status: PartnerStatus, grade: Grade) -> PartnerStatus:
    """How we shall stand to him; one who was let go, or a candidate with a D, stays what he is."""
    target = _TARGETS[grade]
    return target if status in _MOVES[target] else status


def grade_partner(partner: Partner, grade: Grade, evaluation_no: str, mend_until: date) -> None:
    """Write grade and report on the partner and make the moves that follow at once.

    Args:
        partner: whom the report is about.
        grade: of the report: A and B work on, C mends until a day, D is given nothing more.
        evaluation_no: number of the report.
        mend_until: until when a C has to mend.
    """
    reason = tr("评估报告 {no},等级 {g}").format(no=evaluation_no, g=grade.label)
    target = _TARGETS[grade]
    for move in _MOVES[target].get(partner.status, ()):
        partner.status = PARTNER_STATES.step(partner.status, move, reason)
    partner.grade, partner.evaluation_no, partner.status_reason = grade, evaluation_no, reason
    partner.rectify_until = mend_until if partner.status is PartnerStatus.RECTIFY else None
    partner.provisional_until = None


def end_rectification(partner: Partner, *, passed: bool, reason: str) -> None:
    """He mended his ways and works on, or he did not and is given nothing more.

    Nothing moves when somebody has decided otherwise about him meanwhile.
    """
    if partner.status is not PartnerStatus.RECTIFY:
        return
    move = "reinstate_partner" if passed else "suspend_partner"
    partner.status = PARTNER_STATES.step(partner.status, move, reason)
    partner.status_reason, partner.rectify_until = reason[:200], None
