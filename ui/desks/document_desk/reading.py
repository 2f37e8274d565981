"""What the window asks beside itself: the register, and the document that is shown."""

from dataclasses import dataclass

from desk.app import Desk
from desk.filing.documents.overview import OverviewRow, document_overview
from desk.filing.documents.queries import DocumentCard, document_card


@dataclass(frozen=True)
class Documents:
    """The register, and the document that is shown."""

    rows: list[OverviewRow]
    card: DocumentCard | None


def documents_of(desk: Desk, number: str) -> Documents:
    """Read both; a document that may not be seen (any more) is not shown."""
    rows = desk.ask(document_overview)
    known = bool(number) and any(row.doc_no == number for row in rows)
    return Documents(rows, desk.ask(document_card, number=number) if known else None)
