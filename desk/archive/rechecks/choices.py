"""The states of a re-check and of its cards."""

from desk.kernel.choices import Choice


class RecheckState(Choice):
    OPEN = "OPEN", "进行中"
    CLOSED = "CLOSED", "已结束"


class CardState(Choice):
    TO_CALL = "TO_CALL", "待核实"
    DONE = "DONE", "已核实"
    UNREACHED = "UNREACHED", "联系不上"
    DROPPED = "DROPPED", "未核实"
