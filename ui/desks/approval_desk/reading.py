"""What the window asks beside itself."""

from dataclasses import dataclass

from desk.app import Desk
from desk.office.approvals.queries import (
    ApprovalRow,
    approvals_by_me,
    approvals_decided,
    approvals_for_me,
)
from desk.office.approvals.summary import DeputyRow, deputies_now

WAITING, MINE, DECIDED = "waiting", "mine", "decided"


@dataclass(frozen=True)
class Inbox:
    """The rows of every view, and the deputies of these days."""

    views: dict[str, list[ApprovalRow]]
    deputies: list[DeputyRow]


def inbox_of(desk: Desk) -> Inbox:
    """Read all of it."""
    may_decide = desk.may("approval.decide")
    views = {
        WAITING: desk.ask(approvals_for_me) if may_decide else [],
        MINE: desk.ask(approvals_by_me),
        DECIDED: desk.ask(approvals_decided),
    }
    return Inbox(views, desk.ask(deputies_now))
