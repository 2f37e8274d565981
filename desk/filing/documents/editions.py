"""The edition in the foot of every form, taken from the register (spec 4.0)."""

from dataclasses import replace

from sqlalchemy import select

from desk.documents.papers import Paper
from desk.filing.documents.choices import RevisionState
from desk.filing.documents.model import ControlledDocument, DocumentRevision
from desk.kernel.text import tr
from desk.storage.work import Reader


def edition_words(issue_no: str, revision_no: int) -> str:
    """「版次A/第0次修改」."""
    return tr("版次{a}/第{n}次修改").format(a=issue_no, n=revision_no)


def with_registered_edition(read: Reader, papers: tuple[Paper, ...]) -> tuple[Paper, ...]:
    """Papers whose form stands in the register carry its edition in force; others their own.

    A controlled document printed as itself carries the edition it is.
    """
    codes = {paper.form_code for paper in papers}
    in_force = (
        select(ControlledDocument.doc_no, DocumentRevision.issue_no, DocumentRevision.revision_no)
        .join(DocumentRevision, DocumentRevision.document_id == ControlledDocument.id)
        .where(
            ControlledDocument.doc_no.in_(codes), DocumentRevision.state == RevisionState.EFFECTIVE
        )
    )
    known = {no: edition_words(a, n) for no, a, n in read.session.execute(in_force)}
    return tuple(
        replace(paper, edition=known[paper.form_code])
        if paper.form_code in known and paper.number != paper.form_code
        else paper
        for paper in papers
    )
