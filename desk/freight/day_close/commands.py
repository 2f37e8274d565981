"""Everyone closes his own day: opened, looked through, explained, signed."""

from sqlalchemy import select

from desk.freight.day_close.model import DayClose, DayCloseItem
from desk.freight.day_close.rules import (
    STATES,
    check_backup,
    check_line,
    check_signing,
    state_of,
)
from desk.kernel.closing import DayClosing
from desk.kernel.commands import command
from desk.kernel.errors import Problem, Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.storage.work import Reader, Work


@command("day_close.create", "打开日清", example="{}")
def open_day_close(work: Work) -> int:
    """Write down what is still open of one's own duties; opened again, it is brought up to date.

    What is past its own deadline is said aloud and must be confirmed (E165).

    Returns:
        The id of the close.

    Raises:
        Refused: E008 when the day is signed already.
        NeedsConfirmation: E165.
    """
    close = own_close(work)
    if close is None:
        close = DayClose(
            day=work.today,
            user_id=work.actor.user_id,
            role=work.actor.role,
            state=STATES.initial,
            opened_at=work.now,
            refreshed_at=work.now,
        )
        work.add(close)
    close.state = STATES.step(close.state, "open_day_close")
    work.warnings.extend(_refresh(work, close))
    return close.id


@command("day_close.create", "核对日清完成情况", example="{}")
def refresh_day_close(work: Work) -> int:
    """Tick off what is done by now and add what has come since.

    Returns:
        How many things are neither done nor explained.

    Raises:
        Refused: E006 when today's close was not opened, E008.
    """
    close = _todays(work)
    close.state = STATES.step(close.state, "refresh_day_close")
    _refresh(work, close)
    return len(close.waiting)


@command(
    "day_close.create",
    "登记未办说明",
    example='{"item_id": 1, "reason": "收货人明早才开门", "next_step": "明早 10 点派送", "who": "李师傅"}',
)
def note_open_item(work: Work, *, item_id: int, reason: str, next_step: str, who: str) -> None:
    """Explain why something stays open, what is done next and by whom.

    Raises:
        Refused: E001, E004, E006, E008, E012, E019 somebody else's close or a thing that is done.
    """
    item = work.get(DayCloseItem, item_id, tr("日清事项"))
    _refuse_others(work, item.close)
    item.close.state = STATES.step(item.close.state, "note_open_item")
    if item.done_at is not None:
        raise refuse("E019", "item_id", label=item.number or item.title, why=tr("已办完,不需说明"))
    problems = Problems()
    for name, label, text, most in (
        ("reason", tr("原因"), reason, 200),
        ("next_step", tr("下一步"), next_step, 200),
        ("who", tr("负责人"), who, 60),
    ):
        if problems.require(clean_text(text), name, label):
            check_line(problems, text, name, label, most)
    problems.raise_if_any()
    item.reason, item.next_step, item.who = map(clean_text, (reason, next_step, who))
    item.noted_at = work.now
    item.state = state_of(done=False, noted=True)


@command(
    "day_close.create",
    "签日清",
    example='{"close_id": 1, "backup_name": "office-20261118-193500.office", "backup_sha256": "…"}',
)
def sign_day_close(
    work: Work, *, close_id: int, backup_name: str, backup_sha256: str, handover: str = ""
) -> None:
    """Sign one's day, after a backup that was written and proven (desk.closing does both).

    The list is brought up to date first; everything on it is done or explained.

    Raises:
        Refused: E001, E004, E006, E008 signed already, E012, E019 somebody else's, E038 something
            is neither done nor explained, E039 another day's.
    """
    close = work.get(DayClose, close_id, tr("日清"))
    _refuse_others(work, close)
    state = STATES.step(close.state, "sign_day_close")
    if close.day == work.today:
        _refresh(work, close)
    problems = check_signing(close.day, work.today, [i.number or i.title for i in close.waiting])
    check_backup(problems, backup_name, backup_sha256)
    check_line(problems, handover, "handover", tr("交接说明"), 200)
    problems.raise_if_any()
    close.state, close.signed_at = state, work.now
    close.backup_name, close.backup_sha256 = clean_text(backup_name), backup_sha256
    close.handover = clean_text(handover)


def own_close(read: Reader) -> DayClose | None:
    """The acting user's close of today, if he opened it."""
    return read.session.scalar(
        select(DayClose).where(DayClose.day == read.today, DayClose.user_id == read.actor.user_id)
    )


def _todays(work: Work) -> DayClose:
    close = own_close(work)
    if close is None:
        raise refuse("E006", label=tr("日清"), v=tr("今天"))
    return close


def _refuse_others(work: Work, close: DayClose) -> None:
    if close.user_id != work.actor.user_id:
        raise refuse("E019", label=tr("日清"), why=tr("只能办理本人的日清"))


def _refresh(work: Work, close: DayClose) -> list[Problem]:
    """Bring the items up to date; returns what has to be said aloud of those still unexplained."""
    asked = DayClosing(close.role)
    work.emit(asked)
    known = {item.key: item for item in close.items}
    open_keys: set[str] = set()
    aloud = []
    for duty, found in asked.found:
        key = f"{duty.name}:{found.number}"[:120]
        open_keys.add(key)
        item = known.get(key)
        if item is None:
            item = DayCloseItem(
                key=key,
                duty=tr(duty.label),
                number=found.number,
                title=found.title[:240],
                due_at=found.due_at,
                page=found.page,
                noted_at=None,
            )
            known[key] = item
            close.items.append(item)
        if found.problem is not None and item.noted_at is None:
            aloud.append(found.problem)
    for key, item in known.items():
        if key not in open_keys:
            item.done_at = item.done_at or work.now
        else:
            item.done_at = None
        item.state = state_of(done=item.done_at is not None, noted=item.noted_at is not None)
    close.refreshed_at = work.now
    return aloud
