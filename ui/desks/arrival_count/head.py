"""What is known of the truck in work, and how far its count is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from desk.freight.inbound.queries import ManifestCard
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.arrival_count.columns import progress_words, sums_words
from ui.desks.pieces import Card, Chip, Pairs
from ui.desks.spot import Spot
from ui.theme import SPACE, Tone
from ui.tones import tone_of


class TruckCard(Card):
    """Number, state, truck, times; progress and what is short or damaged."""

    def __init__(self) -> None:
        super().__init__()
        upper = QHBoxLayout()
        upper.setSpacing(SPACE.small)
        self.number = plain_label("", "strong")
        self.state = Chip()
        self.truck = plain_label("")
        self.sums = plain_label("", "muted")
        for widget in (self.number, self.state, self.truck):
            upper.addWidget(widget)
        self.sums.setWordWrap(True)
        self.sums.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        upper.addWidget(self.sums, 1)
        self.column.addLayout(upper)
        self.times = Pairs(columns=4)
        self.column.addWidget(self.times)
        lower = QHBoxLayout()
        lower.setSpacing(SPACE.normal)
        self.progress = plain_label("", "figure")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("点收进度"))
        self.differences = Chip()
        lower.addWidget(self.progress)
        lower.addWidget(self.bar, 1)
        lower.addWidget(self.differences)
        self.column.addLayout(lower)
        self.spot = Spot("lines", plain_label(""))
        self.spot.control.hide()
        self.column.addWidget(self.spot)

    def show_card(self, card: ManifestCard) -> None:
        """Show a manifest."""
        self.number.setText(card.number)
        self.state.show_as(card.state.label, tone_of(card.state))
        parts = (card.origin_station, card.plate, card.driver, card.driver_phone)
        self.truck.setText("  ".join(part for part in parts if part))
        self.sums.setText(sums_words(card.sums))
        self.times.show_pairs(_times(card))
        self.progress.setText(progress_words(card.sums))
        self.bar.setRange(0, max(1, card.sums.tickets))
        self.bar.setValue(card.sums.counted)
        self.differences.show_as(*_differences(card))


def _times(card: ManifestCard) -> list[tuple[str, str]]:
    moments = (
        (tr("预到"), card.eta_at),
        (tr("实到"), card.arrived_at),
        (tr("开始卸车"), card.unload_start_at),
        (tr("入库"), card.unload_end_at),
    )
    return [(label, show_moment(moment) if moment else "") for label, moment in moments]


def _differences(card: ManifestCard) -> tuple[str, Tone]:
    """How much is missing and damaged, in words; nothing before anything was counted."""
    if not card.sums.counted:
        return "", Tone.NEUTRAL
    counted = [line for line in card.lines if line.pieces_received is not None]
    figures = (
        (tr("少货 {n} 件"), sum(max(0, line.short) for line in counted)),
        (tr("多货 {n} 件"), sum(max(0, -line.short) for line in counted)),
        (tr("破损受潮 {n} 件"), sum(line.damaged_pieces for line in counted)),
    )
    words = [text.format(n=n) for text, n in figures if n]
    return (" · ".join(words), Tone.WRONG) if words else (tr("已点的都相符"), Tone.DONE)
