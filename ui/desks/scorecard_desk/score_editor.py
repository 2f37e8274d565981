"""One score from 0 to 10 in half steps: typed, or moved by half a point with the arrows."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desk.evaluation.plans.rules import show_score
from desk.evaluation.schemes.scoring import HALF_STEP, MOST_SCORE_TENTHS
from desk.kernel.errors import Refused, refuse
from desk.kernel.text import tr
from desk.screens.fields import Field
from ui.editors.line import Line, LineEditor

_POINTS = dict.fromkeys(map(ord, ",\u3002\uff0c\uff0e"), ".")
FIRST_STEP = 80


class _Stepping(Line):
    """Arrow keys move the score and not the cursor."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            event.accept()
            self.stepped.emit(step)


class ScoreEditor(LineEditor):
    """Holds tenths of a point: 8.5 is 85; an empty one is None."""

    def __init__(self, field: Field) -> None:
        line = _Stepping()
        super().__init__(field, line)
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.setPlaceholderText("0–10")
        line.stepped.connect(self._step)

    def read(self, text: str) -> int | None:
        """Raises: Refused E002, E003 beyond 0–10, E019 between the half steps."""
        if not text:
            return None
        label, name = self.field.label, self.field.name
        whole, _, part = text.translate(_POINTS).partition(".")
        if not (whole.isdecimal() and (part.isdecimal() or not part)) or len(part) > 1:
            raise refuse("E002", name, label=label, v=text, example="8.5")
        tenths = int(whole) * 10 + int(part or 0)
        if tenths > MOST_SCORE_TENTHS:
            raise refuse("E003", name, label=label, lo=0, hi=10, v=text)
        if tenths % HALF_STEP:
            raise refuse("E019", name, label=label, why=tr("评分以 0.5 为一档"))
        return tenths

    def show_as(self, value: Any) -> str:
        return show_score(int(value))

    def settle(self) -> None:
        """Rewrite a readable score; an unreadable one says what is wrong."""
        try:
            value = self.value()
        except Refused as refused:
            self.problem("\n".join(p.message for p in refused.problems))
        else:
            if value is not None:
                self.line.setText(show_score(value))

    @property
    def score(self) -> int | None:
        """The score as far as it can be read."""
        try:
            found: int | None = self.value()
        except Refused:
            return None
        return found

    def _step(self, way: int) -> None:
        now = self.score
        wanted = FIRST_STEP if now is None else now + way * HALF_STEP
        self.line.setText(show_score(min(MOST_SCORE_TENTHS, max(0, wanted))))
        self.touch()
