"""What happens to a bug: it is logged, shown once with a way to copy it, and the typing survives."""

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desk.kernel.text import tr
from ui.asking import Asker
from ui.crash_report import crash_report, trace
from ui.errors_shown import Shown
from ui.program_log import LOG, log_file, open_log

TRACE_LINES = 6


class Mishaps(QObject):
    """Takes every exception nobody expected, from any thread."""

    _happened = Signal(object)

    def __init__(self, asker: Callable[[], Asker]) -> None:
        super().__init__()
        self._asker = asker
        self._showing = False
        open_log()
        self._happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Catch what reaches the interpreter's own hooks."""
        sys.excepthook = self._hook
        threading.excepthook = lambda told: self.happened(told.exc_value or told.exc_type())

    def happened(self, fault: BaseException) -> None:
        """Log a bug and show it, once at a time."""
        LOG.error(crash_report(fault))
        self._happened.emit(fault)

    def _hook(
        self, kind: type[BaseException], fault: BaseException, _trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, _trace)
        else:
            self.happened(fault)

    @Slot(object)
    def _show(self, fault: BaseException) -> None:
        if self._showing:
            return
        self._showing = True
        try:
            self._asker().tell(told(fault))
        finally:
            self._showing = False


def told(fault: BaseException) -> Shown:
    """The message about a bug: what to do, the end of the trace as small print, a report to copy."""
    sentences = (
        tr("刚才的操作没有完成。您填写的内容仍在窗口中,可以重试,或先抄下来。"),
        tr("请点「复制」,把错误报告发给维护人员;报告里没有客户资料和您填写的内容。"),
        tr("记录在:{path}").format(path=log_file()),
    )
    small = "\n".join(trace(fault)[-TRACE_LINES:])
    return Shown(tr("程序出错"), sentences, small, grave=True, copied=crash_report(fault))
