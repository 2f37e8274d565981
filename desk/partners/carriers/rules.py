"""What a partner must be like, how the cooperation stands, and whether goods may be handed over.

Pure functions; no database, clock or file. Source: spec 3.11, 5.7, 5.18, 3.27 (E106, E160, E161).
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Protocol

from desk.archive.customers.rules import check_codes, check_name, check_phone, check_text
from desk.kernel.divisions import find_division
from desk.kernel.errors import Problems
from desk.kernel.identity import clean_text, normal_id_card
from desk.kernel.moments import show_date
from desk.kernel.quantities import show_money
from desk.kernel.states import Move, StateTable, moves_from
from desk.kernel.text import tr
from desk.partners.carriers.choices import PartnerStatus
from desk.partners.carriers.drafts import PartnerDraft, TermsDraft

MOST_SETTLEMENT_DAYS, MOST_DEPOSIT_FEN = 365, 1_000_000_000
_BETWEEN_AREAS = re.compile(r"[、,，;；/\s]+")
_LONGEST = {
    "operating_licence_no": ("经营许可证号", 40),
    "address": ("地址", 120),
    "schedule": ("班次", 200),
    "remark": ("备注", 200),
    "contract_no": ("合同编号", 40),
    "insurance_policy": ("保险单号", 60),
}

_S = PartnerStatus
PARTNER_STATES: StateTable[PartnerStatus] = StateTable(
    obj="合作商",
    initial=_S.CANDIDATE,
    moves=(
        Move("activate_provisionally", moves_from(_S.CANDIDATE), _S.ACTIVE, "临时批准"),
        Move("admit_partner", moves_from(_S.CANDIDATE), _S.ACTIVE, "准入"),
        Move("reject_candidate", moves_from(_S.CANDIDATE), _S.TERMINATED, "驳回", True),
        Move("order_rectification", moves_from(_S.ACTIVE), _S.RECTIFY, "限期整改", True),
        Move("suspend_partner", moves_from(_S.ACTIVE, _S.RECTIFY), _S.SUSPENDED, "暂停", True),
        Move(
            "terminate_partner",
            moves_from(_S.ACTIVE, _S.RECTIFY, _S.SUSPENDED),
            _S.TERMINATED,
            "终止",
            needs_reason=True,
        ),
        Move("reinstate_partner", moves_from(_S.RECTIFY, _S.SUSPENDED), _S.ACTIVE, "恢复", True),
        Move("reinstate_partner", moves_from(_S.TERMINATED), _S.CANDIDATE, "恢复", True),
    ),
    final=frozenset(),
)
WORKING = frozenset({_S.ACTIVE, _S.RECTIFY})


class Standing(Protocol):
    """What decides whether goods may be handed to a partner."""

    name: str
    status: PartnerStatus
    provisional_until: date | None
    light_only: bool
    licence_valid_to: date | None


class Papers(Protocol):
    """Everything of a partner that runs out on a day."""

    light_only: bool
    licence_valid_to: date | None
    insurance_valid_to: date | None
    contract_valid_to: date | None
    provisional_until: date | None
    rectify_until: date | None


def status_on(partner: Standing, on: date) -> PartnerStatus:
    """The status that counts on a day: a provisional approval that ran out leaves a candidate."""
    over = partner.provisional_until is not None and partner.provisional_until < on
    return _S.CANDIDATE if over and partner.status is _S.ACTIVE else partner.status


def check_partner(partner: Standing, on: date) -> Problems:
    """Return why a partner may not be given goods on a day (E160, E161).

    One who has to rectify goes on working until he is suspended; a licence is good on its last day.
    """
    problems = Problems()
    status = status_on(partner, on)
    problems.check(status in WORKING, "E160", "partner", p=partner.name, status=status.label)
    until = partner.licence_valid_to
    if not partner.light_only and until is not None and until < on:
        problems.add("E161", "partner", p=partner.name, d=show_date(until))
    return problems


def papers_of(partner: Papers) -> Iterator[tuple[str, date]]:
    """Every paper or approval with its last day."""
    dated = (
        (tr("经营许可证"), None if partner.light_only else partner.licence_valid_to),
        (tr("保险"), partner.insurance_valid_to),
        (tr("合同"), partner.contract_valid_to),
        (tr("临时批准"), partner.provisional_until),
        (tr("限期整改"), partner.rectify_until),
    )
    return ((label, day) for label, day in dated if day is not None)


def split_areas(text: str) -> tuple[str, ...]:
    """The destinations of a typed list, each once."""
    return tuple(dict.fromkeys(part for part in _BETWEEN_AREAS.split(clean_text(text)) if part))


def check_partner_draft(draft: PartnerDraft) -> Problems:
    """Return every problem of a typed partner."""
    problems = Problems()
    check_name(problems, draft.name, "name", tr("名称"))
    areas = split_areas(draft.areas)
    if problems.require(areas, "areas", tr("到达地")):
        for area in areas:
            problems.check(find_division(area) is not None, "E007", "areas", v=area)
        check_text(problems, "、".join(areas), "areas", tr("到达地"), 300)
    if problems.require(draft.contact, "contact", tr("联系人")):
        check_text(problems, clean_text(draft.contact), "contact", tr("联系人"), 60)
    if problems.require(draft.dispatch_phone, "dispatch_phone", tr("调度电话")):
        check_phone(problems, draft.dispatch_phone, "dispatch_phone")
    check_codes(problems, normal_id_card(draft.uscc), "")
    if not draft.light_only:
        problems.require(draft.operating_licence_no, "operating_licence_no", tr("经营许可证号"))
        problems.require(draft.licence_valid_to, "licence_valid_to", tr("经营许可证有效期"))
    _check_texts(problems, draft)
    return problems


def check_terms(draft: TermsDraft) -> Problems:
    """Return every problem of the typed terms."""
    problems = Problems()
    days, most = draft.settlement_days, MOST_SETTLEMENT_DAYS
    label = tr("结算天数")
    problems.check(0 <= days <= most, "E003", "settlement_days", label=label, lo=0, hi=most, v=days)
    shown = {"lo": 0, "hi": show_money(MOST_DEPOSIT_FEN), "v": show_money(draft.deposit_fen)}
    ok = 0 <= draft.deposit_fen <= MOST_DEPOSIT_FEN
    problems.check(ok, "E003", "deposit_fen", label=tr("保证金"), **shown)
    _check_texts(problems, draft)
    return problems


def _check_texts(problems: Problems, draft: PartnerDraft | TermsDraft) -> None:
    for name, (label, most) in _LONGEST.items():
        check_text(problems, clean_text(getattr(draft, name, "")), name, tr(label), most)
