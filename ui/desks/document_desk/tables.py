"""The rows of the window, and the words about a document."""

from desk.filing.documents.choices import RevisionState
from desk.filing.documents.overview import OverviewRow
from desk.filing.documents.queries import CopyRow, DocumentCard, RevisionRow
from desk.kernel.moments import show_date, show_moment
from desk.kernel.text import tr
from ui.desks.row_table import Column
from ui.theme import Tone
from ui.tones import tone_of


def key_of(row: OverviewRow) -> str:
    """The number, or the title of what has none yet."""
    return row.doc_no or row.title


def standing_words(row: OverviewRow) -> str:
    """缺, 草拟中, 有效, and so on."""
    if row.state is None:
        return tr("缺")
    if row.to_read:
        return tr("待阅读")
    return row.state.label


def _tone(row: OverviewRow) -> Tone:
    if row.state is None:
        return Tone.WRONG
    if row.to_read:
        return Tone.ACTIVE
    return revision_tone(row.state)


def revision_tone(state: RevisionState) -> Tone:
    """Green in force, amber on the way, grey when it is over."""
    if state is RevisionState.EFFECTIVE:
        return Tone.DONE
    return Tone.NEUTRAL if state is RevisionState.OBSOLETE else tone_of(state)


def _below(row: OverviewRow) -> str:
    if row.state is None:
        return tr("必备{kind},还没有登记").format(kind=row.document_type.label)
    parts = [row.doc_no, row.edition]
    if row.is_open and row.state is RevisionState.EFFECTIVE:
        parts.append(tr("另有修订"))
    return "  ".join(parts)


def facts_of(card: DocumentCard) -> list[tuple[str, str]]:
    """The head of a document."""
    due = show_date(card.review_due_on) if card.review_due_on else ""
    return [
        (tr("编号"), card.doc_no),
        (tr("类别"), card.document_type.label),
        (tr("部门"), card.department),
        (tr("受控"), tr("受控") if card.controlled else tr("非受控")),
        (tr("下次评审"), due),
    ]


def _day(row: RevisionRow) -> str:
    return show_date(row.effective_on) if row.effective_on else ""


LIST_COLUMNS: tuple[Column[OverviewRow], ...] = (
    Column("文件", lambda r: r.title, 9, stretch=True, below=_below),
    Column("状态", standing_words, 4, chip=_tone),
)
REVISION_COLUMNS: tuple[Column[RevisionRow], ...] = (
    Column("版次", lambda r: r.edition, 3),
    Column("状态", lambda r: r.state.label, 4, chip=lambda r: revision_tone(r.state)),
    Column("修改说明", lambda r: r.change_note or tr("首次制定"), 9, stretch=True),
    Column("编制", lambda r: r.author, 4),
    Column("审核", lambda r: r.reviewer, 4),
    Column("批准", lambda r: r.approver, 4),
    Column("生效", _day, 6),
    Column("文件", lambda r: r.file_label, 9),
    Column("驳回/作废原因", lambda r: r.answer, 7, ink=lambda _: Tone.WRONG),
)
COPY_COLUMNS: tuple[Column[CopyRow], ...] = (
    Column("号", lambda c: str(c.copy_no), 2, right=True),
    Column("持有人", lambda c: c.holder, 5, stretch=True),
    Column(
        "阅读确认",
        lambda c: show_moment(c.read_at)[5:] if c.read_at else tr("未确认"),
        6,
        ink=lambda c: Tone.DONE if c.read_at else Tone.WAITING,
    ),
    Column("收回", lambda c: f"{c.recalled_on:%m-%d}" if c.recalled_on else "", 4),
)
