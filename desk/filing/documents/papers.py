"""A controlled document on paper: header block, marks, revisions, holders, and its text or pages (P-13)."""

from collections.abc import Iterator

from desk.documents.papers import (
    A4P,
    Block,
    Column,
    Field,
    Footer,
    HeadGrid,
    Kind,
    PageBreak,
    Paper,
    Photo,
    Pictures,
    Spacer,
    Table,
    Text,
)
from desk.documents.pictures import page_photos
from desk.filing.documents.choices import RevisionState
from desk.filing.documents.editions import edition_words
from desk.filing.documents.finding import revision_of
from desk.filing.documents.model import DocumentRevision
from desk.filing.documents.queries import may_see
from desk.kernel.commands import form
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.cabinet import kind_of, place_of
from desk.storage.work import Reader

PAGE_MM = 205
MOST_PAGES = 60
_MARKS = {RevisionState.OBSOLETE: "作废", RevisionState.EFFECTIVE: "受控"}


@form("P-13", "KF-BD-13", "受控文件", needs="document.read", of="文件编号")
def controlled_document(
    read: Reader, *, number: str, print_no: int = 0, edition: str = ""
) -> Paper:
    """A revision with the marks of its state: 受控, 作废, or 草稿 before it is approved.

    Args:
        read: reading view.
        number: the document's number.
        print_no: which print-out this is.
        edition: 「A/0」; empty for the one in force, else the latest.

    Raises:
        Refused: E006, also to clerks for what is not in force.

    Source: spec P-13, 3.21.
    """
    revision = revision_of(read, number, edition)
    if not may_see(read, revision):
        raise refuse("E006", "number", label=tr("有效的受控文件"), v=number)
    document = revision.document
    words = edition_words(revision.issue_no, revision.revision_no)
    return Paper(
        size=A4P,
        form_code=document.doc_no,
        title=document.title,
        number=document.doc_no,
        barcode=None,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        watermark=mark_of(revision),
        edition=words,
        blocks=(_head(revision, words), *_records(revision), *_body(read, revision)),
    )


def mark_of(revision: DocumentRevision) -> str | None:
    """The word across every page; nothing on a document that is in force but not controlled."""
    if revision.state is RevisionState.EFFECTIVE and not revision.document.controlled:
        return None
    return tr(_MARKS.get(revision.state, "草稿"))


def _head(revision: DocumentRevision, words: str) -> HeadGrid:
    document = revision.document
    controlled = tr("受控") if document.controlled else tr("非受控")
    standing = f"{controlled} {revision.state.label}"
    return HeadGrid(
        (
            Field(tr("文件名称"), document.title, bold=True, span=2),
            Field(tr("编号"), document.doc_no, bold=True),
            Field(tr("版次/修改"), words),
            Field(tr("受控状态"), standing, bold=True),
            Field(tr("生效日期"), revision.effective_on, Kind.DATE),
            Field(tr("编制"), revision.author),
            Field(tr("审核"), revision.reviewer),
            Field(tr("批准"), revision.approver),
            Field(tr("隶属部门"), document.department),
            Field(tr("原文件"), revision.file_label, span=2),
        ),
        columns=3,
        ruled=True,
    )


def _records(revision: DocumentRevision) -> Iterator[Block]:
    known = [r for r in revision.document.revisions if r.id <= revision.id]
    yield Spacer(2)
    yield Table(
        (
            Column("edition", tr("版次"), width_mm=16),
            Column("note", tr("修改说明"), share=2),
            Column("author", tr("编制"), share=0.7),
            Column("approver", tr("批准"), share=0.7),
            Column("from", tr("生效日期"), Kind.DATE, width_mm=24),
            Column("state", tr("状态"), width_mm=16),
        ),
        tuple(
            (
                r.edition,
                r.change_note or tr("首次制定"),
                r.author,
                r.approver,
                r.effective_on,
                r.state.label,
            )
            for r in known
        ),
        totals=False,
        title=tr("修改记录"),
    )
    yield Spacer(2)
    yield Table(
        (
            Column("no", tr("发放号"), Kind.COUNT, width_mm=16),
            Column("holder", tr("持有人"), share=1),
            Column("handed", tr("发放日期"), Kind.DATE, width_mm=26),
            Column("read", tr("阅读确认"), Kind.MOMENT, width_mm=36),
            Column("back", tr("收回日期"), Kind.DATE, width_mm=26),
        ),
        tuple(
            (c.copy_no, c.holder, c.handed_on, c.read_at, c.recalled_on) for c in revision.copies
        ),
        totals=False,
        min_rows=1,
        title=tr("发放记录"),
    )


def _body(read: Reader, revision: DocumentRevision) -> Iterator[Block]:
    if revision.body:
        yield Spacer(4)
        yield Text(revision.body, size_pt=10.5)
        return
    place = place_of(read.cabinet, revision.file_sha256)
    content = place.read_bytes() if place.is_file() else b""
    photos = tuple(_pages(content, revision.file_label))
    if not photos:
        yield Text(tr("原文件「{f}」不能在此显示,请用原程序打开。").format(f=revision.file_label))
    for photo in photos:
        yield PageBreak()
        yield Pictures((photo,), columns=1, height_mm=PAGE_MM, most_pixels=2400)


def _pages(content: bytes, label: str) -> Iterator[Photo]:
    kind = kind_of(content)
    if kind == "pdf":
        yield from page_photos(content, MOST_PAGES)
    elif kind in ("jpeg", "png", "tiff", "bmp", "gif", "webp"):
        yield Photo(label, content)
