"""关于本程序: the version, the office file, and where the log lies."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPushButton, QWidget

from desk import __version__
from desk.kernel.text import tr
from ui.asking import Box, plain_label
from ui.crash_report import about_program
from ui.local_settings import state_folder
from ui.main_window import MainWindow
from ui.program_log import log_folder
from ui.theme import SPACE

WIDTH_PX = 480


class AboutBox(Box):
    """What the telephone asks for; everything can be marked and copied."""

    def __init__(self, office: Path, window: QWidget | None = None) -> None:
        super().__init__(window, tr("货运客服台"))
        self.rows = (
            (tr("版本"), __version__),
            (tr("数据文件"), str(office)),
            (tr("日志文件夹"), str(log_folder())),
            (tr("本机设置"), str(state_folder())),
            (tr("运行环境"), " · ".join(about_program()[1:])),
        )
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE.normal)
        form.setVerticalSpacing(SPACE.small)
        for word, value in self.rows:
            form.addRow(plain_label(word, "label"), _line(word, value))
        self.body.addLayout(form)
        folder = QPushButton(tr("打开日志文件夹"))
        folder.setAutoDefault(False)
        folder.clicked.connect(open_log_folder)
        self.body.addWidget(folder, 0, Qt.AlignmentFlag.AlignLeft)
        self.buttons(tr("关闭"), copied="\n".join(f"{word}: {value}" for word, value in self.rows))


def _line(word: str, value: str) -> QLineEdit:
    """A line that cannot be changed, where a long path is read to its end with the keyboard."""
    line = QLineEdit(value)
    line.setReadOnly(True)
    line.setMinimumWidth(WIDTH_PX)
    line.setAccessibleName(word)
    line.setCursorPosition(0)
    return line


def open_log_folder() -> None:
    """Show it in the system's file browser."""
    log_folder().mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))


def add_about(window: MainWindow) -> QPushButton:
    """A small button at the foot of the navigation."""
    button = window.navigation.add_foot("info", "")
    button.setAccessibleName(tr("关于"))
    button.setToolTip(tr("关于本程序"))
    button.clicked.connect(lambda: AboutBox(window.desk.path, window).exec())
    return button
