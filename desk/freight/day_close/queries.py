"""Reading the closes of the days: one's own, anyone's, and who has not closed."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from desk.freight.day_close.choices import CloseState, ItemState
from desk.freight.day_close.commands import own_close
from desk.freight.day_close.model import DayClose
from desk.freight.day_close.rules import DIARY
from desk.kernel.commands import query
from desk.kernel.moments import show_date
from desk.kernel.roles import DESK, Role
from desk.kernel.text import tr
from desk.office.printing.queries import print_history
from desk.office.users.model import User
from desk.storage.work import Reader


@dataclass(frozen=True)
class CloseItemRow:
    """One open thing as it was seen; `page` does it."""

    id: int
    duty: str
    number: str
    title: str
    due_at: datetime | None
    page: str
    state: ItemState
    done_at: datetime | None
    reason: str
    next_step: str
    who: str


@dataclass(frozen=True)
class DiaryPaper:
    """A paper of the day's diary: form code, its number, and how often it was printed."""

    code: str
    number: str
    printed: int


@dataclass(frozen=True)
class DayCloseCard:
    """A person's close of a day; what still waits comes first."""

    id: int
    day: date
    person: str
    role: Role
    state: CloseState
    opened_at: datetime
    refreshed_at: datetime
    signed_at: datetime | None
    handover: str
    backup_name: str
    backup_sha256: str
    waiting: int
    items: tuple[CloseItemRow, ...]
    diary: tuple[DiaryPaper, ...]


@dataclass(frozen=True)
class DayOfPerson:
    """Whether somebody closed a day; `state` is None when he did not even open the list."""

    person: str
    role: Role
    state: CloseState | None
    waiting: int
    signed_at: datetime | None


@query("day_close.create", "我的日清")
def my_day_close(read: Reader) -> DayCloseCard | None:
    """The acting user's close of today; None while he has not opened it."""
    close = own_close(read)
    return None if close is None else _card(read, close)


@query("day_close.read", "日清详情")
def day_close_card(read: Reader, *, close_id: int) -> DayCloseCard:
    """Anyone's close by its id.

    Raises:
        Refused: E006.
    """
    return _card(read, read.get(DayClose, close_id, tr("日清")))


@query("day_close.oversee", "各岗位日清情况")
def days_not_closed(read: Reader, *, day: date | None = None) -> list[DayOfPerson]:
    """Everyone of the desk on a day (today unless said), those who have not signed first."""
    made = select(DayClose).where(DayClose.day == (day or read.today))
    closes = {close.user_id: close for close in read.session.scalars(made)}
    people = read.session.scalars(
        select(User).where(User.active, User.role.in_(DESK)).order_by(User.id)
    )
    rows = [_of_person(person, closes.get(person.id)) for person in people]
    return sorted(rows, key=lambda row: row.state is CloseState.SIGNED)


def _of_person(person: User, close: DayClose | None) -> DayOfPerson:
    if close is None:
        return DayOfPerson(person.name, person.role, None, 0, None)
    return DayOfPerson(person.name, close.role, close.state, len(close.waiting), close.signed_at)


_SAME = ("id", "duty", "number", "title", "due_at", "page", "state", "done_at")
_NOTE = ("reason", "next_step", "who")


def _card(read: Reader, close: DayClose) -> DayCloseCard:
    order = list(ItemState)
    items = sorted(close.items, key=lambda item: (order.index(item.state), item.id))
    return DayCloseCard(
        close.id,
        close.day,
        read.get(User, close.user_id, tr("用户")).name,
        close.role,
        close.state,
        close.opened_at,
        close.refreshed_at,
        close.signed_at,
        close.handover,
        close.backup_name,
        close.backup_sha256,
        len(close.waiting),
        tuple(CloseItemRow(**{n: getattr(i, n) for n in (*_SAME, *_NOTE)}) for i in items),
        _diary(read, close),
    )


def _diary(read: Reader, close: DayClose) -> tuple[DiaryPaper, ...]:
    number = show_date(close.day)
    return tuple(
        DiaryPaper(code, number, len(print_history(read, number=number, form=code)))
        for code, roles in DIARY.items()
        if close.role in roles
    )
