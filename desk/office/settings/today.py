"""What the office itself waits for: backups that did not succeed, and a name for its papers."""

from desk.kernel.text import tr
from desk.kernel.today import TodayRow, TodaySource
from desk.storage.cabinet import office_of
from desk.storage.rotation import read_book
from desk.storage.work import Reader

BOARD = "today"


def backups_to_mend(read: Reader) -> list[TodayRow]:
    """The automatic backup or the restore drill that failed last."""
    book = read_book(office_of(read.cabinet))
    page = "check" if read.may("audit.read") else BOARD
    found = []
    if book.fault:
        title = tr("{at} 自动备份没有成功:{why}").format(at=book.failed_at, why=book.fault)
        found.append(TodayRow(tr("备份"), title, None, page))
    if book.drill_fault:
        title = tr("{at} 备份试恢复没有通过:{why}").format(at=book.drilled_at, why=book.drill_fault)
        found.append(TodayRow(tr("备份"), title, None, page))
    return found


def firm_to_name(read: Reader) -> list[TodayRow]:
    """An office that has no name yet: its papers have no head."""
    if read.settings.firm_name:
        return []
    title = tr("公司名称还没有填,打印的单据上没有公司名")
    return [TodayRow(tr("设置"), title, None, "settings")]


SOURCES = (
    TodaySource("backup.create", backups_to_mend),
    TodaySource("setting.update", firm_to_name),
)
