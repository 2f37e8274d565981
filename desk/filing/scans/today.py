"""Open work around scans: pages to be sorted by a person."""

from sqlalchemy import func, select

from desk.filing.scans.choices import ScanState
from desk.filing.scans.model import ScanFile, ScanPage, ScanPile
from desk.kernel.text import tr
from desk.kernel.today import TodayRow, TodaySource
from desk.storage.work import Reader


def scans_to_sort(read: Reader) -> list[TodayRow]:
    """One line for every pile with scans that wait, the oldest first."""
    counted = (
        select(ScanPile.number, func.count())
        .join(ScanFile, ScanFile.pile_id == ScanPile.id)
        .join(ScanPage, ScanPage.file_id == ScanFile.id)
        .where(ScanPage.state == ScanState.WAITING)
        .group_by(ScanPile.id)
        .order_by(ScanPile.id)
    )
    title = tr("{pile}:{n} 张待整理")
    return [
        TodayRow(
            tr("整理扫描件"),
            title.format(pile=number, n=count),
            None,
            "scan_sorting",
            {"pile": number},
            number,
        )
        for number, count in read.session.execute(counted)
    ]


SOURCES = (TodaySource("receipt.update", scans_to_sort),)
