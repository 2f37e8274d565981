"""How soon a paper runs out: one rule for partners, vehicles, drivers and contracts.

Source: spec 5.18 (warn 60, 30 and 7 days before any expiry; block on expiry).
"""

from desk.kernel.choices import Choice
from desk.kernel.text import tr

WARN_DAYS = (7, 30, 60)


class ExpiryStage(Choice):
    """How urgent a paper is; one that is good for longer has no stage."""

    EXPIRED = "EXPIRED", "已过期"
    IN_7_DAYS = "IN_7_DAYS", "7天内"
    IN_30_DAYS = "IN_30_DAYS", "30天内"
    IN_60_DAYS = "IN_60_DAYS", "60天内"

    @property
    def most_days(self) -> int:
        """The most days left at which the stage holds; -1 when the last day is over."""
        return _MOST_DAYS[self]


_MOST_DAYS = dict(zip(ExpiryStage, (-1, *WARN_DAYS), strict=True))


def expiry_stage(days_left: int) -> ExpiryStage | None:
    """Return the stage; a paper is good on its last day, so 0 days left is within 7 days."""
    return next((stage for stage in ExpiryStage if days_left <= stage.most_days), None)


def days_word(days_left: int) -> str:
    """「剩 12 天」, 「今天到期」, 「已过期 3 天」."""
    if days_left < 0:
        return tr("已过期 {n} 天").format(n=-days_left)
    return tr("剩 {n} 天").format(n=days_left) if days_left else tr("今天到期")
