"""Rooms above record what a check of their document found, and ask whether it may be confirmed."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import select

from desk.freight.consignments.model import Consignment
from desk.freight.price_checks.choices import CheckedPaper, Verdict
from desk.freight.price_checks.model import PriceCheck
from desk.freight.price_checks.rules import Finding, worst
from desk.kernel.errors import Problems
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.text import tr
from desk.storage.work import Reader, Work

REASON_MOST = 200


def record_check(
    work: Work,
    paper: CheckedPaper,
    doc_no: str,
    findings: Iterable[Finding | None],
    *,
    consignment: Consignment | None = None,
    reason: str = "",
) -> PriceCheck:
    """Keep what a check found, with the reason typed for it; the same result is not kept twice.

    A reason given for the same rules before goes on to the new check; an approval does not.

    Raises:
        Refused: E004, E012 of the reason.
    """
    check_reason(reason).raise_if_any()
    found = tuple(f for f in findings if f is not None)
    frozen = msgspec.json.encode(found).decode()
    last = current_check(work, paper, doc_no, consignment)
    explanation = clean_text(reason)
    if last is not None and last.findings_json == frozen:
        last.explanation = explanation or last.explanation
        return last
    if last is not None:
        last.is_current = False
        if {f.rule for f in found} <= {f.rule for f in last.findings}:
            explanation = explanation or last.explanation
    return work.add(
        PriceCheck(
            paper=paper,
            doc_no=doc_no,
            consignment=consignment,
            verdict=worst(found),
            findings_json=frozen,
            summary=";".join(f.words for f in found)[:400],
            dispatcher_id=work.actor.user_id,
            at=work.now,
            explanation=explanation if found else "",
        )
    )


def current_check(
    read: Reader, paper: CheckedPaper, doc_no: str, consignment: Consignment | None = None
) -> PriceCheck | None:
    """The check that counts for a document, or for one ticket of it."""
    return read.session.scalar(
        select(PriceCheck).where(
            PriceCheck.paper == paper,
            PriceCheck.doc_no == doc_no,
            PriceCheck.consignment_id == (consignment.id if consignment else None),
            PriceCheck.is_current,
        )
    )


def objections(check: PriceCheck) -> Problems:
    """What keeps a document from being confirmed: E035 to E037, E163, E164 while nothing stands."""
    problems = Problems()
    if not check.stands:
        problems.found += [f.problem for f in check.findings if f.verdict is check.verdict]
    return problems


def forget_checks(
    work: Work, paper: CheckedPaper, doc_no: str, keep: Iterable[int | None] = ()
) -> None:
    """The document is given up, or holds only the tickets of `keep`: other checks do not count."""
    kept = set(keep)
    wanted = select(PriceCheck).where(
        PriceCheck.paper == paper, PriceCheck.doc_no == doc_no, PriceCheck.is_current
    )
    for check in work.session.scalars(wanted):
        if check.consignment_id not in kept:
            check.is_current = False


def check_reason(reason: str) -> Problems:
    """What is wrong with the words of a reason."""
    problems, text = Problems(), clean_text(reason)
    label, size = tr("运价说明"), len(text)
    problems.check(size <= REASON_MOST, "E004", "reason", label=label, n=REASON_MOST, v=size)
    problems.check(not has_control_characters(text), "E012", "reason", label=label)
    return problems


def worst_of(checks: Iterable[PriceCheck]) -> Verdict:
    """The verdict of a whole document."""
    order = tuple(Verdict)
    return max((c.verdict for c in checks), key=order.index, default=Verdict.REASONABLE)
