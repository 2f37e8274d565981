"""The indicators of a scheme and the form that adds or mends one."""

from typing import Any

from desk.evaluation.schemes.choices import IndicatorKind
from desk.evaluation.schemes.drafts import IndicatorDraft
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.desks.questionnaire_editor.grids import Grid
from ui.desks.row_table import Column
from ui.registry import Context

UNWEIGHED = IndicatorKind.VETO
_SCORED = (IndicatorKind.HARD, IndicatorKind.FORMULA)


def short(hundredths: int) -> str:
    """Without zeros after the point: 「80」, 「0.5」."""
    return show_money(hundredths).rstrip("0").rstrip(".")


def _span(line: IndicatorDraft) -> str:
    if line.kind not in _SCORED:
        return ""
    return f"{short(line.zero_hundredths)}→{short(line.full_hundredths)}{line.unit}"


def _weight(line: IndicatorDraft) -> str:
    return "" if line.kind is UNWEIGHED else show_money(line.weight_hundredths)


def indicator_grid(context: Context) -> Grid[IndicatorDraft]:
    """The indicators in the order in which they stand in the report."""
    return Grid(
        context,
        tr("指标"),
        (
            Column(tr("代码"), lambda row: row[1].code, 3),
            Column(tr("名称"), lambda row: row[1].name, 9, stretch=True),
            Column(tr("类别"), lambda row: row[1].kind.label, 5),
            Column(tr("来源或公式"), lambda row: row[1].formula, 6),
            Column(tr("零→满分"), lambda row: _span(row[1]), 6, right=True),
            Column(tr("权重"), lambda row: _weight(row[1]), 4, right=True, total=True),
        ),
        (
            (
                (Field("code", tr("代码"), width=4, required=True), 3),
                (Field("name", tr("名称"), width=10, required=True), 7),
                (Field("kind", tr("类别"), Kind.CHOICE, IndicatorKind, 5, required=True), 4),
                (Field("weight_hundredths", tr("权重"), Kind.MONEY, width=4), 3),
            ),
            (
                (Field("formula", tr("来源(H1–H8)或公式"), width=8), 5),
                (Field("zero_hundredths", tr("零分线"), Kind.MONEY, width=4), 3),
                (Field("full_hundredths", tr("满分线"), Kind.MONEY, width=4), 3),
                (Field("unit", tr("单位"), width=3), 2),
                (Field("definition", tr("定义或评分标准"), width=8), 4),
            ),
        ),
        (_line_of, _typed_of),
    )


def _line_of(typed: dict[str, Any]) -> IndicatorDraft:
    """Empty figures are 0; a veto has none, a soft score is given out of 10."""
    values = {
        **typed,
        **{name: typed[name] or 0 for name in typed if name.endswith("_hundredths")},
        "code": typed["code"].upper(),
    }
    if values["kind"] is IndicatorKind.VETO:
        values["weight_hundredths"] = 0
    if values["kind"] is IndicatorKind.SOFT and not values["full_hundredths"]:
        values["full_hundredths"], values["unit"] = 10_00, values["unit"] or tr("分")
    return IndicatorDraft(**values)


def _typed_of(line: IndicatorDraft) -> dict[str, Any]:
    names = IndicatorDraft.__dataclass_fields__
    return {name: getattr(line, name) for name in names}


def indicator_words(line: IndicatorDraft) -> str:
    """A line in a few words."""
    return f"{line.code} {line.name} {show_money(line.weight_hundredths)}"
