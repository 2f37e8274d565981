"""What the check of a ticket's price found, why it is so, and whether the manager agrees."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desk.freight.price_checks.choices import Verdict
from desk.freight.price_checks.queries import PriceCheckRow
from desk.kernel.text import tr
from desk.office.approvals.choices import Decision
from desk.screens.fields import Field
from ui.asking import plain_label
from ui.desks.pieces import Chip
from ui.desks.transit_board.facts import VERDICT_TONES
from ui.editors import FieldSet, editor_for
from ui.registry import Context
from ui.theme import SPACE, Tone

REASON = "reason"


class VerdictBar(QWidget):
    """The chip, the findings, and a field for the reason while one is needed.

    Signals:
        done: Enter in the reason: it is to be kept, or put before the manager.
        given_up: Esc while something is typed.
    """

    done = Signal()
    given_up = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.check: PriceCheckRow | None = None
        self._may = context.may("price_check.explain")
        self.chip = Chip()
        self.words = plain_label("")
        self.words.setWordWrap(True)
        self.fields = FieldSet(self)
        self.reason = self.fields.add(
            editor_for(Field(REASON, tr("运价说明"), width=20, required=True), context)
        )
        self.fields.finished.connect(self.done)
        self.send = QPushButton()
        self.send.setAutoDefault(False)
        self.send.clicked.connect(self.done)
        self._label = plain_label(tr("运价说明"), "label")
        self._build()
        self.show_check(None)

    @property
    def asks(self) -> bool:
        """Whether a reason is still to be typed here."""
        check = self.check
        if check is None or check.stands or not self._may:
            return False
        waits = check.decision is Decision.WAITING
        return check.verdict is Verdict.EXPLAIN or not waits

    @property
    def for_manager(self) -> bool:
        return self.check is not None and self.check.verdict is Verdict.APPROVE

    def show_check(self, check: PriceCheckRow | None) -> None:
        """Show another check; a reason half typed for the same one stays."""
        same = check is not None and self.check is not None and check.id == self.check.id
        self.check = check
        if not same:
            self.fields.clear()
        self.setVisible(check is not None)
        if check is None:
            return
        self.chip.show_as(check.verdict.label, _tone(check))
        self.words.setText(_sentence(check))
        self._asking.setVisible(self.asks)
        word = tr("提交经理") if self.for_manager else tr("保存说明")
        self.send.setText(f"{word}  Enter")
        self.send.setAccessibleName(word)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel) and self.fields.touched:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.tight)
        found = QHBoxLayout()
        found.setSpacing(SPACE.small)
        found.addWidget(self.chip)
        found.addWidget(self.words, 1)
        column.addLayout(found)
        self._asking = QWidget()
        row = QHBoxLayout(self._asking)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        row.addWidget(self._label)
        row.addWidget(self.reason, 1)
        row.addWidget(self.send)
        column.addWidget(self._asking)


def _tone(check: PriceCheckRow) -> Tone:
    return Tone.DONE if check.stands else VERDICT_TONES[check.verdict]


def _sentence(check: PriceCheckRow) -> str:
    """The findings, the reason given, and what the manager said."""
    if check.verdict is Verdict.REASONABLE:
        return tr("运价合理,可以交接。")
    said = [check.summary]
    if check.explanation:
        said.append(tr("说明:{v}").format(v=check.explanation))
    if check.decision is not None:
        decided = tr("经理:{d}").format(d=check.decision.label)
        said.append(f"{decided} {check.decision_reason}".strip())
    elif check.verdict is Verdict.APPROVE:
        said.append(tr("须经理批准后交接"))
    elif not check.explanation:
        said.append(tr("写明原因后可以交接"))
    return ";".join(said) + "。"
