"""What keeps it from happening again is planned, and somebody else looks whether it works."""

from datetime import date

from desk.care.complaints.finding import complaint_by_number
from desk.care.complaints.opening import unclosed_complaint
from desk.kernel.commands import command
from desk.kernel.errors import Problems
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.storage.work import Work


@command(
    "complaint.update",
    "登记整改措施",
    example='{"number": "TS261123-001", "corrective_action": "分拨交接双人复核", '
    '"corrective_owner": "进港调度"}',
)
def plan_correction(
    work: Work,
    *,
    number: str,
    corrective_action: str,
    corrective_owner: str = "",
    corrective_due_on: date | None = None,
) -> None:
    """Say what will keep it from happening again; also after the customer was told (E181).

    Raises:
        Refused: E001, E004, E006, E008 closed, E019 due in the past.
    """
    complaint = unclosed_complaint(work, number, tr("登记整改"))
    problems, words, who = Problems(), corrective_action.strip(), clean_text(corrective_owner)
    problems.require(words, "corrective_action", tr("整改措施"))
    for field, label, text, most in (
        ("corrective_action", tr("整改措施"), words, 500),
        ("corrective_owner", tr("整改责任人"), who, 60),
    ):
        problems.fits(text, most, field, label)
    past = corrective_due_on is not None and corrective_due_on < work.today
    why = tr("不能早于今天")
    problems.check(not past, "E019", "corrective_due_on", label=tr("整改期限"), why=why)
    problems.raise_if_any()
    complaint.corrective_action = words
    complaint.corrective_owner = who or complaint.corrective_owner
    complaint.corrective_due_on = corrective_due_on or complaint.corrective_due_on


@command(
    "complaint.update",
    "整改验证",
    example='{"number": "TS261123-001", "checked_by": "客服员乙", "result": "连续一周无漏通知"}',
)
def check_correction(work: Work, *, number: str, checked_by: str, result: str) -> None:
    """Note that someone other than its owner looked whether the corrective action works.

    Raises:
        Refused: E001, E004, E006, E019 checked by its own owner, or without any action.
    """
    complaint, problems = complaint_by_number(work, number), Problems()
    name, words = clean_text(checked_by), result.strip()
    problems.require(name, "checked_by", tr("验证人"))
    problems.require(words, "result", tr("验证结果"))
    problems.fits(words, 300, "result", tr("验证结果"))
    own = bool(name) and name == complaint.corrective_owner
    problems.check(not own, "E019", "checked_by", label=tr("验证人"), why=tr("不能是整改责任人"))
    there = bool(complaint.corrective_action)
    problems.check(there, "E019", "number", label=tr("整改"), why=tr("还没有整改措施"))
    problems.raise_if_any()
    complaint.checked_by, complaint.check_result = name[:60], words
    complaint.checked_on = work.today
