"""How the office stands to a partner: admitted, on trial, to rectify, suspended, terminated.

Only the manager moves it, and not alone when he registered the partner himself (A-27).
"""

from datetime import date, timedelta

from desk.archive.customers.rules import check_text
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.partners.carriers.choices import Grade, PartnerStatus
from desk.partners.carriers.finding import partner_of
from desk.partners.carriers.model import Partner
from desk.partners.carriers.rules import PARTNER_STATES, status_on
from desk.storage.work import Work

LONGEST_TRIAL_DAYS, LONGEST_RECTIFICATION_DAYS = 30, 90


@command("partner.approve", "临时批准合作商", example='{"partner_id": 1, "until": "2026-12-15"}')
def activate_provisionally(
    work: Work, *, partner_id: int, until: date, countersigned_by: str = ""
) -> None:
    """Let a candidate work before he is evaluated, for at most 30 days.

    An approval that ran out may be given again. `countersigned_by` names the deputy general manager
    when the manager registered the partner himself.

    Raises:
        Refused: E003, E004, E006, E008, E012, E190.

    Source: spec 3.11, A-27.
    """
    partner = partner_of(work, partner_id)
    problems = _checked(work, partner, countersigned_by)
    lo, hi = work.today, work.today + timedelta(days=LONGEST_TRIAL_DAYS)
    shown = {"lo": show_date(lo), "hi": show_date(hi), "v": show_date(until)}
    problems.check(lo <= until <= hi, "E003", "until", label=tr("有效期至"), **shown)
    problems.raise_if_any()
    state = status_on(partner, work.today)
    partner.status = PARTNER_STATES.step(state, "activate_provisionally")
    partner.provisional_until, partner.status_reason = until, _note(work, countersigned_by)


@command(
    "partner.approve",
    "登记准入评估",
    example='{"partner_id": 1, "grade": "B", "evaluation_no": "PG2026Q3-P001-V1"}',
)
def admit_partner(
    work: Work, *, partner_id: int, grade: Grade, evaluation_no: str, countersigned_by: str = ""
) -> None:
    """Admit a candidate, or one on trial, by an approved evaluation that gave him A, B or C.

    Raises:
        Refused: E001, E004, E006, E008, E012, E019 grade D, E190.

    Source: spec 3.11, A-27.
    """
    partner = partner_of(work, partner_id)
    problems = _checked(work, partner, countersigned_by)
    if problems.require(evaluation_no, "evaluation_no", tr("评估报告号")):
        check_text(problems, clean_text(evaluation_no), "evaluation_no", tr("评估报告号"), 40)
    why = tr("D 级不能准入,请驳回")
    problems.check(grade is not Grade.D, "E019", "grade", label=tr("等级"), why=why)
    problems.raise_if_any()
    on_trial = partner.status is PartnerStatus.ACTIVE and partner.provisional_until is not None
    state = PartnerStatus.CANDIDATE if on_trial else partner.status
    partner.status = PARTNER_STATES.step(state, "admit_partner")
    partner.grade, partner.evaluation_no = grade, clean_text(evaluation_no)
    partner.provisional_until, partner.status_reason = None, _note(work, countersigned_by)


def _checked(work: Work, partner: Partner, countersigned_by: str) -> Problems:
    """Nobody approves what he prepared, unless the deputy general manager signs beside him."""
    problems = Problems()
    own = partner.created_by == work.actor.user_id
    obj = tr("合作商")
    problems.check(not own or bool(countersigned_by.strip()), "E190", "countersigned_by", obj=obj)
    check_text(problems, countersigned_by.strip(), "countersigned_by", tr("副总经理会签"), 60)
    check_text(problems, work.reason.strip(), "reason", tr("原因"), 120)
    return problems


def _note(work: Work, countersigned_by: str) -> str:
    signed = tr("会签:{name}").format(name=countersigned_by.strip())
    return " ".join(filter(None, (work.reason.strip(), signed if countersigned_by.strip() else "")))


@command("partner.approve", "驳回准入", example='{"partner_id": 1}')
def reject_candidate(work: Work, *, partner_id: int) -> None:
    """Turn a candidate away. The reason is the command's.

    Raises:
        Refused: E004, E006, E008, E012, E191 without a reason.
    """
    if not work.reason.strip():
        raise refuse("E191", "reason")
    _move(work, partner_id, "reject_candidate")


@command("partner.approve", "要求限期整改", example='{"partner_id": 1, "until": "2026-12-15"}')
def order_rectification(work: Work, *, partner_id: int, until: date) -> None:
    """Give a partner until a day to mend what is wrong; he goes on working meanwhile.

    The reason is the command's.

    Raises:
        Refused: E003, E004, E006, E008, E009, E012.
    """
    lo, hi = work.today, work.today + timedelta(days=LONGEST_RECTIFICATION_DAYS)
    if not lo <= until <= hi:
        shown = {"lo": show_date(lo), "hi": show_date(hi), "v": show_date(until)}
        raise refuse("E003", "until", label=tr("整改期限"), **shown)
    _move(work, partner_id, "order_rectification").rectify_until = until


@command("partner.approve", "暂停合作商", example='{"partner_id": 1}')
def suspend_partner(work: Work, *, partner_id: int) -> None:
    """Give a partner no more goods (E160); what he has may be finished. The reason is the command's.

    Raises:
        Refused: E004, E006, E008, E009, E012.
    """
    _move(work, partner_id, "suspend_partner")


@command("partner.approve", "终止合作", example='{"partner_id": 1}')
def terminate_partner(work: Work, *, partner_id: int) -> None:
    """End the cooperation; the record stays. The reason is the command's.

    Raises:
        Refused: E004, E006, E008, E009, E012.
    """
    _move(work, partner_id, "terminate_partner")


@command("partner.approve", "恢复合作", example='{"partner_id": 1}')
def reinstate_partner(work: Work, *, partner_id: int) -> None:
    """Take a partner back who has mended his ways; a terminated one becomes a candidate again.

    The reason is the command's.

    Raises:
        Refused: E004, E006, E008, E009, E012.
    """
    partner = _move(work, partner_id, "reinstate_partner")
    if partner.status is PartnerStatus.CANDIDATE:
        partner.grade, partner.evaluation_no, partner.provisional_until = None, "", None


def _move(work: Work, partner_id: int, name: str) -> Partner:
    """Make the move of a command; its reason stays on the record."""
    partner = partner_of(work, partner_id)
    partner.status = PARTNER_STATES.step(partner.status, name, work.reason)
    problems = Problems()
    check_text(problems, work.reason.strip(), "reason", tr("原因"), 200)
    problems.raise_if_any()
    partner.status_reason, partner.rectify_until = work.reason.strip(), None
    return partner
