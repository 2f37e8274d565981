"""What a partner with a C mends is noted, and checked again after 30 days. Source: spec 5.7."""

from desk.archive.customers.rules import check_text
from desk.evaluation.reports.finding import rectification_of
from desk.evaluation.reports.model import Rectification
from desk.evaluation.reports.rules import RECTIFICATION_STATES
from desk.kernel.commands import command
from desk.kernel.errors import Problems
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.partners.carriers.grading import end_rectification
from desk.storage.cabinet import Upload, file_away
from desk.storage.work import Work


@command(
    "evaluation_report.create",
    "登记整改进展",
    example='{"rectification_id": 1, "progress": "已更换装卸班组", "files": []}',
)
def note_rectification(
    work: Work, *, rectification_id: int, progress: str, files: tuple[Upload, ...] = ()
) -> None:
    """Write down what the partner has mended so far, with his papers.

    Raises:
        Refused: E001, E004, E006, E008, E012, E025.
    """
    task = rectification_of(work, rectification_id)
    task.state = RECTIFICATION_STATES.step(task.state, "note_rectification")
    task.progress = _said(progress, "progress", tr("整改进展"), 500)
    for upload in files:
        file_away(work, Rectification.__tablename__, task.id, upload)


@command(
    "partner.approve",
    "复查合格",
    example='{"rectification_id": 1, "result": "破损率降至 1‰ 以下"}',
)
def pass_rectification(work: Work, *, rectification_id: int, result: str) -> None:
    """The re-check found it mended: the partner works on as before, his grade stays.

    Raises:
        Refused: E001, E004, E006, E008, E012.
    """
    _close(work, rectification_id, "pass_rectification", result, passed=True)


@command(
    "partner.approve",
    "复查不合格",
    example='{"rectification_id": 1, "result": "破损率仍为 3‰"}',
)
def fail_rectification(work: Work, *, rectification_id: int, result: str) -> None:
    """The re-check found it not mended: the partner is given nothing more (E160).

    Raises:
        Refused: E001, E004, E006, E008, E012.
    """
    _close(work, rectification_id, "fail_rectification", result, passed=False)


def _close(
    work: Work, rectification_id: int, command_name: str, result: str, *, passed: bool
) -> None:
    task = rectification_of(work, rectification_id)
    task.state = RECTIFICATION_STATES.step(task.state, command_name)
    task.result = _said(result, "result", tr("复查结果"), 300)
    task.closed_at = work.now
    reason = tr("{state}:{r}").format(state=task.state.label, r=task.result)
    end_rectification(task.partner, passed=passed, reason=reason)


def _said(text: str, field: str, label: str, most: int) -> str:
    problems = Problems()
    if problems.require(text, field, label):
        check_text(problems, clean_text(text), field, label, most)
    problems.raise_if_any()
    return clean_text(text)
