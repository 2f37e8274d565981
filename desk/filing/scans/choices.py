"""The enums of scanned piles and their pages (spec 3.22; the states are assumed)."""

from desk.kernel.choices import Choice


class PileSource(Choice):
    """Where a pile comes from."""

    CHOSEN = "CHOSEN", "选择的文件"
    FOLDER = "FOLDER", "扫描文件夹"


class PileState(Choice):
    """A pile that was interrupted stays READING until it is read again."""

    READING = "READING", "未读完"
    DONE = "DONE", "已读完"


class ScanState(Choice):
    """What became of one paper on one page."""

    WAITING = "WAITING", "待整理"
    FILED = "FILED", "自动归档"
    PLACED = "PLACED", "人工归档"
    DUPLICATE = "DUPLICATE", "重复"
    DISCARDED = "DISCARDED", "不归档"
