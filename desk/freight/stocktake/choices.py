"""The states of a stock-take (spec 3.9)."""

from desk.kernel.choices import Choice


class StocktakeState(Choice):
    COUNTING = "COUNTING", "盘点中"
    SUBMITTED = "SUBMITTED", "待批准"
    APPROVED = "APPROVED", "已批准"
    VOID = "VOID", "作废"
