"""The contents page that lies on top of a bound yearly file."""

from collections.abc import Sequence
from dataclasses import dataclass

from desk.documents.papers import (
    A4P,
    Cell,
    Column,
    Field,
    Footer,
    HeadGrid,
    Kind,
    Paper,
    Signatures,
    Table,
)
from desk.filing.customer_files.queries import FilePaper, YearlyFile
from desk.kernel.text import tr
from desk.storage.work import Reader


@dataclass(frozen=True)
class BoundPaper:
    """A paper with its place in the bound file; without pages `why` says why it is not in it."""

    paper: FilePaper
    first_page: int
    pages: int
    why: str = ""


def contents_page(
    read: Reader,
    file: YearlyFile,
    bound: Sequence[BoundPaper],
    card: tuple[int, int],
    print_no: int,
) -> Paper:
    """The contents: what lies where, and what is not bound in, by name and reason.

    Args:
        read: the reader.
        file: the file.
        bound: the papers in their order.
        card: first page and number of pages of the customer file card.
        print_no: which print-out this is.
    """
    left_out = sum(1 for row in bound if not row.pages)
    return Paper(
        size=A4P,
        form_code="KF-BD-07",
        title=tr("客户年度档案目录"),
        number=file.number or f"{file.code} {file.year}",
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        blocks=(
            HeadGrid(
                (
                    Field(tr("客户"), file.name, span=2, bold=True),
                    Field(tr("编号"), file.code),
                    Field(tr("年度"), str(file.year)),
                    Field(tr("位置"), file.location or tr("未归案"), span=2),
                    Field(tr("归案日期"), file.filed_on, Kind.DATE),
                    Field(tr("未装订"), tr("{n} 件").format(n=left_out)),
                ),
                columns=4,
            ),
            Table(_columns(), (_card_row(card), *map(_row, range(2, len(bound) + 2), bound))),
            Signatures((tr("归档人"), tr("复核"), tr("日期")), columns=3),
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("no", tr("序"), Kind.COUNT, width_mm=10),
        Column("what", tr("资料"), width_mm=22),
        Column("label", tr("文件名"), share=1),
        Column("waybill", tr("运单号"), width_mm=30, nowrap=True),
        Column("filed_on", tr("存入日期"), Kind.DATE, width_mm=22),
        Column("pages", tr("页数"), Kind.COUNT, width_mm=12, total=True),
        Column("first_page", tr("起始页"), Kind.COUNT, width_mm=14),
        Column("why", tr("未装订原因"), width_mm=28),
    )


def _card_row(card: tuple[int, int]) -> tuple[Cell, ...]:
    return (1, tr("档案卡"), tr("客户档案卡"), None, None, card[1], card[0], None)


def _row(no: int, row: BoundPaper) -> tuple[Cell, ...]:
    return (
        no,
        row.paper.what,
        row.paper.label,
        row.paper.waybill or None,
        row.paper.filed_on,
        row.pages or None,
        row.first_page if row.pages else None,
        row.why or None,
    )
