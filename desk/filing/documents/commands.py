"""Documents are registered, revised, put before the manager, and taken out of force."""

from datetime import date

from sqlalchemy import select

from desk.filing.documents.choices import DocumentType, RevisionState
from desk.filing.documents.finding import document_by_number
from desk.filing.documents.forcing import a_year_after, bring_into_force
from desk.filing.documents.model import ControlledDocument, DocumentRevision
from desk.filing.documents.reading_text import text_of
from desk.filing.documents.rules import DOC_NO, STATES, next_edition
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.storage.cabinet import Upload, file_away
from desk.storage.work import Work

_FILE = '"file": {"label": "服务管理制度.docx", "content": "5pyN5Yqh566h55CG5Yi25bqm"}'


@command(
    "document.create",
    "登记受控文件",
    example=f'{{"document_type": "ZD", "title": "服务管理制度", {_FILE}}}',
)
def register_document(
    work: Work,
    *,
    document_type: DocumentType,
    title: str,
    file: Upload,
    department: str = "客户服务部",
    controlled: bool = True,
    doc_no: str = "",
) -> str:
    """Enter a document with its first draft, 版次 A, 第 0 次修改.

    Args:
        work: the running command.
        document_type: gives the letters of the number.
        title: name without 《》.
        file: the draft: text, Word, PDF or a picture.
        department: who it belongs to.
        controlled: whether copies are numbered and called back.
        doc_no: its number when it is fixed already (a form's ``KF-BD-27``); else the next one.

    Returns:
        The document's number, ``KF-ZD-01``.

    Raises:
        Refused: E001, E004, E012, E017 a number twice, E019 a number of another shape, E025.

    Source: spec 3.21.
    """
    problems = Problems()
    name, owner = clean_text(title).strip("《》"), clean_text(department)
    problems.require(name, "title", tr("文件名称"))
    problems.require(owner, "department", tr("隶属部门"))
    for field, label, text, most in (
        ("title", tr("文件名称"), name, 60),
        ("department", tr("隶属部门"), owner, 40),
    ):
        problems.fits(text, most, field, label)
    number = _number(work, problems, document_type, doc_no)
    problems.raise_if_any()
    document = ControlledDocument(
        doc_no=number,
        title=name,
        document_type=document_type,
        department=owner,
        controlled=controlled,
    )
    work.add(document)
    _add_revision(work, document, file, "", "A", 0)
    return document.doc_no


def _number(work: Work, problems: Problems, kind: DocumentType, given: str) -> str:
    wanted = given.strip().upper()
    if not wanted:
        start = f"KF-{kind.value}-"
        taken = work.session.scalars(
            select(ControlledDocument.doc_no).where(ControlledDocument.doc_no.like(f"{start}%"))
        )
        last = max((int(no.removeprefix(start)) for no in taken), default=0)
        return f"{start}{last + 1:02}"
    shaped = DOC_NO.fullmatch(wanted) is not None and wanted[3:5] == kind.value
    why = tr("应写成 KF-{t}-01 的形式").format(t=kind.value)
    problems.check(shaped, "E019", "doc_no", label=tr("编号"), why=why)
    twice = work.session.scalar(
        select(ControlledDocument.id).where(ControlledDocument.doc_no == wanted)
    )
    problems.check(twice is None, "E017", "doc_no", label=tr("编号"), v=wanted)
    return wanted


def _add_revision(
    work: Work,
    document: ControlledDocument,
    file: Upload,
    change_note: str,
    issue_no: str,
    revision_no: int,
) -> DocumentRevision:
    revision = DocumentRevision(
        document=document,
        issue_no=issue_no,
        revision_no=revision_no,
        state=STATES.initial,
        change_note=change_note,
        author=work.actor.name,
        file_sha256="",
        file_label="",
    )
    work.add(revision)
    _put_file(work, revision, file)
    return revision


def _put_file(work: Work, revision: DocumentRevision, file: Upload) -> None:
    kept = file_away(work, "document_revision", revision.id, file)
    revision.file_sha256, revision.file_label = kept.sha256, kept.label
    revision.body = text_of(file.content, kept.kind)


@command(
    "document.create",
    "修订受控文件",
    example=f'{{"number": "KF-ZD-01", "change_note": "增加返货流程", {_FILE}}}',
)
def revise_document(
    work: Work, *, number: str, change_note: str, file: Upload, new_issue: bool = False
) -> str:
    """Begin the next revision (第 n 次修改), or the next issue (版次 B); the one in force stays so.

    Returns:
        The edition, ``A/1``.

    Raises:
        Refused: E001 without a change note, E004, E006, E008 while another is being worked on, E025.
    """
    document = document_by_number(work, number)
    if document.open_revision is not None:
        obj = tr("{no} 版次 {e}").format(no=document.doc_no, e=document.open_revision.edition)
        state = document.open_revision.state.label
        raise refuse("E008", "number", obj=obj, state=state, action=tr("再开修订"))
    note = _note(change_note)
    taken = [(r.issue_no, r.revision_no) for r in document.revisions]
    issue_no, revision_no = next_edition(taken, new_issue=new_issue)
    return _add_revision(work, document, file, note, issue_no, revision_no).edition


def _note(change_note: str) -> str:
    note, problems = clean_text(change_note), Problems()
    problems.require(note, "change_note", tr("修改说明"))
    problems.fits(note, 200, "change_note", tr("修改说明"))
    problems.raise_if_any()
    return note


@command("document.create", "更换草稿文件", example=f'{{"number": "KF-ZD-01", {_FILE}}}')
def replace_draft(work: Work, *, number: str, file: Upload, change_note: str = "") -> None:
    """Lay another file into the draft; whoever does so is its author now.

    Raises:
        Refused: E004, E006, E008 nothing in draft, E025.
    """
    revision = in_state(document_by_number(work, number), RevisionState.DRAFT, tr("更换草稿"))
    _put_file(work, revision, file)
    revision.author = work.actor.name
    if change_note.strip():
        revision.change_note = _note(change_note)


def in_state(document: ControlledDocument, state: RevisionState, action: str) -> DocumentRevision:
    """The revision being worked on, if it is in a state.

    Raises:
        Refused: E008.
    """
    revision = document.open_revision or document.latest
    if revision.state is not state:
        raise refuse(
            "E008", "number", obj=revision.label, state=revision.state.label, action=action
        )
    return revision


@command(
    "document.approve",
    "作废受控文件",
    example='{"number": "KF-ZD-01", "reason": "由新制度代替"}',
)
def withdraw_document(work: Work, *, number: str, reason: str) -> None:
    """Take a document out of force without a successor, or give up a draft of it.

    A draft is given up before the revision in force is touched; one given up before is no obstacle.

    Raises:
        Refused: E006, E008, E009.
    """
    document = document_by_number(work, number)
    revision = document.open_revision or document.effective or document.latest
    revision.state = STATES.step(revision.state, "withdraw_document", reason)
    revision.obsolete_on, revision.answer = work.today, reason.strip()[:200]
    if document.effective is None:
        document.review_due_on = None


@command("document.approve", "启用到期文件", example="{}", approves=False)
def put_in_force(work: Work) -> int:
    """Bring every approved revision into force whose day has come; returns how many."""
    due = select(DocumentRevision).where(
        DocumentRevision.state == RevisionState.APPROVED,
        DocumentRevision.effective_on <= work.today,
    )
    revisions = list(work.session.scalars(due.order_by(DocumentRevision.id)))
    for revision in revisions:
        bring_into_force(work, revision)
    return len(revisions)


@command(
    "document.approve",
    "登记文件评审",
    example='{"number": "KF-ZD-01", "next_on": "2027-11-30"}',
)
def confirm_review(work: Work, *, number: str, next_on: date | None = None) -> None:
    """Note that a document in force was looked through and stays as it is, for twelve months more.

    Raises:
        Refused: E006, E214 nothing in force, E019 the next review not after today.
    """
    document = document_by_number(work, number)
    if document.effective is None:
        raise refuse("E214", "number")
    due = next_on or a_year_after(work.today)
    if due <= work.today:
        raise refuse("E019", "next_on", label=tr("下次评审"), why=tr("应晚于今天"))
    document.review_due_on = due
