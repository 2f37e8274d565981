"""What the owning room hears, inside the transaction that decides, and what it is asked before."""

from dataclasses import dataclass, field
from typing import Any

from desk.office.approvals.model import Approval
from desk.storage.base import Record


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


@dataclass(frozen=True)
class Change:
    """One thing that will be otherwise: what, how it was (empty: new), how it will be (empty: gone)."""

    what: str
    before: str
    after: str


@dataclass
class ApprovalSummaryAsked:
    """What is a request about? The owning room answers, for whoever decides and has read nothing yet.

    Attributes:
        approval: the request.
        facts: (label, words) pairs, the most telling first.
        changes: what will be otherwise than in the former version.
        former: which version that is; empty when there is none.
        why: the reason given by who asked.
        text: the wording to be approved, when it is a text.
        form: code of the paper that shows it, for the number `form_number` with `form_options`.
        files: (label, digest) of files in the cabinet.
        page: the window in which all of it stands, opened with `arguments`.
    """

    approval: Approval
    facts: list[tuple[str, str]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    former: str = ""
    why: str = ""
    text: str = ""
    form: str = ""
    form_number: str = ""
    form_options: dict[str, Any] = field(default_factory=dict)
    files: list[tuple[str, str]] = field(default_factory=list)
    page: str = ""
    arguments: dict[str, Any] = field(default_factory=dict)

    def about(self, record: type[Record]) -> int | None:
        """The id of the record, if it is of this kind."""
        same = self.approval.obj_kind == record.__tablename__
        return self.approval.obj_id if same else None

    def tell(self, *facts: tuple[str, str]) -> None:
        """Add facts; those without words are left out."""
        self.facts += [(label, words) for label, words in facts if words]

    def compare(self, *changes: tuple[str, str, str]) -> None:
        """Add what differs of (what, before, after)."""
        self.changes += [Change(*change) for change in changes if change[1] != change[2]]

    def show_paper(self, form: str, number: str, **options: Any) -> None:
        """Name the paper beside it."""
        self.form, self.form_number, self.form_options = form, number, options

    def open_in(self, page: str, **arguments: Any) -> None:
        """Name the window."""
        self.page, self.arguments = page, arguments
