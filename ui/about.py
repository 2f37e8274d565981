"""关于本程序: the version, the office file, and where the log lies."""

import platform
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk import __version__
from desk.app import form_table
from desk.kernel.text import tr
from desk.releases.looking import Offer
from ui.asking import Box, plain_label
from ui.crash_report import about_program
from ui.icons import icon
from ui.main_window import MainWindow
from ui.program_log import log_folder, open_log_folder
from ui.state_folder import state_folder
from ui.theme import SPACE
from ui.updating import Updates

WIDTH_PX = 620
SHEET = "P-90"


class UpdatePart(QWidget):
    """Where this computer looks for new versions, and what came of the last look."""

    def __init__(self, updates: Updates) -> None:
        super().__init__()
        self._updates = updates
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE.small, 0, 0)
        column.setSpacing(SPACE.small)
        self.told = plain_label("")
        self.told.setWordWrap(True)
        column.addWidget(self.told)
        self.choose = _button(tr("更新文件夹…"), self._choose)
        self.forget = _button(tr("不再检查"), lambda: self._use(""))
        self.look = _button(tr("检查更新"), self._look)
        row = QHBoxLayout()
        for button in (self.choose, self.look, self.forget):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        updates.said.connect(self.told.setText)
        updates.offered.connect(self._offer)
        self._show()

    def _show(self) -> None:
        folder, able = self._updates.folder, self._updates.can_look
        if not able:
            words = tr("检查更新没有启用:这个程序里没有发布者的公钥。")
        elif folder:
            words = tr("更新文件夹:{path}").format(path=folder)
        else:
            words = tr("没有设更新文件夹,不检查更新。")
        self.told.setText(words)
        self.choose.setEnabled(able)
        self.look.setEnabled(self._updates.standing)
        self.forget.setEnabled(bool(folder))

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("放新版本的文件夹(可以是共享)"))
        if chosen:
            self._use(chosen)

    def _use(self, folder: str) -> None:
        self._updates.choose(folder)
        self._show()
        if folder:
            self.told.setText(tr("正在看更新文件夹…"))

    def _look(self) -> None:
        self.told.setText(tr("正在看更新文件夹…"))
        self._updates.look_now()

    def _offer(self, offer: Offer) -> None:
        words = tr("有新版本 {v}。关上这个窗口,点最下面一行的提示就可以安装。")
        self.told.setText(words.format(v=offer.release.version))


class AboutBox(Box):
    """What the telephone asks for; everything can be marked and copied."""

    heading_role = "title"

    def __init__(
        self,
        office: Path,
        window: QWidget | None = None,
        updates: Updates | None = None,
        accept_computer: Callable[[], None] | None = None,
    ) -> None:
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
        under = QHBoxLayout()
        under.addWidget(_button(tr("打开日志文件夹"), open_log_folder))
        if accept_computer is not None:
            under.addWidget(_button(tr("电脑验收单…"), lambda: _leave_for(self, accept_computer)))
        under.addStretch(1)
        self.body.addLayout(under)
        if updates is not None:
            self.body.addWidget(UpdatePart(updates))
        self.buttons(tr("关闭"), copied="\n".join(f"{word}: {value}" for word, value in self.rows))


def _leave_for(box: Box, does: Callable[[], None]) -> None:
    """What opens a window of its own must not lie behind a dialog."""
    box.accept()
    does()


def _button(words: str, does: Callable[[], None]) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: does())
    return button


def _line(word: str, value: str) -> QLineEdit:
    """A line that cannot be changed, where a long path is read to its end with the keyboard."""
    line = QLineEdit(value)
    line.setReadOnly(True)
    line.setAccessibleName(word)
    line.setCursorPosition(0)
    return line


def add_about(window: MainWindow, updates: Updates | None = None) -> QToolButton:
    """A small button at the right end of the status line, beside the file's name."""
    button = QToolButton()
    button.setIcon(icon("info"))
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a click leaves the keyboard on the page
    button.setAccessibleName(tr("关于"))
    button.setToolTip(tr("关于本程序"))
    may = window.context.may(form_table()[SHEET].needs)
    sheet = partial(window.show_paper, SHEET, platform.node() or tr("这台电脑")) if may else None
    button.clicked.connect(lambda: AboutBox(window.desk.path, window, updates, sheet).answered())
    window.status.add_at_end(button)
    return button
