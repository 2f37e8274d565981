"""An amount in capitals below its figure, as on a receipt."""

from PySide6.QtWidgets import QLabel

from desk.kernel.errors import Refused
from desk.kernel.text import tr
from desk.kernel.words import amount_in_words
from ui.asking import plain_label


def capitals_label(role: str = "") -> QLabel:
    """A label for `show_capitals`; it looks as ``role`` says."""
    label = plain_label("", role)
    label.setProperty("usual", role)
    return label


def show_capitals(label: QLabel, amount_fen: int) -> None:
    """Show fen in capitals; an amount too large to be written says so in red."""
    try:
        words, role = amount_in_words(amount_fen), label.property("usual")
    except Refused:
        words, role = tr("超出范围"), "problem"
    label.setText(words)
    if label.property("role") != role:
        label.setProperty("role", role)
        label.style().unpolish(label)
        label.style().polish(label)
