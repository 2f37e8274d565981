"""Loading documents and revisions by number."""

from sqlalchemy import select

from desk.filing.documents.model import ControlledDocument, DocumentRevision
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.work import Reader


def document_by_number(read: Reader, number: str) -> ControlledDocument:
    """Raises: Refused E006."""
    wanted = ControlledDocument.doc_no == number.strip().upper()
    found = read.session.scalar(select(ControlledDocument).where(wanted))
    if found is None:
        raise refuse("E006", "number", label=tr("受控文件"), v=number)
    read.held.add(found)
    return found


def revision_of(read: Reader, number: str, edition: str = "") -> DocumentRevision:
    """A revision: the named one (「A/0」), else the one in force, else the latest.

    Raises:
        Refused: E006; also when the role may see only what is in force and this is not.
    """
    document = document_by_number(read, number)
    if edition.strip():
        named = [r for r in document.revisions if r.edition == edition.strip().upper()]
        if not named:
            raise refuse("E006", "edition", label=tr("{no} 的版次").format(no=number), v=edition)
        return named[0]
    return document.effective or document.latest
