"""What follows when a scheme is decided on."""

from desk.evaluation.schemes.choices import IndicatorKind
from desk.evaluation.schemes.commands import put_in_force
from desk.evaluation.schemes.finding import scheme_in_force, scheme_of
from desk.evaluation.schemes.model import EvaluationIndicator, EvaluationScheme
from desk.evaluation.schemes.rules import SCHEME_STATES
from desk.kernel.commands import on
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.office.approvals.events import ApprovalSummaryAsked, Approved, Rejected, TakenBack
from desk.office.approvals.model import Approval
from desk.storage.work import Reader, Work


def _about(work: Work, approval: Approval) -> EvaluationScheme | None:
    mine = approval.obj_kind == EvaluationScheme.__tablename__
    return scheme_of(work, approval.obj_id) if mine else None


@on(Approved)
def use_scheme(work: Work, event: Approved) -> None:
    """The version is fixed and in force."""
    found = _about(work, event.approval)
    if found is not None:
        put_in_force(work, found)


@on(Rejected)
def send_scheme_back(work: Work, event: Rejected) -> None:
    """The draft says why and may be changed."""
    found = _about(work, event.approval)
    if found is not None:
        found.state = SCHEME_STATES.step(found.state, "reject_scheme")
        found.answer = event.approval.reason


@on(TakenBack)
def reopen_scheme(work: Work, event: TakenBack) -> None:
    """The draft may be changed again."""
    found = _about(work, event.approval)
    if found is not None:
        found.state = SCHEME_STATES.step(found.state, "recall_scheme")


@on(ApprovalSummaryAsked)
def tell_scheme(work: Reader, asked: ApprovalSummaryAsked) -> None:
    """The lines of the version against the one in force."""
    scheme_id = asked.about(EvaluationScheme)
    if scheme_id is None:
        return
    found = scheme_of(work, scheme_id)
    before = scheme_in_force(work, found.scope)
    asked.tell((tr("方案"), found.name), (tr("等级"), _bands(found)), (tr("说明"), found.remark))
    if before is not None and before is not found:
        asked.former = before.label
        old, new = _words(before), _words(found)
        asked.compare(*((code, old.get(code, ""), new.get(code, "")) for code in {**old, **new}))
        asked.compare((tr("等级"), _bands(before), _bands(found)))
    asked.show_paper("P-09", found.label)


def _bands(scheme: EvaluationScheme) -> str:
    spans = scheme.bands.spans()
    return "  ".join(f"{g.label} {show_money(low)}~{show_money(high)}" for g, low, high in spans)


def _words(scheme: EvaluationScheme) -> dict[str, str]:
    return {f"{i.code} {i.name}": indicator_words(i) for i in scheme.indicators}


def indicator_words(line: EvaluationIndicator) -> str:
    """A line in one sentence, for whoever compares two versions."""
    if line.kind is IndicatorKind.VETO:
        return line.kind.label
    weight = tr("权重 {w}").format(w=show_money(line.weight_hundredths))
    if line.kind is IndicatorKind.SOFT:
        return f"{line.kind.label} {weight}"
    span = f"{show_money(line.zero_hundredths)}→{show_money(line.full_hundredths)}{line.unit}"
    return f"{line.formula} {span} {weight}"
