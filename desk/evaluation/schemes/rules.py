"""The ways of a scheme, and what a draft must be like. Pure. Source: spec 3.20, 5.7, E192."""

import re

from desk.archive.customers.rules import check_name, check_text
from desk.evaluation.schemes.choices import IndicatorKind, SchemeState
from desk.evaluation.schemes.drafts import IndicatorDraft, SchemeDraft
from desk.evaluation.schemes.formula import is_measure, read_formula
from desk.evaluation.schemes.scoring import MEASURED, WHOLE
from desk.kernel.errors import Problems, Refused
from desk.kernel.identity import clean_text
from desk.kernel.quantities import show_money
from desk.kernel.states import Move, StateTable, moves_from
from desk.kernel.text import tr

_S = SchemeState
SCHEME_STATES: StateTable[SchemeState] = StateTable(
    obj="评估方案",
    initial=_S.DRAFT,
    moves=(
        Move("update_scheme", moves_from(_S.DRAFT), _S.DRAFT, "修改"),
        Move("submit_scheme", moves_from(_S.DRAFT), _S.SUBMITTED, "提交"),
        Move("recall_scheme", moves_from(_S.SUBMITTED), _S.DRAFT, "撤回"),
        Move("approve_scheme", moves_from(_S.SUBMITTED), _S.APPROVED, "批准"),
        Move("reject_scheme", moves_from(_S.SUBMITTED), _S.DRAFT, "驳回"),
        Move("retire_scheme", moves_from(_S.DRAFT, _S.APPROVED), _S.RETIRED, "停用", True),
    ),
    final=frozenset({_S.RETIRED}),
)

MOST_INDICATORS, MOST_LEAST_TICKETS, MOST_LINE = 40, 1_000, 1_000_000_00
_CODE = re.compile(r"[A-Z][A-Z0-9]{0,9}")


def check_scheme(draft: SchemeDraft) -> Problems:
    """Everything wrong with a draft; the weights must make exactly 100.00 (E192)."""
    problems = Problems()
    check_name(problems, draft.name, "draft.name", tr("方案名称"))
    check_text(problems, clean_text(draft.remark), "draft.remark", tr("说明"), 300)
    lines = len(draft.indicators)
    bounds = {"label": tr("指标数"), "lo": 1, "hi": MOST_INDICATORS, "v": lines}
    problems.check(1 <= lines <= MOST_INDICATORS, "E003", "draft.indicators", **bounds)
    codes = [clean_text(i.code).upper() for i in draft.indicators]
    for n, indicator in enumerate(draft.indicators):
        at = f"draft.indicators.{n}"
        twice = codes[n] in codes[:n]
        problems.check(not twice, "E017", f"{at}.code", label=tr("指标代码"), v=codes[n])
        _check_indicator(problems, at, indicator, codes[n])
    total = sum(i.weight_hundredths for i in draft.indicators)
    problems.check(total == WHOLE, "E192", "draft.indicators", a=show_money(total))
    _check_bands(problems, draft)
    return problems


def _check_bands(problems: Problems, draft: SchemeDraft) -> None:
    descending = WHOLE >= draft.a_from > draft.b_from > draft.c_from > 0
    why = tr("A、B、C 的最低分应依次降低,在 0 到 100 之间")
    problems.check(descending, "E019", "draft.a_from", label=tr("等级分数线"), why=why)
    least, most = draft.least_tickets, MOST_LEAST_TICKETS
    bounds = {"label": tr("样本下限(票)"), "lo": 1, "hi": most, "v": least}
    problems.check(1 <= least <= most, "E003", "draft.least_tickets", **bounds)


def _check_indicator(problems: Problems, at: str, draft: IndicatorDraft, code: str) -> None:
    why = tr("用大写字母开头的字母和数字,如 H1")
    good = _CODE.fullmatch(code) is not None
    problems.check(good, "E019", f"{at}.code", label=tr("指标代码"), why=why)
    for name, label, most in (
        ("name", tr("指标名称"), 40),
        ("unit", tr("单位"), 10),
        ("definition", tr("定义"), 200),
    ):
        check_text(problems, clean_text(getattr(draft, name)), f"{at}.{name}", label, most)
    problems.require(draft.name, f"{at}.name", tr("指标名称"))
    _check_weight(problems, at, draft)
    if draft.kind in MEASURED:
        _check_measured(problems, at, draft)


def _check_weight(problems: Problems, at: str, draft: IndicatorDraft) -> None:
    weight = draft.weight_hundredths
    if draft.kind is IndicatorKind.VETO:
        why = tr("一票否决项没有权重")
        problems.check(weight == 0, "E019", f"{at}.weight_hundredths", label=tr("权重"), why=why)
        return
    bounds = {"label": tr("权重"), "lo": "0.01", "hi": "100.00", "v": show_money(weight)}
    problems.check(0 < weight <= WHOLE, "E003", f"{at}.weight_hundredths", **bounds)


def _check_measured(problems: Problems, at: str, draft: IndicatorDraft) -> None:
    try:
        read_formula(draft.formula, f"{at}.formula")
    except Refused as refused:
        problems.extend(refused.problems)
    if draft.kind is IndicatorKind.HARD:
        why = tr("系统指标取 H1 到 H8 之一")
        single = is_measure(draft.formula)
        problems.check(single, "E019", f"{at}.formula", label=tr("指标来源"), why=why)
    for name, label in (("zero_hundredths", tr("零分线")), ("full_hundredths", tr("满分线"))):
        line = getattr(draft, name)
        shown = {"lo": show_money(-MOST_LINE), "hi": show_money(MOST_LINE), "v": show_money(line)}
        problems.check(abs(line) <= MOST_LINE, "E003", f"{at}.{name}", label=label, **shown)
    why = tr("满分线与零分线不能相同")
    differ = draft.zero_hundredths != draft.full_hundredths
    problems.check(differ, "E019", f"{at}.full_hundredths", label=tr("满分线"), why=why)
