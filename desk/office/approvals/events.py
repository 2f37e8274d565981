"""What the owning room hears, inside the transaction that decides."""

from dataclasses import dataclass

from desk.office.approvals.model import Approval


@dataclass(frozen=True)
class Approved:
    """The request was granted."""

    approval: Approval


@dataclass(frozen=True)
class Rejected:
    """The request was turned down; `approval.reason` says why."""

    approval: Approval


@dataclass(frozen=True)
class TakenBack:
    """Whoever asked no longer wants it."""

    approval: Approval
