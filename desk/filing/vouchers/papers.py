"""The index that lies on top in a box (P-28)."""

from desk.documents.papers import (
    A4P,
    Block,
    Cell,
    Column,
    Field,
    Footer,
    HeadGrid,
    Kind,
    Paper,
    Signatures,
    Table,
    Text,
)
from desk.filing.vouchers.documents import is_ours
from desk.filing.vouchers.missing import voucher_gaps
from desk.filing.vouchers.queries import BoxCard, VoucherRow, box_card
from desk.kernel.commands import form
from desk.kernel.text import tr
from desk.storage.work import Reader


@form("P-28", "KF-BD-28", "单据归档目录", needs="voucher.read", of="盒号")
def filing_index(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """What lies in a box, until when it is kept, and which numbers of the month are missing.

    Raises:
        Refused: E006.

    Source: spec P-28.
    """
    card = box_card(read, number=number)
    return Paper(
        size=A4P,
        form_code="KF-BD-28",
        title=tr("单据归档目录"),
        number=card.number,
        barcode=None,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        blocks=(
            _head(card),
            Table(_columns(), tuple(map(_row, card.vouchers)), counted=tr("件")),
            *_missing(read, card),
            Signatures((tr("归档人"), tr("复核"), tr("日期")), columns=3),
        ),
    )


def _head(card: BoxCard) -> HeadGrid:
    sealed = Field(tr("封盒日期"), card.sealed_on, Kind.DATE)
    return HeadGrid(
        (
            Field(tr("箱号"), card.number, bold=True),
            Field(tr("类别"), card.voucher_type.label, bold=True),
            Field(tr("期间"), card.month),
            Field(tr("位置"), card.location, span=2),
            sealed,
        ),
        columns=3,
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("no", tr("序"), Kind.COUNT, width_mm=10),
        Column("type", tr("单据类型"), width_mm=20),
        Column("doc_no", tr("单号"), share=1, nowrap=True),
        Column("doc_date", tr("单据日期"), Kind.DATE, width_mm=24),
        Column("pages", tr("页数"), Kind.COUNT, width_mm=14, total=True),
        Column("filed_on", tr("归档日期"), Kind.DATE, width_mm=24),
        Column("kept", tr("保管期限至"), width_mm=28),
        Column("note", tr("备注"), share=0.8),
    )


def _row(row: VoucherRow) -> tuple[Cell, ...]:
    kept = f"{row.kept_until:%Y-%m-%d}" if row.kept_until else tr("完结后起算")
    notes = (
        tr("复印件") if row.is_copy else "",
        tr("已销毁") if row.destroyed_on else "",
        tr("借出:{who}").format(who=row.borrower) if row.borrower else "",
        row.date_reason,
    )
    return (
        row.file_no,
        row.voucher_type.label,
        row.doc_no,
        row.doc_date,
        row.pages,
        row.filed_on,
        kept,
        " ".join(filter(None, notes)),
    )


def _missing(read: Reader, card: BoxCard) -> tuple[Block, ...]:
    if not is_ours(card.voucher_type):
        return ()
    check = voucher_gaps(read, voucher_type=card.voucher_type, month=card.month)
    missing = [number for gap in check.gaps for number in gap.missing]
    none = tr("断号清单:无(本月应归 {n} 件,已归 {m} 件)")
    some = tr("断号清单({k} 件):{list}(本月应归 {n} 件,已归 {m} 件)")
    words = (some if missing else none).format(
        n=check.wanted, m=check.filed, k=len(missing), list="、".join(missing)
    )
    return (Text(words),)
