"""Long work beside the window: progress, and a way to cancel it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desk.kernel.text import tr
from ui.asking import plain_label
from ui.bridge import Bridge, Job, Step
from ui.dialog import Dialog
from ui.theme import SPACE

if TYPE_CHECKING:
    from ui.doing import Action

T = TypeVar("T")


class ProgressDialog(Dialog):
    """What is going on, how far it is, and 取消. It closes when the work ends, not before."""

    def __init__(self, title: str, window: QWidget | None) -> None:
        super().__init__(window)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(400)
        self.job: Job | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.page, SPACE.page, SPACE.wide)
        column.setSpacing(SPACE.normal)
        column.addWidget(plain_label(title, "strong"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("进度"))
        self.bar.setRange(0, 0)
        column.addWidget(self.bar)
        self.count = plain_label(tr("正在准备…"), "muted")
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        self.stop = QPushButton(f"{tr('取消')}  Esc")
        self.stop.clicked.connect(self.reject)
        row.addWidget(self.stop)
        column.addLayout(row)

    def heard(self, done: int, total: int) -> None:
        """Show how far the work is; nobody looks any more once its window is gone."""
        if not isValid(self):
            return
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.count.setText(f"{done:,} / {total:,}")

    def reject(self) -> None:
        """Ask the work to stop; the dialog stays until it has."""
        if self.job is not None:
            self.job.cancel()
        self.stop.setEnabled(False)
        self.count.setText(tr("正在取消…"))

    def close_for_good(self) -> None:
        """The work has ended."""
        if isValid(self):
            self.hide()
            self.deleteLater()


def with_progress(
    bridge: Bridge,
    title: str,
    call: Callable[[Step], T],
    done: Callable[[T], None],
    failed: Callable[[BaseException], None],
    window: QWidget | None = None,
) -> ProgressDialog:
    """Run a long call on the working lane under a progress dialog.

    The dialog holds its window still; without one, the window in use: a second click on the same
    button must not save again, and what is typed meanwhile would be wiped when the save ends.
    """
    dialog = ProgressDialog(title, window or _in_use(bridge))

    def ended(then: Callable[[Any], None]) -> Callable[[Any], None]:
        def close(result: Any) -> None:
            dialog.close_for_good()
            then(result)

        return close

    dialog.job = bridge.labour(call, ended(done), ended(failed), dialog.heard)
    dialog.show()
    return dialog


def _in_use(bridge: Bridge) -> QWidget | None:
    active, above = QApplication.activeWindow(), bridge.parent()
    return active or (above if isinstance(above, QWidget) else None)


def start_work(action: "Action", extra: dict[str, Any]) -> ProgressDialog:
    """Send an action's command to the working lane and show its progress."""
    bridge = action.context.bridge

    def call(step: Step) -> Any:
        desk = action.context.desk
        return desk.execute(action.entry, action.arguments, progress=step, **extra)

    def over(then: Callable[[Any], None]) -> Callable[[Any], None]:
        def ended(result: Any) -> None:
            bridge.saving = False
            then(result)

        return ended

    bridge.saving = True
    title, window = tr(action.entry.label), action.window
    return with_progress(bridge, title, call, over(action.finished), over(action.failed), window)
