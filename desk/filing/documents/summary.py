"""What a revision of a controlled document is about: its wording against the one in force."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from desk.filing.documents.model import DocumentRevision
from desk.filing.documents.rules import DiffLine, difference
from desk.kernel.commands import on
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.office.approvals.events import ApprovalSummaryAsked
from desk.storage.work import Reader


@on(ApprovalSummaryAsked)
def tell_revision(read: Reader, asked: ApprovalSummaryAsked) -> None:
    """The change note, the lines that are other ones, and the document itself."""
    revision_id = asked.about(DocumentRevision)
    if revision_id is None:
        return
    revision = read.get(DocumentRevision, revision_id, tr("受控文件"))
    document = revision.document
    earlier = [one for one in document.revisions if one.id < revision.id and one.approved_at]
    former = earlier[-1] if earlier else None
    day = revision.effective_on
    asked.tell(
        (tr("文件"), f"{document.doc_no} 《{document.title}》"),
        (tr("版次"), revision.edition),
        (tr("类别"), document.document_type.label),
        (tr("编制"), revision.author),
        (tr("审核"), revision.reviewer),
        (tr("拟生效"), show_date(day) if day else ""),
        (tr("文件名"), revision.file_label),
    )
    asked.why = revision.change_note or tr("首次制定")
    asked.former = former.edition if former else ""
    if former and former.body and revision.body:
        asked.compare(*changed_lines(difference(former.body, revision.body, 0)))
    asked.text = revision.body
    if not revision.body:
        asked.files = [(revision.file_label, revision.file_sha256)]
    asked.show_paper("P-13", document.doc_no, edition=revision.edition)
    asked.open_in("document_desk", number=document.doc_no)


def changed_lines(lines: Iterable[DiffLine]) -> Iterator[tuple[str, str, str]]:
    """Lines that went beside those that came in their place."""
    gone: list[str] = []
    come: list[str] = []
    for line in [*lines, DiffLine("…", "")]:
        if line.mark == "-" and not come:
            gone.append(line.text)
        elif line.mark == "+":
            come.append(line.text)
        else:
            yield from (("", a, b) for a, b in zip_longest(gone, come, fillvalue=""))
            gone, come = ([line.text] if line.mark == "-" else []), []
