"""A scheme is drafted, put before the manager, and from its approval on stays as it is."""

from datetime import date

from sqlalchemy import func, select

from desk.evaluation.schemes.choices import SchemeState
from desk.evaluation.schemes.drafts import IndicatorDraft, SchemeDraft
from desk.evaluation.schemes.finding import scheme_of
from desk.evaluation.schemes.model import EvaluationIndicator, EvaluationScheme
from desk.evaluation.schemes.rules import SCHEME_STATES, check_scheme
from desk.evaluation.schemes.standard import standard_scheme
from desk.kernel.commands import command
from desk.kernel.errors import refuse
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.office.approvals.deciding import (
    Countersign,
    ask_approval,
    decide,
    take_back,
    waiting_approval,
)
from desk.office.approvals.model import Approval
from desk.partners.carriers.choices import PartnerScope
from desk.storage.work import Work

_DRAFT = (
    '"draft": {"scope": "REGION", "name": "疆内合作商评估方案", "indicators": [{"code": "H1", '
    '"name": "到货及时率", "kind": "HARD", "formula": "H1", "unit": "%", "zero_hundredths": 8000, '
    '"full_hundredths": 9800, "weight_hundredths": 10000}]}'
)


@command("evaluation_scheme.create", "新建评估方案", example=f"{{{_DRAFT}}}")
def draft_scheme(work: Work, *, draft: SchemeDraft) -> int:
    """Draft the next version of a scope's scheme.

    Returns:
        The scheme's id.

    Raises:
        Refused: E001, E003, E004, E012, E017, E019, E192 with the sum of the weights.

    Source: spec 3.20, 5.7; S4-017, S4-067.
    """
    check_scheme(draft).raise_if_any()
    last = work.session.scalar(
        select(func.max(EvaluationScheme.version_no)).where(EvaluationScheme.scope == draft.scope)
    )
    made = EvaluationScheme(
        scope=draft.scope, version_no=(last or 0) + 1, state=SCHEME_STATES.initial
    )
    _fill(made, draft)
    return work.add(made).id


@command("evaluation_scheme.create", "采用标准方案", example='{"scope": "REGION"}')
def adopt_standard_scheme(work: Work, *, scope: PartnerScope) -> int:
    """Draft the standard scheme of a scope and put it before the manager at once.

    Returns:
        The scheme's id.

    Source: spec 5.7, A-16.
    """
    made = draft_scheme(work, draft=standard_scheme(scope))
    submit_scheme(work, scheme_id=made)
    return made


@command("evaluation_scheme.create", "以此方案新建版本", example='{"scheme_id": 1}')
def draft_next_scheme(work: Work, *, scheme_id: int) -> int:
    """Draft the next version with the lines of a scheme as they are, to be changed.

    Returns:
        The new scheme's id.

    Raises:
        Refused: E006.
    """
    return draft_scheme(work, draft=draft_of(scheme_of(work, scheme_id)))


def draft_of(scheme: EvaluationScheme) -> SchemeDraft:
    """A scheme as it would be handed in again."""
    lines = tuple(
        IndicatorDraft(**{name: getattr(i, name) for name in IndicatorDraft.__dataclass_fields__})
        for i in scheme.indicators
    )
    same = {
        name: getattr(scheme, name)
        for name in SchemeDraft.__dataclass_fields__
        if name != "indicators"
    }
    return SchemeDraft(**same, indicators=lines)


@command(
    "evaluation_scheme.create",
    "修改评估方案",
    example=f'{{"scheme_id": 1, "version": 1, {_DRAFT}}}',
)
def update_scheme(
    work: Work, *, scheme_id: int, draft: SchemeDraft, version: int | None = None
) -> None:
    """Write a draft anew; an approved scheme is never changed, draft the next version.

    Raises:
        Refused: E006, E008 approved or waiting for approval, E019 another scope, E211, and as
            `draft_scheme`.
    """
    found = scheme_of(work, scheme_id)
    SCHEME_STATES.step(found.state, "update_scheme")
    work.expect_version(found, version)
    problems = check_scheme(draft)
    why = tr("同一方案的范围不能改,请另建方案")
    same = draft.scope is found.scope
    problems.check(same, "E019", "draft.scope", label=tr("范围"), why=why)
    problems.raise_if_any()
    found.indicators.clear()
    work.session.flush()
    _fill(found, draft)


def _fill(made: EvaluationScheme, draft: SchemeDraft) -> None:
    made.name, made.remark = clean_text(draft.name), clean_text(draft.remark)
    made.a_from, made.b_from, made.c_from = draft.a_from, draft.b_from, draft.c_from
    made.least_tickets = draft.least_tickets
    made.indicators = indicators_of(draft)


def indicators_of(draft: SchemeDraft) -> list[EvaluationIndicator]:
    """The lines of a draft as records, in order."""
    return [
        EvaluationIndicator(
            position=position,
            code=clean_text(line.code).upper(),
            name=clean_text(line.name),
            kind=line.kind,
            formula=clean_text(line.formula).upper(),
            unit=clean_text(line.unit),
            zero_hundredths=line.zero_hundredths,
            full_hundredths=line.full_hundredths,
            weight_hundredths=line.weight_hundredths,
            definition=clean_text(line.definition),
        )
        for position, line in enumerate(draft.indicators, 1)
    ]


@command("evaluation_scheme.create", "提交评估方案", example='{"scheme_id": 1}')
def submit_scheme(work: Work, *, scheme_id: int) -> int:
    """Put a draft before the manager.

    Returns:
        The id of the approval that waits.

    Raises:
        Refused: E006, E008.
    """
    found = scheme_of(work, scheme_id)
    found.state = SCHEME_STATES.step(found.state, "submit_scheme")
    asked = ask_approval(
        work,
        found,
        word=tr("评估方案"),
        number=found.label,
        title=tr("{name},{n} 项指标").format(name=found.name, n=len(found.indicators)),
        right="evaluation_scheme.approve",
        prepared_by=found.created_by,
    )
    return asked.id


@command("evaluation_scheme.create", "撤回评估方案", example='{"scheme_id": 1}')
def recall_scheme(work: Work, *, scheme_id: int) -> None:
    """Take one's own draft back from the manager.

    Raises:
        Refused: E006, E008, E210 somebody else's.
    """
    take_back(work, _waiting(work, scheme_id, "recall_scheme").id)


@command(
    "evaluation_scheme.approve",
    "批准评估方案",
    example='{"scheme_id": 1, "countersigned_by": "李副总", "countersigned_on": "2026-11-16"}',
)
def approve_scheme(
    work: Work,
    *,
    scheme_id: int,
    countersigned_by: str = "",
    countersigned_on: date | None = None,
) -> None:
    """Put a version in force; the one before it is retired, plans under way go on with theirs.

    Raises:
        Refused: E001, E004, E006, E008, E012, E171, E190 own draft without the countersign.
    """
    asked = _waiting(work, scheme_id, "approve_scheme")
    decide(
        work, asked.id, approve=True, countersign=Countersign(countersigned_by, countersigned_on)
    )


@command(
    "evaluation_scheme.approve",
    "驳回评估方案",
    example='{"scheme_id": 1, "reason": "价格权重过低"}',
)
def reject_scheme(work: Work, *, scheme_id: int, reason: str) -> None:
    """Send a draft back with a reason.

    Raises:
        Refused: E004, E006, E008, E012, E190, E191.
    """
    asked = _waiting(work, scheme_id, "reject_scheme")
    decide(work, asked.id, approve=False, reason=reason)


def _waiting(work: Work, scheme_id: int, command_name: str) -> Approval:
    found = scheme_of(work, scheme_id)
    SCHEME_STATES.step(found.state, command_name)
    asked = waiting_approval(work, found)
    if asked is None:
        action = next(m.label for m in SCHEME_STATES.moves if m.command == command_name)
        raise refuse("E008", obj=SCHEME_STATES.obj, state=tr("未提交"), action=action)
    return asked


@command(
    "evaluation_scheme.approve", "停用评估方案", example='{"scheme_id": 1, "reason": "改用新方案"}'
)
def retire_scheme(work: Work, *, scheme_id: int, reason: str) -> None:
    """Take a version out of use; plans under way go on with it.

    Raises:
        Refused: E004, E006, E008, E009.
    """
    found = scheme_of(work, scheme_id)
    retire(work, found, reason)


def retire(work: Work, scheme: EvaluationScheme, reason: str) -> None:
    """Raises: Refused E004, E008, E009."""
    scheme.state = SCHEME_STATES.step(scheme.state, "retire_scheme", reason)
    size = len(clean_text(reason))
    if size > 200:
        raise refuse("E004", "reason", label=tr("原因"), n=200, v=size)
    scheme.retired_at, scheme.answer = work.now, clean_text(reason)


def put_in_force(work: Work, scheme: EvaluationScheme) -> None:
    """The manager agreed: the version before makes way."""
    before = work.session.scalars(
        select(EvaluationScheme).where(
            EvaluationScheme.scope == scheme.scope,
            EvaluationScheme.state == SchemeState.APPROVED,
        )
    )
    for old in before:
        retire(work, old, tr("由 {label} 替代").format(label=scheme.label))
    scheme.state = SCHEME_STATES.step(scheme.state, "approve_scheme")
    scheme.approved_at, scheme.answer = work.now, ""
