"""The register of the warehouse on paper (P-06)."""

from collections.abc import Iterator

from desk.documents.papers import (
    A4L,
    Align,
    Cell,
    Column,
    Field,
    Footer,
    HeadGrid,
    Kind,
    Paper,
    Row,
    Signatures,
    SumRow,
    Table,
)
from desk.freight.consignments.choices import MoveKind
from desk.freight.warehouse.queries import Register, RegisterDay, RegisterLine, register
from desk.kernel.commands import form
from desk.kernel.moments import show_date
from desk.kernel.periods import period_of, show_period
from desk.kernel.text import tr
from desk.storage.work import Reader

_SHORT = {MoveKind.IN: "入", MoveKind.OUT: "出", MoveKind.ADJUST: "盘"}


@form(
    "P-06",
    "KF-BD-06",
    "货物出、入库登记表",
    needs="stock.read",
    of="期间(2026-11、2026-11-18 或 2026-11-18~2026-11-20)",
)
def stock_register(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """The register of a month, a day or a range of days.

    Raises:
        Refused: E002 for a period that cannot be read, E019 when it ends before it begins.

    Source: spec P-06.
    """
    first_on, last_on = period_of(number, read.today)
    book = register(read, first_on=first_on, last_on=last_on)
    return Paper(
        size=A4L,
        form_code="KF-BD-06",
        title=tr("货物出、入库登记表"),
        number=show_period(first_on, last_on),
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        blocks=(
            _head(book, read.settings.firm_address),
            Table(_columns(), tuple(_rows(book)), counted=tr("笔"), closing=(_closing(book),)),
            Signatures((tr("仓管员"), tr("调度"), tr("审核"))),
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("at", tr("日期时间"), Kind.MOMENT, width_mm=26),
        Column("kind", tr("类别"), width_mm=8, align=Align.CENTRE),
        Column("slip", tr("凭证号"), width_mm=22, nowrap=True),
        Column("number", tr("运单号"), width_mm=22, nowrap=True),
        Column("goods", tr("品名"), share=1.2),
        Column("packing", tr("包装"), width_mm=13),
        Column("pieces_in", tr("件数入"), Kind.COUNT, width_mm=12, total=True),
        Column("pieces_out", tr("件数出"), Kind.COUNT, width_mm=12, total=True),
        Column("balance", tr("结存件数"), Kind.COUNT, width_mm=14),
        Column("weight_g", tr("重量kg"), Kind.WEIGHT, width_mm=15),
        Column("bin_code", tr("库位"), width_mm=12),
        Column("place", tr("来源/去向"), share=1.5),
        Column("condition", tr("货物状况"), width_mm=9, align=Align.CENTRE),
        Column("handed_by", tr("交货人"), width_mm=15),
        Column("keeper", tr("仓管员"), width_mm=15),
        Column("note", tr("备注"), share=1.1),
    )


def _head(book: Register, warehouse: str) -> HeadGrid:
    days = tr("{a} 至 {b}").format(a=show_date(book.first_on), b=show_date(book.last_on))
    return HeadGrid((Field(tr("期间"), days), Field(tr("仓库"), warehouse)), columns=2)


def _rows(book: Register) -> Iterator[Row]:
    yield _sums(tr("期初结存"), None, None, book.opening)
    for day in book.days:
        yield from (_line(line) for line in day.lines)
        yield _day_sum(day)


def _day_sum(day: RegisterDay) -> SumRow:
    label = tr("{m}月{d}日合计").format(m=day.day.month, d=day.day.day)
    return _sums(label, day.pieces_in, day.pieces_out, day.closing)


def _sums(label: str, came: int | None, went: int | None, balance: int) -> SumRow:
    cells: dict[str, Cell] = {"goods": label, "pieces_in": came, "pieces_out": went}
    cells["balance"] = balance
    return SumRow(tuple(cells.get(column.key) for column in _columns()))


def _line(line: RegisterLine) -> tuple[Cell, ...]:
    came = line.pieces_in > 0
    return (
        line.at,
        tr(_SHORT.get(line.kind, line.kind.label)),
        line.slip_no or line.doc_no,
        line.number,
        line.goods_summary,
        line.packing_summary,
        line.pieces_in or None,
        line.pieces_out or None,
        line.balance,
        line.weight_g,
        line.bin_code,
        _place(line),
        line.condition.label,
        line.counterpart if came else line.keeper,
        line.keeper,
        line.note,
    )


def _place(line: RegisterLine) -> str:
    """Where from or where to: the reason, the document behind it, and who took the goods."""
    parts = [tr("冲销") + line.reason.label if line.reversed else line.reason.label]
    if line.slip_no and line.doc_no != line.slip_no:
        parts.append(line.doc_no)
    if line.pieces_out and line.counterpart:
        parts.append(line.counterpart)
    return " ".join(parts)


def _closing(book: Register) -> str:
    return tr("期初结存 {a} 件 + 入库 {b} 件 − 出库 {c} 件 = 期末结存 {d} 件").format(
        a=book.opening, b=book.pieces_in, c=book.pieces_out, d=book.closing
    )
