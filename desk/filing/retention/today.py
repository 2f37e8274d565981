"""Who looked at unusually many masked values, for the manager's board (5.13)."""

from datetime import timedelta

from desk.archive.customers.personal import MANY_A_DAY, many_looks
from desk.kernel.text import tr
from desk.kernel.today import TodayRow, TodaySource
from desk.storage.work import Reader


def many_looks_lately(read: Reader) -> list[TodayRow]:
    """Everybody with more than 30 looks today or yesterday; a late evening is seen next morning."""
    days = ((tr("今天"), read.today), (tr("昨天"), read.today - timedelta(days=1)))
    return [
        TodayRow(
            tr("核对个人信息查看"),
            tr("{who}{day}查看了 {n} 次,超过 {most} 次").format(
                who=row.user, day=word, n=row.count, most=MANY_A_DAY
            ),
            None,
            "personal_looks",
            {"search": row.user},
        )
        for word, day in days
        for row in many_looks(read, on=day)
    ]


SOURCES = (TodaySource("audit.read", many_looks_lately),)
