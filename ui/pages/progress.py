"""A long command beside the window: progress, and a way to cancel it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from desk.kernel.text import tr
from ui.asking import plain_label
from ui.theme import SPACE

if TYPE_CHECKING:
    from ui.bridge import Job
    from ui.doing import Action


class ProgressDialog(QDialog):
    """What is going on, how far it is, and 取消. It closes when the work ends, not before."""

    def __init__(self, action: "Action") -> None:
        super().__init__(action.window)
        self.setWindowTitle(tr(action.entry.label))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(400)
        self.job: Job | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.page, SPACE.page, SPACE.wide)
        column.setSpacing(SPACE.normal)
        column.addWidget(plain_label(tr(action.entry.label), "strong"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        column.addWidget(self.bar)
        self.count = plain_label(tr("正在准备……"), "muted")
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        self.stop = QPushButton(tr("取消"))
        self.stop.clicked.connect(self.reject)
        row.addWidget(self.stop)
        column.addLayout(row)

    def heard(self, done: int, total: int) -> None:
        """Show how far the work is."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.count.setText(tr("{done} / {total}").format(done=done, total=total))

    def reject(self) -> None:
        """Ask the work to stop; the dialog stays until it has."""
        if self.job is not None:
            self.job.cancel()
        self.stop.setEnabled(False)
        self.count.setText(tr("正在取消……"))


def start_work(action: "Action", extra: dict[str, Any]) -> ProgressDialog:
    """Send an action's command to the working lane and show its progress."""
    dialog = ProgressDialog(action)

    def closed() -> None:
        dialog.hide()
        dialog.deleteLater()

    def done(outcome: Any) -> None:
        closed()
        action.finished(outcome)

    def failed(fault: BaseException) -> None:
        closed()
        action.failed(fault)

    bridge = action.context.bridge
    dialog.job = bridge.work(action.command, action.arguments, done, failed, dialog.heard, **extra)
    dialog.show()
    return dialog
