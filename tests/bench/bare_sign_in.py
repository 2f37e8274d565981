"""The limit of a sign-in: the widgets and words of ours by PySide alone; ends when they are painted."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tests.bench.ended import end


class Painted(QDialog):
    def __init__(self, window: QWidget, path: str) -> None:
        super().__init__(window)
        self.setFixedWidth(400)
        column, fields, buttons = QVBoxLayout(self), QGridLayout(), QHBoxLayout()
        column.addWidget(QLabel("登录"))
        column.addWidget(QLabel(path))
        column.addLayout(fields)
        for row, word in enumerate(("登录名", "密码")):
            fields.addWidget(QLabel(word), row, 0)
            fields.addWidget(QLineEdit(), row, 1)
        buttons.addWidget(QPushButton("忘记密码…"))
        buttons.addStretch(1)
        buttons.addWidget(QPushButton("登录"))
        column.addLayout(buttons)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, end)


if __name__ == "__main__":
    qt = QApplication([])
    window = QWidget()
    window.resize(1366, 768)
    QVBoxLayout(window).addWidget(QLabel("正在打开…"))
    window.show()
    Painted(window, sys.argv[1]).exec()
