"""The states of a day's close and of its items."""

from desk.kernel.choices import Choice


class CloseState(Choice):
    OPEN = "OPEN", "未签"
    SIGNED = "SIGNED", "已签"


class ItemState(Choice):
    WAITING = "WAITING", "待办"
    NOTED = "NOTED", "已说明"
    DONE = "DONE", "已办"
