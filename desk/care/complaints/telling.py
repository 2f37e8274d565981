"""Reports upward and words to the customer, each with the time it was said."""

from datetime import datetime

from desk.care.complaints.choices import Channel, ClockKind, ReportTo
from desk.care.complaints.dating import moment_of
from desk.care.complaints.model import ComplaintProgress, ComplaintReport
from desk.care.complaints.opening import open_complaint, unclosed_complaint, words_of
from desk.care.complaints.rules import STATES
from desk.care.complaints.timing import meet, told
from desk.kernel.commands import command
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.storage.work import Work


@command(
    "complaint.update",
    "投诉首次答复",
    example='{"number": "TS261123-001", "text": "已受理,专人核查,今天内回电"}',
)
def acknowledge_complaint(
    work: Work, *, number: str, text: str, at: datetime | None = None
) -> None:
    """Note the first answer to the customer: that his complaint is being worked on.

    Raises:
        Refused: E001, E004, E006, E008, E170, E171.
    """
    complaint = open_complaint(work, number, "acknowledge_complaint")
    moment = moment_of(work, complaint, at, "at")
    words = words_of(text, "text", tr("答复内容"), 500)
    complaint.state = STATES.step(complaint.state, "acknowledge_complaint")
    meet(complaint, ClockKind.ANSWER, moment)
    complaint.progress.append(
        ComplaintProgress(
            at=moment, who=complaint.complainant, channel=complaint.channel, text=words
        )
    )


@command(
    "complaint.update",
    "上报投诉",
    example='{"number": "TS261123-001", "report_to": "DGM", "person": "李副总", "how": "电话"}',
)
def report_complaint(
    work: Work,
    *,
    number: str,
    report_to: ReportTo,
    person: str,
    how: str,
    at: datetime | None = None,
    note: str = "",
) -> None:
    """Note a report upward with the time it was made.

    Raises:
        Refused: E001, E004, E006, E008 closed, E170, E171.
    """
    complaint = unclosed_complaint(work, number, tr("上报"))
    moment = moment_of(work, complaint, at, "at")
    who, way = words_of(person, "person", tr("上报对象"), 60), words_of(how, "how", tr("方式"), 60)
    complaint.reports.append(
        ComplaintReport(
            report_to=report_to, person=who, how=way, at=moment, note=clean_text(note)[:300]
        )
    )
    clock = {ReportTo.MGR: ClockKind.REPORT_MGR, ReportTo.DGM: ClockKind.REPORT_DGM}.get(report_to)
    if clock is not None:
        meet(complaint, clock, moment)


@command(
    "complaint.update",
    "告知投诉进展",
    example='{"number": "TS261123-001", "who": "建新农机 王建新", "channel": "PHONE", '
    '"text": "已在喀什分拨仓找到货物"}',
)
def tell_complaint_progress(
    work: Work, *, number: str, who: str, channel: Channel, text: str, at: datetime | None = None
) -> None:
    """Note what the customer was told; a major complaint's next word is due 24 hours later.

    Raises:
        Refused: E001, E004, E006, E008 closed, E170, E171.
    """
    complaint = unclosed_complaint(work, number, tr("告知进展"))
    moment = moment_of(work, complaint, at, "at")
    person = words_of(who, "who", tr("告知对象"), 60)
    words = words_of(text, "text", tr("内容"), 500)
    complaint.progress.append(ComplaintProgress(at=moment, who=person, channel=channel, text=words))
    told(work, complaint, moment)
