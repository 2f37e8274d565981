"""Scanned piles, their files and every paper found on their pages."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.filing.scans.choices import PileSource, PileState, ScanState
from desk.freight.consignments.model import Consignment
from desk.storage.base import Record
from desk.storage.columns import Chosen

LONGEST_LABEL = 120
LONGEST_REASON = 200


class ScanPile(Record):
    """扫描批次: what was read in one go. How much of it was filed follows from its pages."""

    __tablename__ = "scan_pile"
    __table_args__ = (Index("ix_scan_pile_state", "state", "id"),)

    number: Mapped[str] = mapped_column(String(20), unique=True)
    source: Mapped[PileSource] = mapped_column(Chosen(PileSource))
    place: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    state: Mapped[PileState] = mapped_column(Chosen(PileState))

    files: Mapped[list["ScanFile"]] = relationship(order_by="ScanFile.id", back_populates="pile")


class ScanFile(Record):
    """A file of a pile, known by its content for ever; its name is only a label."""

    __tablename__ = "scan_file"
    __table_args__ = (CheckConstraint("pages >= 0", name="pages"),)

    pile_id: Mapped[int] = mapped_column(ForeignKey("scan_pile.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(LONGEST_LABEL))
    pages: Mapped[int]

    pile: Mapped[ScanPile] = relationship(back_populates="files", lazy="joined")


class ScanPage(Record):
    """One paper on a page, or a page without one.

    `page_no` is 0 for a file that could not be opened, `part_no` counts the papers on a page from 1.
    `picture` is the digest of the upright page picture, empty when there is none. `attachment_id`
    is the picture as it hangs on the receipt or consignment, `brought` says that this very scan took
    the receipt in. A page `taken_back` is placed by hand only.
    """

    __tablename__ = "scan_page"
    __table_args__ = (
        UniqueConstraint("file_id", "page_no", "part_no"),
        Index("ix_scan_page_state", "state", "id"),
    )

    file_id: Mapped[int] = mapped_column(ForeignKey("scan_file.id"))
    page_no: Mapped[int]
    part_no: Mapped[int]
    picture: Mapped[str] = mapped_column(String(64), default="")
    turned_degrees: Mapped[int] = mapped_column(default=0)
    state: Mapped[ScanState] = mapped_column(Chosen(ScanState))
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    paper_no: Mapped[str] = mapped_column(String(24), default="", index=True)
    certain: Mapped[bool] = mapped_column(default=False)
    consignment_id: Mapped[int | None] = mapped_column(ForeignKey("consignment.id"), index=True)
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"), index=True)
    brought: Mapped[bool] = mapped_column(default=False)
    taken_back: Mapped[bool] = mapped_column(default=False)

    file: Mapped[ScanFile] = relationship(lazy="joined")
    consignment: Mapped[Consignment | None] = relationship()
