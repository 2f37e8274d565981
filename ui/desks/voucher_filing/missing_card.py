"""The numbers of the month that are missing between filed ones, and those not filed yet."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.filing.vouchers.missing import VoucherCheck
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import Card, FollowingArea, empty_layout
from ui.desks.texts import readable

MOST = 12


class MissingCard(Card):
    """Beside the box; hidden for papers that have no numbers of ours."""

    def __init__(self) -> None:
        super().__init__(tr("断号核对"))
        inside = QWidget()
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(FollowingArea(inside), 1)

    def show_check(self, check: VoucherCheck | None) -> None:
        """Show what is missing; None hides the card."""
        self.setVisible(check is not None)
        empty_layout(self._lines)
        if check is None:
            return
        words = tr("{m} {kind}:应归 {w} 件,已归 {f} 件")
        head = words.format(
            m=check.month, kind=check.voucher_type.label, w=check.wanted, f=check.filed
        )
        self._lines.addWidget(readable(head))
        for gap, warning in zip(check.gaps, check.warnings, strict=True):
            self._lines.addWidget(readable(warning.message, "warning"))
            self._lines.addWidget(readable(_some(gap.missing)))
        if check.unfiled:
            self._lines.addWidget(plain_label(tr("还没有归档"), "label"))
            self._lines.addWidget(readable(_some(check.unfiled)))
        if not check.gaps and not check.unfiled:
            self._lines.addWidget(readable(tr("没有缺号。"), "good"))
        self._lines.addStretch(1)


def _some(numbers: tuple[str, ...]) -> str:
    more = len(numbers) - MOST
    tail = tr("\n…还有 {n} 件").format(n=more) if more > 0 else ""
    return "\n".join(numbers[:MOST]) + tail
