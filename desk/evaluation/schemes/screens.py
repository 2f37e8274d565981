"""The list of evaluation schemes."""

from sqlalchemy import ColumnElement, String, case, cast, func, select, type_coerce

from desk.evaluation.schemes.choices import SchemeState
from desk.evaluation.schemes.model import EvaluationIndicator, EvaluationScheme
from desk.partners.carriers.choices import PartnerScope
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("label", "方案", Kind.NUMBER, width=5),
    Field("scope", "范围", Kind.CHOICE, choices=PartnerScope, width=4, required=True),
    Field("version_no", "版本", Kind.COUNT, width=4),
    Field("name", "方案名称", width=12, required=True),
    Field("state", "状态", Kind.CHOICE, choices=SchemeState, width=5),
    Field("lines", "指标数", Kind.COUNT, width=4),
    Field("least_tickets", "样本下限", Kind.COUNT, width=5),
    Field("approved_at", "批准时间", Kind.MOMENT, width=8),
    Field("retired_at", "停用时间", Kind.MOMENT, width=8),
    Field("answer", "审批意见", width=10),
    Field("remark", "说明", width=10, hidden=True),
)


def _source() -> ListSource:
    lines = (
        select(func.count())
        .select_from(EvaluationIndicator)
        .where(EvaluationIndicator.scheme_id == EvaluationScheme.id)
        .correlate(EvaluationScheme)
        .scalar_subquery()
    )
    other = {"lines": lines, "label": _label()}
    own = {f.name: getattr(EvaluationScheme, f.name) for f in FIELDS if f.name not in other}
    return ListSource(
        base=select(EvaluationScheme),
        id=EvaluationScheme.id,
        columns=own | other,
        search=(EvaluationScheme.name,),
    )


def _label() -> ColumnElement[str]:
    """「疆内V2」, as on the paper."""
    words = {scope.value: scope.label for scope in PartnerScope}
    spoken = case(words, value=type_coerce(EvaluationScheme.scope, String), else_="")
    return spoken + "V" + cast(EvaluationScheme.version_no, String)


def _own(name: str, label: str, key: str = "") -> Action:
    return Action(name, label, key, "evaluation_scheme.create", per_row=True)


def _managers(name: str, label: str, key: str = "") -> Action:
    return Action(name, label, key, "evaluation_scheme.approve", per_row=True)


EVALUATION_SCHEMES = ListSpec(
    name="evaluation_schemes",
    title="评估方案",
    right="evaluation_scheme.read",
    fields=FIELDS,
    source=_source,
    sort=Sort("approved_at", descending=True),
    actions=(
        Action("page:scheme_editor", "新建方案", "Ctrl+N", "evaluation_scheme.create"),
        Action("adopt_standard_scheme", "采用标准方案", "", "evaluation_scheme.create"),
        _own("draft_next_scheme", "新建版本"),
        _own("submit_scheme", "提交审批", "F7"),
        _own("recall_scheme", "撤回"),
        _managers("approve_scheme", "批准", "F9"),
        _managers("reject_scheme", "驳回", "F8"),
        _managers("retire_scheme", "停用"),
        Action("print:P-09", "打印", "Ctrl+P", "print.create", per_row=True),
    ),
    open="page:scheme_editor",
    empty="还没有评估方案。按 Ctrl+N 从标准方案开始编制,经理批准后即可使用。",
    told=("label", "name"),
)
