"""What a refusal, a failed save or a bug looks like to the user. Plain text everywhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desk.kernel.errors import FileRefused, NeedsConfirmation, Problem, Refused, SaveFailed
from desk.kernel.text import tr
from ui.crash_report import crash_report
from ui.print_faults import NotPrinted


@dataclass(frozen=True)
class Shown:
    """One message: its heading, its sentences, and small print (codes) for the telephone.

    `copied` is what the copy button takes; all that is shown if empty. `also` is one more button.
    """

    title: str
    sentences: tuple[str, ...]
    small: str = ""
    grave: bool = False  # a bug or a failed save, not a mere refusal
    copied: str = ""
    also: tuple[str, Callable[[], None]] | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.sentences)


def shown(fault: BaseException) -> Shown:
    """Put any exception into words; what is outside the tree of refusals is a bug and says so."""
    if isinstance(fault, NeedsConfirmation):
        return Shown(tr("请确认"), messages(fault.problems), codes(fault.problems))
    if isinstance(fault, Refused):
        return Shown(tr("不能这样办理"), messages(fault.problems), codes(fault.problems))
    if isinstance(fault, SaveFailed):
        titles = {True: tr("已保存,但后续步骤出错"), False: tr("没有保存")}
        title = tr("不能确定是否已保存") if fault.saved is None else titles[fault.saved]
        return Shown(title, (str(fault),), grave=True)
    if isinstance(fault, NotPrinted):
        return Shown(tr("没有打印"), (str(fault),))
    if isinstance(fault, FileRefused):
        return Shown(tr("这个文件不能使用"), (str(fault),))
    sentence = tr("程序出错,刚才的操作没有完成。您填写的内容仍在窗口中,可以重试或先抄下来。")
    report = crash_report(fault)
    return Shown(tr("程序出错"), (sentence,), type(fault).__name__, grave=True, copied=report)


def messages(problems: Sequence[Problem]) -> tuple[str, ...]:
    """The sentences of several problems, each once, in order."""
    return tuple(dict.fromkeys(problem.message for problem in problems))


def codes(problems: Sequence[Problem]) -> str:
    """Their codes as small print: ``E101 · E142``."""
    return " · ".join(dict.fromkeys(problem.code for problem in problems))
