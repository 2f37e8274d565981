"""Which paper of a record runs out first, as columns of a list and as rows for a query.

Lists are sorted and filtered in SQL, so the office's date comes from the connection
(`office_today`, see desk.storage.engine), never from the computer behind the injected clock's back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, case, cast, func, null, select, type_coerce

from desk.kernel.expiry import ExpiryStage, expiry_stage
from desk.storage.columns import Chosen

NEVER = "9999-12-31"


@dataclass(frozen=True)
class PaperDue:
    """A paper that ran out (`days_left` below zero) or will within 60 days."""

    paper: str
    valid_to: date
    days_left: int
    stage: ExpiryStage


def papers_due(papers: Iterable[tuple[str, date | None]], today: date) -> list[PaperDue]:
    """Return those of a record's papers that are warned of, in the order given."""
    found = []
    for paper, valid_to in papers:
        left = (valid_to - today).days if valid_to is not None else None
        stage = None if left is None else expiry_stage(left)
        if valid_to is not None and left is not None and stage is not None:
            found.append(PaperDue(paper, valid_to, left, stage))
    return found


def expiry_columns(papers: Sequence[tuple[str, Any]]) -> dict[str, ColumnElement[Any]]:
    """Columns for the paper that runs out first: `expiry_stage`, `days_left`, `next_paper`.

    Args:
        papers: label and last day (a column or expression, null when unknown) of each paper.
    """
    days = [func.coalesce(type_coerce(column, String), NEVER) for _, column in papers]
    first = func.min(*days) if len(days) > 1 else days[0]
    today = select(func.office_today()).scalar_subquery()
    left = func.julianday(first) - func.julianday(today)
    known = first != NEVER
    stages = [(left <= stage.most_days, stage.value) for stage in ExpiryStage]
    named = [(first == day, label) for day, (label, _) in zip(days, papers, strict=True)]
    return {
        "expiry_stage": type_coerce(case(*stages, else_=null()), Chosen(ExpiryStage)),
        "days_left": case((known, cast(left, Integer)), else_=null()),
        "next_paper": case((known, case(*named)), else_=""),
    }
