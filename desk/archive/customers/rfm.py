"""Recency, frequency and money of a customer, each 1 to 5, and what they say together. Pure.

Source: spec 5.10; the labels it does not name are assumed.
"""

from dataclasses import dataclass
from datetime import date

from desk.archive.customers.choices import RfmLabel

RECENT_DAYS = (7, 15, 30, 90)
FREQUENT_TICKETS = (5, 20, 50, 100)
MONEY_FEN = (500_000, 3_000_000, 10_000_000, 20_000_000)


@dataclass(frozen=True)
class Rfm:
    """Three marks from 1 (poor) to 5 (best)."""

    recency: int
    frequency: int
    money: int

    @property
    def label(self) -> RfmLabel:
        """重要 from money 4 on, 一般 below; 价值, 挽留, 发展 or 保持 by recency and frequency."""
        if self.money >= 4:
            return self._important()
        if self.recency >= 4:
            return RfmLabel.PLAIN_VALUE if self.frequency >= 4 else RfmLabel.PLAIN_DEVELOP
        return RfmLabel.PLAIN_WIN_BACK if self.recency <= 2 else RfmLabel.PLAIN_KEEP

    def _important(self) -> RfmLabel:
        if self.recency >= 4:
            return RfmLabel.VALUE if self.frequency >= 4 else RfmLabel.DEVELOP
        comes_often = self.recency <= 2 and self.frequency >= 3
        return RfmLabel.WIN_BACK if comes_often else RfmLabel.KEEP


def rfm_of(today: date, last_ticket_on: date | None, tickets: int, money_fen: int) -> Rfm | None:
    """The marks of a customer; None without a ticket in the 12 months.

    Days count from the last ticket to today: at most 7, 15, 30, 90 or more. Tickets and money are
    those of the 12 months to the end of last month.
    """
    if tickets <= 0:
        return None
    days = (today - last_ticket_on).days if last_ticket_on else RECENT_DAYS[-1] + 1
    return Rfm(
        5 - sum(days > limit for limit in RECENT_DAYS),
        1 + sum(tickets >= least for least in FREQUENT_TICKETS),
        1 + sum(money_fen >= least for least in MONEY_FEN),
    )
