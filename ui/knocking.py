"""A later start that gets no answer at once says what it waits for; Esc takes the start back."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from desk.kernel.text import tr
from ui.asking import Box, plain_label


class Knocking(Box):
    """A small window while the running program is asked to come to the front. Closed, nothing is asked."""

    asks = False

    def __init__(self, file: Path | None) -> None:
        super().__init__(None, tr("程序已经在运行"))
        words = tr("正在请它到前面来…")
        if file is not None:
            words = tr("正在请它到前面来,打开 {name}…").format(name=file.name)
        self.sentences((words,))
        busy = plain_label(tr("它暂时没有回应,可能正忙,请稍候。"), "muted")
        busy.setWordWrap(True)
        self.body.addWidget(busy)
        back = QPushButton(tr("不等了  Esc"))
        back.setAutoDefault(False)
        back.setFocusPolicy(
            Qt.FocusPolicy.ClickFocus
        )  # a blank that was typed elsewhere is no answer
        back.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(back)
        self.body.addLayout(row)
