"""What a questionnaire asks, and what it asks otherwise than the edition before."""

from collections.abc import Mapping

from sqlalchemy import select

from desk.care.surveys.model import Questionnaire
from desk.kernel.commands import on
from desk.kernel.text import tr
from desk.office.approvals.events import ApprovalSummaryAsked
from desk.storage.work import Reader


@on(ApprovalSummaryAsked)
def tell_questionnaire(read: Reader, asked: ApprovalSummaryAsked) -> None:
    """Its dimensions and questions against the last approved edition."""
    questionnaire_id = asked.about(Questionnaire)
    if questionnaire_id is None:
        return
    found = read.get(Questionnaire, questionnaire_id, tr("调查问卷"))
    former = _former(read, found)
    shares = "、".join(f"{d.name} {d.weight}" for d in found.dimensions)
    asked.tell(
        (tr("问卷"), f"{found.title} {found.label}"),
        (tr("题数"), tr("{n} 题").format(n=len(found.items))),
        (tr("维度权重"), shares),
        (tr("开头语"), found.intro),
    )
    asked.former = former.label if former else ""
    before, after = _parts(former) if former else {}, _parts(found)
    asked.compare(*(
        (what, before.get(what, ""), after.get(what, "")) for what in {**before, **after}
    ))  # fmt: skip
    asked.show_paper("P-14", found.label)
    asked.open_in("questionnaire_editor", id=found.id)


def _parts(found: Questionnaire) -> Mapping[str, str]:
    weights = {tr("权重 {d}").format(d=d.name): str(d.weight) for d in found.dimensions}
    questions = {tr("第 {n} 题").format(n=i.position): i.text for i in found.items}
    return {**weights, **questions}


def _former(read: Reader, found: Questionnaire) -> Questionnaire | None:
    earlier = select(Questionnaire).where(
        Questionnaire.edition < found.edition, Questionnaire.approved_at.is_not(None)
    )
    return read.session.scalars(earlier.order_by(Questionnaire.edition.desc())).first()
