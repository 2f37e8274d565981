"""A close that was opened and not signed waits on the board."""

from desk.freight.day_close.choices import CloseState
from desk.freight.day_close.commands import own_close
from desk.kernel.text import tr
from desk.kernel.today import TodayRow, TodaySource
from desk.storage.work import Reader


def close_to_sign(read: Reader) -> list[TodayRow]:
    """The acting user's own close of today."""
    close = own_close(read)
    if close is None or close.state is CloseState.SIGNED:
        return []
    left = len(close.waiting)
    title = tr("还有 {n} 项待办").format(n=left) if left else tr("事项已办完,可以签字")
    return [TodayRow(tr("签日清"), title, None, "day_close_items")]


SOURCES = (TodaySource("day_close.create", close_to_sign),)
