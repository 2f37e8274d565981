"""评估报告: facts, scores, comparison, trend, vetoes, conclusion, and what follows from the grade.

Owns `evaluation_report` with its frozen lines and vetoes, and `rectification`. Looks at plans, schemes and
measures below, at partners and the approvals; answers `PlanFinishing`.

To use: `draft_report` → `write_report` (`ask_new_scores`, `refresh_report`) → `submit_report` →
`approve_report` or `reject_report`; a rejected one is drafted anew by `draft_report`. To read: `plan_page`,
`report_page`, `report_peers`, `report_differences`, `recompute_report`, `backtest_scheme`,
`backtest_draft`. A partner with a C: `note_rectification`, `pass_rectification`, `fail_rectification`.
"""

from desk.evaluation.reports import (
    approving,
    closing,
    commands,
    comparing,
    mending,
    papers,
    plan_page,
    queries,
    screens,
    summary,
    today,
)
from desk.evaluation.reports.rules import RECTIFICATION_STATES, REPORT_STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="reports",
    title="评估报告",
    wing="evaluation",
    modules=(commands, approving, mending, comparing, queries, plan_page, summary, papers, closing),
    lists=(screens.EVALUATION_REPORTS, screens.REPORTS_IN_FORCE, screens.RECTIFICATIONS),
    states=(REPORT_STATES, RECTIFICATION_STATES),
    today=today.SOURCES,
)
