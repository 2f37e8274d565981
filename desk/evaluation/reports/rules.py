"""The ways of report and rectification, and what a written report must say. Pure. Source: spec 3.20."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.archive.customers.rules import check_text
from desk.evaluation.reports.choices import RectificationState, ReportState
from desk.kernel.errors import Problems
from desk.kernel.identity import clean_text
from desk.kernel.states import Move, StateTable, moves_from
from desk.kernel.text import tr

_R, _F = ReportState, RectificationState
REPORT_STATES: StateTable[ReportState] = StateTable(
    obj="评估报告",
    initial=_R.DRAFT,
    moves=(
        Move("write_report", moves_from(_R.DRAFT), _R.DRAFT, "修改"),
        Move("file_report_evidence", moves_from(_R.DRAFT), _R.DRAFT, "存依据"),
        Move("refresh_report", moves_from(_R.DRAFT), _R.DRAFT, "重新取数"),
        Move("ask_new_scores", moves_from(_R.DRAFT), _R.DRAFT, "重新评分", True),
        Move("submit_report", moves_from(_R.DRAFT), _R.SUBMITTED, "提交"),
        Move("recall_report", moves_from(_R.SUBMITTED), _R.DRAFT, "撤回"),
        Move("approve_report", moves_from(_R.SUBMITTED), _R.EFFECTIVE, "批准"),
        Move("reject_report", moves_from(_R.SUBMITTED), _R.REJECTED, "驳回"),
        Move("record_partner_reply", moves_from(_R.EFFECTIVE), _R.EFFECTIVE, "登记合作商意见"),
        Move("approve_report", moves_from(_R.EFFECTIVE), _R.SUPERSEDED, "更正"),
    ),
    final=frozenset({_R.REJECTED, _R.SUPERSEDED}),
)
RECTIFICATION_STATES: StateTable[RectificationState] = StateTable(
    obj="限期整改",
    initial=_F.OPEN,
    moves=(
        Move("note_rectification", moves_from(_F.OPEN), _F.OPEN, "登记进展"),
        Move("pass_rectification", moves_from(_F.OPEN), _F.PASSED, "复查合格"),
        Move("fail_rectification", moves_from(_F.OPEN), _F.FAILED, "复查不合格"),
        Move("approve_report", moves_from(_F.OPEN), _F.LAPSED, "新评估生效"),
    ),
    final=frozenset({_F.PASSED, _F.FAILED, _F.LAPSED}),
)

RECTIFY_DAYS = 30
MOST_TEXT, MOST_EVIDENCE = 1000, 300
TREND_PERIODS = 8
TEXTS = (("defects", "存在问题"), ("suggestions", "改进建议"), ("conclusion", "评估结论"))
NEEDED = ("suggestions", "conclusion")


@dataclass(frozen=True, kw_only=True)
class VetoDraft:
    """A veto looked into; evidence is needed when it is found."""

    code: str
    found: bool
    evidence: str = ""


def report_number(period: str, partner_code: str, version_no: int) -> str:
    """「PG2026Q3-P001-V1」."""
    return f"PG{period}-{partner_code}-V{version_no}"


def check_written(texts: Mapping[str, str]) -> Problems:
    """No control characters, not too long; empty is allowed until it is submitted."""
    problems = Problems()
    for name, label in TEXTS:
        check_text(problems, texts[name].strip(), name, tr(label), MOST_TEXT, lines=True)
    return problems


def check_vetoes(names: Mapping[str, str], vetoes: Sequence[VetoDraft]) -> Problems:
    """Vetoes of the scheme only, each once; a found one with evidence."""
    problems = Problems()
    seen: set[str] = set()
    for n, veto in enumerate(vetoes):
        at, code = f"vetoes.{n}", clean_text(veto.code).upper()
        problems.check(code in names, "E006", f"{at}.code", label=tr("一票否决项"), v=veto.code)
        twice = code in seen
        problems.check(not twice, "E017", f"{at}.code", label=tr("一票否决项"), v=code)
        seen.add(code)
        label = tr("{code} 的依据").format(code=code)
        check_text(problems, clean_text(veto.evidence), f"{at}.evidence", label, MOST_EVIDENCE)
        if veto.found:
            problems.require(veto.evidence, f"{at}.evidence", label)
    return problems


def check_complete(texts: Mapping[str, str]) -> Problems:
    """What has to be written before the manager gets it."""
    problems, labels = Problems(), dict(TEXTS)
    for name in NEEDED:
        problems.require(texts[name], name, tr(labels[name]))
    return problems
