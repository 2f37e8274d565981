"""关于本程序: the version, the office file, and where the log lies."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QToolButton, QWidget

from desk import __version__
from desk.kernel.text import tr
from ui.asking import Box, plain_label
from ui.crash_report import about_program
from ui.icons import icon
from ui.main_window import MainWindow
from ui.program_log import log_folder
from ui.state_folder import state_folder
from ui.theme import SPACE

WIDTH_PX = 620


class AboutBox(Box):
    """What the telephone asks for; everything can be marked and copied."""

    def __init__(self, office: Path, window: QWidget | None = None) -> None:
        super().__init__(window, tr("货运客服台"))
        self.setMinimumWidth(WIDTH_PX)
        self.rows = (
            (tr("版本"), __version__),
            (tr("数据文件"), str(office)),
            (tr("日志文件夹"), str(log_folder())),
            (tr("本机设置"), str(state_folder())),
            (tr("运行环境"), " · ".join(about_program()[1:])),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.normal)
        grid.setVerticalSpacing(SPACE.small)
        for row, (word, value) in enumerate(self.rows):
            grid.addWidget(plain_label(word, "label"), row, 0)
            grid.addWidget(_line(word, value), row, 1)
        self.body.addLayout(grid)
        folder = QPushButton(tr("打开日志文件夹"))
        folder.setAutoDefault(False)
        folder.clicked.connect(open_log_folder)
        self.body.addWidget(folder, 0, Qt.AlignmentFlag.AlignLeft)
        self.buttons(tr("关闭"), copied="\n".join(f"{word}: {value}" for word, value in self.rows))


def _line(word: str, value: str) -> QLineEdit:
    """A line that cannot be changed, where a long path is read to its end with the keyboard."""
    line = QLineEdit(value)
    line.setReadOnly(True)
    line.setAccessibleName(word)
    line.setCursorPosition(0)
    return line


def open_log_folder() -> None:
    """Show it in the system's file browser."""
    log_folder().mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))


def add_about(window: MainWindow) -> QToolButton:
    """A small button at the right end of the status line, beside the file's name."""
    button = QToolButton()
    button.setIcon(icon("info"))
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a click leaves the keyboard on the page
    button.setAccessibleName(tr("关于"))
    button.setToolTip(tr("关于本程序"))
    button.clicked.connect(lambda: AboutBox(window.desk.path, window).exec())
    window.status.add_at_end(button)
    return button
