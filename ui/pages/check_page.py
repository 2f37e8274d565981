"""核验: every promise about the office file checked beside the window, and what is wrong in words."""

import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from desk.backing_up import choose_second
from desk.checking import CheckReport, check
from desk.kernel.errors import FileRefused
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from desk.screens.fields import Field
from ui.asking import plain_label
from ui.disk_number import on_one_disk
from ui.errors_shown import Shown
from ui.pages.progress import with_progress
from ui.pages.short_list import QuerySource, ShortListPage
from ui.registry import Context

FIELDS = (
    Field("name", tr("核验项目"), width=12),
    Field("state", tr("结果"), width=6),
    Field("text", tr("说明"), width=60),
)


@dataclass(frozen=True)
class CheckedRow:
    """One promise as the page shows it."""

    name: str
    state: str
    text: str


class CheckPage(ShortListPage):
    """F9 checks; Enter shows a whole line. What the page says is no older than the time it names."""

    def __init__(self, context: Context) -> None:
        self.rows: list[CheckedRow] = []
        super().__init__(context, tr("核验"), QuerySource(FIELDS, lambda: self.rows))
        self.report: CheckReport | None = None
        self.advice = plain_label(_WHAT_FOR, "muted")
        self.advice.setWordWrap(True)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.advice)
        self.table.opened.connect(lambda _: self.tell_line())
        if context.may("backup.create"):
            self.add_button(tr("第二备份位置"), "F8", self.choose_second)
        if context.may("backup.restore"):
            self.add_button(tr("从备份恢复"), "F7", context.frame.leave_to_restore)
        self.add_button(tr("核验"), "F9", self.start, "primary")
        self.note.setText(tr("按 F9 开始核验,数据多时约需一两分钟,其间可以取消。"))

    def start(self) -> None:
        """Check the whole file on the working lane, with progress."""
        began = time.monotonic()
        desk = self.context.desk
        with_progress(
            self.context.bridge,
            tr("核验数据文件"),
            lambda step: check(desk, step),
            lambda report: self.show_report(report, time.monotonic() - began),
            self.context.tell,
            self.window(),
        )

    def show_report(self, report: CheckReport, seconds: float) -> None:
        """Put the lines into the table, what is wrong first."""
        self.report = report
        lines = sorted(report.lines, key=lambda line: line.ok)
        words = {True: tr("正常"), False: tr("有问题")}
        self.rows = [
            CheckedRow(line.name, words[line.ok], line.text.removeprefix(words[True]))
            for line in lines
        ]
        wrong = len(report.problems)
        found = tr("{n} 项有问题").format(n=wrong) if wrong else tr("全部正常")
        at = show_moment(self.context.desk.now)
        told = tr("{at} 核验:{found},用时 {s} 秒。密钥指纹 {key}").format(
            at=at, found=found, s=round(seconds), key=report.fingerprint
        )
        self.note.setText(told)
        self.advice.setText(_advice(report))
        self.refresh()

    def choose_second(self) -> None:
        """Name the folder on another drive that gets a copy of every automatic backup."""
        folder = self.asked_folder()
        if folder is None:
            return
        try:
            choose_second(self.context.desk.path, folder)
        except FileRefused as refused:
            self.context.tell(refused)
        else:
            said = tr("从下一份起,自动备份同时抄到 {path}。")
            if on_one_disk(folder.resolve(), self.context.desk.path.resolve()):
                said += tr("它和数据文件在同一块硬盘上,硬盘坏了两份都没有:最好换成移动盘。")
            self.context.say(said.format(path=folder))

    def asked_folder(self) -> Path | None:
        """Which folder the user picks."""
        title = tr("选择第二备份位置(另一块硬盘或移动盘)")
        chosen = QFileDialog.getExistingDirectory(self, title)
        return Path(chosen) if chosen else None

    def tell_line(self) -> None:
        """Show the whole text of the line the cursor is on."""
        row = self.current()
        if isinstance(row, CheckedRow):
            self.context.asker.tell(Shown(f"{row.name}:{row.state}", tuple(row.text.split("、"))))


def _advice(report: CheckReport) -> str:
    if not report.ok:
        return _WHEN_WRONG
    return _WHEN_NOT_BACKED_UP if report.problems else _WHAT_FOR


_WHAT_FOR = tr(
    "核验会查出:绕过程序改动的数据、伪造的审批、被删改的审计记录、换掉的文件。密钥指纹应与恢复表上的一致。"
)
_WHEN_WRONG = tr(
    "请先备份现在的文件留作证据,不要在上面继续操作;按 Enter 看全文,查明第一处改动后,由经理用改动之前的备份恢复。"
)
_WHEN_NOT_BACKED_UP = tr(
    "数据文件本身完好,备份有问题:请检查磁盘空间、移动盘是否插好;按 F8 可另选第二备份位置。下一份备份成功后,这里恢复正常。"
)
