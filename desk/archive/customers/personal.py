"""Looking at a masked value: with a reason, written down, for a minute.

The command only writes the log; the value is read afterwards, so that the audit trail never holds
a phone or an identity number in clear. Rooms above announce their own masked fields in `revealable`.

Source: spec 5.13, AT-16.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import exists, func, select

from desk.archive.customers.choices import RevealReason
from desk.archive.customers.filling import id_card_of
from desk.archive.customers.model import Address, Contact, Customer
from desk.kernel.calendar import BEIJING
from desk.kernel.commands import command, query
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.office.users.model import User
from desk.storage.base import Record
from desk.storage.tables import PiiAccessLog
from desk.storage.work import Reader, Work

SHOWN_S = 60
MANY_A_DAY = 30

Clear = Callable[[Reader, int], str]


def _column(model: type[Record], field: str) -> Clear:
    return lambda read, record_id: str(getattr(read.get(model, record_id, tr("记录")), field))


def _id_card(read: Reader, customer_id: int) -> str:
    return id_card_of(read, read.get(Customer, customer_id, tr("客户")))


revealable: dict[tuple[str, str], Clear] = {
    **{("contact", name): _column(Contact, name) for name in ("mobile", "phone", "wechat")},
    ("address", "street"): _column(Address, "street"),
    ("customer", "account"): _column(Customer, "account"),
    ("customer", "id_card"): _id_card,
}


@command(
    "personal.reveal",
    "查看个人信息",
    example='{"record": "contact", "record_id": 1, "field": "mobile", "why": "DELIVERY"}',
)
def reveal_personal(
    work: Work,
    *,
    record: str,
    record_id: int,
    field: str,
    why: RevealReason | None = None,
    note: str = "",
) -> int:
    """Write down that the acting user looks at a masked value; returns the id of the log row.

    `revealed_value` then shows the value for a minute.

    Raises:
        Refused: E006, E009 without a reason (其他 needs a note), E011 for what is not masked.

    Source: spec 5.13, AT-16.
    """
    if (record, field) not in revealable:
        known = "、".join(".".join(key) for key in revealable)
        raise refuse("E011", "field", label=tr("掩码字段"), v=f"{record}.{field}", choices=known)
    if why is None or (why is RevealReason.OTHER and not note.strip()):
        raise refuse("E009", "why", action=tr("查看"))
    revealable[record, field](work, record_id)
    shown = f"{why.label}:{note.strip()}" if note.strip() else why.label
    row = PiiAccessLog(
        record=record,
        record_id=record_id,
        field=field,
        why=shown[:80],
        user_id=work.actor.user_id,
        at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    return row.id


@query("personal.reveal", "已登记查看的个人信息")
def revealed_value(read: Reader, *, log_id: int) -> str:
    """The value whose look was just written down, for the one who asked and for 60 seconds.

    Raises:
        Refused: E006, E009 when the minute is over or somebody else asked.
    """
    row = read.session.get(PiiAccessLog, log_id)
    if row is None:
        raise refuse("E006", label=tr("查看登记"), v=log_id)
    over = read.now - row.at > timedelta(seconds=SHOWN_S)
    if over or row.user_id != read.actor.user_id:
        raise refuse("E009", "why", action=tr("查看"))
    return revealable[row.record, row.field](read, row.record_id)


def require_look(read: Reader, record: str, record_id: int, field: str) -> None:
    """A paper shows a value in full only for one whose look at it is on the trail of this day.

    Raises:
        Refused: E210 without the right; E009 when no look was written down today.

    Source: assumed.
    """
    read.require("personal.reveal")
    looked = exists().where(
        PiiAccessLog.record == record,
        PiiAccessLog.record_id == record_id,
        PiiAccessLog.field == field,
        PiiAccessLog.user_id == read.actor.user_id,
        PiiAccessLog.at >= datetime.combine(read.today, time(), BEIJING),
    )
    if not read.session.scalar(select(looked)):
        raise refuse("E009", "why", action=tr("打印全号"))


@dataclass(frozen=True)
class ManyLooks:
    """A user who looked at more than 30 masked values in a day."""

    user: str
    count: int


@query("audit.read", "查看个人信息过多")
def many_looks(read: Reader, *, on: date) -> list[ManyLooks]:
    """Users with more than 30 looks on a business date, the most first.

    Source: spec 5.13.
    """
    start = datetime.combine(on, time(), BEIJING)
    count = func.count(PiiAccessLog.id)
    found = (
        select(User.name, count)
        .join(User, User.id == PiiAccessLog.user_id)
        .where(PiiAccessLog.at >= start, PiiAccessLog.at < start + timedelta(days=1))
        .group_by(User.id)
        .having(count > MANY_A_DAY)
        .order_by(count.desc())
    )
    return [ManyLooks(name, number) for name, number in read.session.execute(found)]
