"""What happens to a bug: it is logged, shown once with a way to copy it, and the typing survives."""

import sys
import threading
from collections import Counter
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desk.kernel.text import tr
from ui.asking import Asker
from ui.crash_report import about_program, crash_report, trace
from ui.errors_shown import Shown
from ui.program_log import LOG, open_log, open_log_folder

TRACE_LINES, MOST_DIALOGS = 6, 10


class Mishaps(QObject):
    """Takes every exception nobody expected, from any thread."""

    _happened = Signal(object)

    def __init__(
        self, asker: Callable[[], Asker], say: Callable[[str], None] = lambda _: None
    ) -> None:
        """Tell by dialogs of the asker what is new, by `say` what comes again."""
        super().__init__()
        self._asker, self._say = asker, say
        self._seen: Counter[str] = Counter()
        self._told = 0
        self._showing = False
        open_log()
        self._happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Catch what reaches the interpreter's own hooks."""
        sys.excepthook = self._hook
        threading.excepthook = lambda told: self.happened(told.exc_value or told.exc_type())
        sys.unraisablehook = lambda told: self._note(told.exc_value or told.exc_type())

    def happened(self, fault: BaseException) -> None:
        """Log a bug and show it: in a dialog when it is new, in a line when it comes again."""
        self._happened.emit((fault, self._note(fault)))

    def _note(self, fault: BaseException) -> int:
        """Log a bug, a repeated one less and less often; how often it came up so far."""
        key = "\n".join(trace(fault))
        self._seen[key] += 1
        times = self._seen[key]
        if times == 1:
            LOG.error(crash_report(fault))
        elif str(times).strip("0") == "1":
            LOG.error("again, %s times: %s", times, key.rsplit("\n", 1)[-1])
        return times

    def _hook(
        self, kind: type[BaseException], fault: BaseException, _trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, _trace)
        else:
            self.happened(fault)

    @Slot(object)
    def _show(self, what: tuple[BaseException, int]) -> None:
        fault, times = what
        if times > 1 or self._showing or self._told >= MOST_DIALOGS:
            self._say(tr("程序又出错了,刚才的操作没有完成。错误报告在日志文件夹里。"))
            return
        self._showing, self._told = True, self._told + 1
        try:
            self._asker().tell(told(fault))
        finally:
            self._showing = False


def told_of_a_breakdown(left: str) -> Shown:
    """The message at the start after the whole process broke down."""
    sentences = (
        tr(
            "上一次程序突然中断了。已经保存的内容都在;没保存完的,打开那个窗口时会问您要不要接着填。"
        ),
        tr("请点「复制」,把错误报告发给维护人员;报告里没有客户资料和您填写的内容。"),
    )
    small = "\n".join(left.splitlines()[:TRACE_LINES])
    report = "\n".join((*about_program(), left))
    title = tr("上次程序意外中断")
    return Shown(title, sentences, small, grave=True, copied=report, also=_folder())


def told_at_the_end(fault: BaseException) -> Shown:
    """The message about a bug on the way in or out, where no window is left to go on in."""
    LOG.error(crash_report(fault))
    return _told(fault, tr("程序出错,要关闭了。已经保存的内容都在,请重新打开程序。"))


def told(fault: BaseException) -> Shown:
    """The message about a bug: what to do, the end of the trace as small print, a report to copy."""
    return _told(fault, tr("刚才的操作没有完成。您填写的内容仍在窗口中,可以重试,或先抄下来。"))


def _told(fault: BaseException, what_to_do: str) -> Shown:
    sentences = (
        what_to_do,
        tr("请点「复制」,把错误报告发给维护人员;报告里没有客户资料和您填写的内容。"),
    )
    small = "\n".join(trace(fault)[-TRACE_LINES:])
    report = crash_report(fault)
    return Shown(tr("程序出错"), sentences, small, grave=True, copied=report, also=_folder())


def _folder() -> tuple[str, Callable[[], None]]:
    return tr("打开日志文件夹"), open_log_folder
