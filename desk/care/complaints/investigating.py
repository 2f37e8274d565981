"""What happened, why, and whose it was, with the evidence for it."""

from desk.care.complaints.choices import Department
from desk.care.complaints.finding import complaint_by_number
from desk.care.complaints.opening import open_complaint, words_of
from desk.care.complaints.rules import STATES
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.partners.carriers.finding import partner_of
from desk.storage.cabinet import Upload, file_away
from desk.storage.work import Work


@command(
    "complaint.update",
    "记录投诉调查",
    example='{"number": "TS261123-001", "investigation": "到货 2 小时后才通知", '
    '"root_cause": "晚班无人接手", "resp_department": "INBOUND"}',
)
def investigate_complaint(
    work: Work,
    *,
    number: str,
    investigation: str,
    root_cause: str = "",
    resp_department: Department | None = None,
    resp_person: str = "",
    partner: str = "",
) -> None:
    """Write down what was found, why it happened, and whose it was.

    Raises:
        Refused: E001, E004, E006, E008.
    """
    complaint = open_complaint(work, number, "investigate_complaint")
    found = words_of(investigation, "investigation", tr("调查"), 1000)
    cause = root_cause.strip()
    if len(cause) > 300:
        raise refuse("E004", "root_cause", label=tr("根本原因"), n=300, v=len(cause))
    complaint.state = STATES.step(complaint.state, "investigate_complaint")
    complaint.investigation = found
    complaint.root_cause = cause or complaint.root_cause
    complaint.resp_department = resp_department or complaint.resp_department
    complaint.resp_person = clean_text(resp_person)[:60] or complaint.resp_person
    if partner.strip():
        complaint.partner = partner_of(work, partner.strip())


@command(
    "complaint.update",
    "登记投诉证据",
    example='{"number": "TS261123-001", "files": []}',
)
def file_complaint_evidence(work: Work, *, number: str, files: tuple[Upload, ...]) -> None:
    """Hang photos, recordings of words or papers on a complaint.

    Raises:
        Refused: E001, E006, E025.
    """
    complaint, problems = complaint_by_number(work, number), Problems()
    problems.require(files, "files", tr("证据"))
    problems.raise_if_any()
    for upload in files:
        file_away(work, "complaint", complaint.id, upload)
