"""What happens to a bug: it is logged, shown once with a way to copy it, and the typing survives."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desk.kernel.text import tr
from ui.asking import Asker
from ui.errors_shown import Shown
from ui.local_settings import state_folder

LOG = logging.getLogger("desk.window")
LOG_BYTES, LOGS_KEPT = 1_000_000, 3
TRACE_LINES = 6


def log_file() -> Path:
    """Where bugs are written down."""
    return state_folder() / "log" / "window.log"


class Mishaps(QObject):
    """Takes every exception nobody expected, from any thread."""

    _happened = Signal(object)

    def __init__(self, asker: Callable[[], Asker]) -> None:
        super().__init__()
        self._asker = asker
        self._showing = False
        self._open_log()
        self._happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Catch what reaches the interpreter's own hooks."""
        sys.excepthook = self._hook
        threading.excepthook = lambda told: self.happened(told.exc_value or told.exc_type())

    def happened(self, fault: BaseException) -> None:
        """Log a bug and show it, once at a time."""
        LOG.error("".join(traceback.format_exception(fault)))
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

    def _open_log(self) -> None:
        try:
            log_file().parent.mkdir(parents=True, exist_ok=True)
            handler: logging.Handler = RotatingFileHandler(
                log_file(), maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8", delay=True
            )
        except OSError:  # a full disk must not keep the window from opening
            handler = logging.NullHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        for old in list(LOG.handlers):
            LOG.removeHandler(old)
            old.close()
        LOG.addHandler(handler)


def told(fault: BaseException) -> Shown:
    """The message about a bug: what to do, and the end of the trace as small print."""
    trace = [
        line
        for line in "".join(traceback.format_exception(fault)).strip().splitlines()
        if line.strip(" ~^")
    ]
    sentences = (
        tr("刚才的操作没有完成。您填写的内容仍在窗口中,可以重试,或先抄下来。"),
        tr("请点「复制」,把错误发给维护人员。记录在:{path}").format(path=log_file()),
    )
    return Shown(tr("程序出错"), sentences, "\n".join(trace[-TRACE_LINES:]), grave=True)
