"""Numbered copies go to their holders, who confirm that they have read them, and come back."""

from sqlalchemy import select

from desk.filing.documents.finding import document_by_number
from desk.filing.documents.model import DocumentCopy
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.office.users.model import User
from desk.storage.work import Work


@command(
    "document.approve",
    "发放受控文件",
    example='{"number": "KF-ZD-01", "holders": ["jia", "仓库 老周"]}',
    approves=False,
)
def distribute_document(work: Work, *, number: str, holders: tuple[str, ...]) -> int:
    """Give copies of the revision in force to users (by login or name) or to others by name.

    Returns:
        How many copies went out.

    Raises:
        Refused: E001, E004, E006, E017 who has one already, E214 nothing in force.
    """
    document = document_by_number(work, number)
    revision = document.effective
    if revision is None:
        raise refuse("E214", "number")
    problems = Problems()
    names = list(dict.fromkeys(clean_text(name) for name in holders if clean_text(name)))
    problems.require(tuple(names), "holders", tr("发放对象"))
    held = {copy.holder for copy in revision.copies if copy.recalled_on is None}
    next_no = 1 + max((copy.copy_no for copy in revision.copies), default=0)
    users = list(work.session.scalars(select(User).where(User.active)))
    fresh: list[DocumentCopy] = []
    for name in names:
        problems.fits(name, 60, "holders", tr("发放对象"))
        user = next((u for u in users if name in (u.login, u.name)), None)
        holder = user.name if user else name
        label = tr("{no} 版次 {e} 的持有人").format(no=document.doc_no, e=revision.edition)
        if problems.check(holder not in held, "E017", "holders", label=label, v=holder):
            copy = DocumentCopy(copy_no=next_no + len(fresh), holder=holder, handed_on=work.today)
            copy.user_id = user.id if user else None
            fresh.append(copy)
    problems.raise_if_any()
    revision.copies.extend(fresh)
    return len(fresh)


@command("office.read", "确认已阅读文件", example='{"number": "KF-ZD-01"}')
def confirm_reading(work: Work, *, number: str) -> None:
    """Confirm that one has read the copy one was given of the revision in force.

    Raises:
        Refused: E006 when one has none, E214.
    """
    revision = document_by_number(work, number).effective
    if revision is None:
        raise refuse("E214", "number")
    mine = [
        copy
        for copy in revision.copies
        if copy.user_id == work.actor.user_id and copy.recalled_on is None
    ]
    if not mine:
        raise refuse("E006", "number", label=tr("发放给您的文件"), v=number)
    for copy in mine:
        copy.read_at = copy.read_at or work.now


@command(
    "document.approve",
    "收回受控文件",
    example='{"number": "KF-ZD-01", "edition": "A/0", "copies": [1, 2]}',
    approves=False,
)
def recall_copies(work: Work, *, number: str, edition: str, copies: tuple[int, ...] = ()) -> int:
    """Note that copies of a revision are back; without numbers all that are still out.

    Returns:
        How many came back.

    Raises:
        Refused: E006 unknown edition or copy.
    """
    document = document_by_number(work, number)
    wanted = edition.strip().upper()
    revision = next((r for r in document.revisions if r.edition == wanted), None)
    if revision is None:
        raise refuse("E006", "edition", label=tr("{no} 的版次").format(no=number), v=edition)
    out = {copy.copy_no: copy for copy in revision.copies if copy.recalled_on is None}
    unknown = [no for no in copies if no not in out]
    if unknown:
        raise refuse("E006", "copies", label=tr("发放号"), v=unknown[0])
    for no in copies or tuple(out):
        out[no].recalled_on = work.today
    return len(copies or out)
