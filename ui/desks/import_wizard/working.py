"""Long work of the page, shown inside it: a bar, how far it is, and a way to cancel."""

from collections.abc import Callable
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from desk.kernel.errors import FileRefused
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.bridge import Cancelled, Job, Step
from ui.registry import Context
from ui.theme import SPACE

T = TypeVar("T")


class WorkStrip(QWidget):
    """One piece of work at a time.

    Signals:
        busy: whether something runs.
    """

    busy = Signal(bool)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._job: Job | None = None
        self.stopped = Event()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.normal)
        self.words = plain_label("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("进度"))
        self.count = plain_label("", "muted")
        self.cancel = QPushButton(tr("取消") + "  Esc")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.stop)
        row.addWidget(self.words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.count)
        row.addWidget(self.cancel)
        self.hide()

    @property
    def running(self) -> bool:
        return self._job is not None

    def start(
        self,
        words: str,
        call: Callable[[Step], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Run a call on the working lane; a second one waits for nobody and is not started."""
        if self._job is not None:
            return
        self.stopped.clear()
        self.words.setText(words)
        self.count.setText("")
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        self.show()
        self.busy.emit(True)
        self.cancel.setFocus()

        def ended(value: T) -> None:
            self._end()
            done(value)

        def broke(fault: BaseException) -> None:
            self._end()
            self._broke(fault, failed)

        self._job = self._context.bridge.labour(call, ended, broke, self._heard)

    def stop(self) -> None:
        """Ask the work to stop; nothing of it is saved."""
        self.stopped.set()
        if self._job is not None:
            self._job.cancel()
            self.cancel.setEnabled(False)
            self.count.setText(tr("正在取消…"))

    def _broke(self, fault: BaseException, failed: Callable[[BaseException], None] | None) -> None:
        given_up = isinstance(fault, FileRefused) and self.stopped.is_set()
        if given_up or isinstance(fault, Cancelled):
            self._context.say(tr("已取消,没有保存。"))
        elif failed is not None:
            failed(fault)
        else:
            self._context.tell(fault)

    def _heard(self, done: int, total: int) -> None:
        total = max(done, total, 1)  # a sheet may hold a row more than it said
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.count.setText(f"{done:,} / {total:,}")

    def _end(self) -> None:
        self._job = None
        self.hide()
        self.busy.emit(False)


def nothing(_: Any) -> None:
    """Nothing is to be done afterwards."""
