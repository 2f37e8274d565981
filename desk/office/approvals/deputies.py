"""Who decides while a manager is away: named with days and a reason, ended early, over by itself.

A deputy decides what his manager might, within the manager's limits, and nothing that he asked for or
prepared himself. Every decision names both.

Source: A-27, S4-109, S4-112; days, one deputy at a time assumed.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Select, select

from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.moments import show_date
from desk.kernel.roles import DESK, Role, may
from desk.kernel.text import tr
from desk.office.approvals.model import Approval, Deputy
from desk.office.users.model import User
from desk.storage.work import Reader, Work

MOST_DAYS, REASON_MOST = 60, 200


@command(
    "approval.depute",
    "指定审批代理人",
    example='{"deputy": "in", "starts_on": "2026-11-17", "ends_on": "2026-11-20", "reason": "出差"}',
)
def name_deputy(
    work: Work, *, deputy: str, ends_on: date, reason: str, starts_on: date | None = None
) -> int:
    """Let a colleague (login or name) decide in one's place, from a day, today unless said, to another.

    Returns:
        The id of the deputyship.

    Raises:
        Refused: E001, E004, E006, E012, E019 no colleague of the desk in use, oneself, another manager,
            days gone by, upside down, too many, or a deputy named already for some of them.
    """
    problems, why, first = Problems(), clean_text(reason), starts_on or work.today
    problems.require(deputy, "deputy", tr("代理人"))
    problems.require(why, "reason", tr("原因"))
    problems.fits(why, REASON_MOST, "reason", tr("原因"))
    problems.check(not has_control_characters(reason), "E012", "reason", label=tr("原因"))
    found = _colleague(work, problems, deputy.strip()) if deputy.strip() else None
    _check_days(work, problems, first, ends_on)
    problems.raise_if_any()
    assert found is not None
    named = Deputy(
        principal_id=work.actor.user_id,
        deputy_id=found.id,
        starts_on=first,
        ends_on=ends_on,
        reason=why,
    )
    return work.add(named).id


def _colleague(work: Work, problems: Problems, name: str) -> User | None:
    wanted = (User.login == name) | (User.name == name)
    found = work.session.scalars(select(User).where(wanted, User.active.is_(True))).all()
    exact = [user for user in found if user.login == name] or list(found)
    if len(exact) != 1:
        problems.add("E006", "deputy", label=tr("在用的用户"), v=name)
        return None
    user = exact[0]
    fits = user.role in DESK and user.role is not Role.MGR
    why = tr("须为客服部的客服员或调度,经理本来就可以审批")
    problems.check(fits, "E019", "deputy", label=tr("代理人"), why=why)
    return user


def _check_days(work: Work, problems: Problems, first: date, last: date) -> None:
    days = (last - first).days + 1
    for fits, field, label, why in (
        (first >= work.today, "starts_on", tr("开始日期"), tr("不能早于今天")),
        (days >= 1, "ends_on", tr("结束日期"), tr("不能早于开始日期")),
        (days <= MOST_DAYS, "ends_on", tr("结束日期"), tr("一次最多 {n} 天").format(n=MOST_DAYS)),
    ):
        problems.check(fits, "E019", field, label=label, why=why)
    other = work.session.scalar(
        _standing().where(
            Deputy.principal_id == work.actor.user_id,
            Deputy.starts_on <= last,
            Deputy.ends_on >= first,
        )
    )
    if other is not None:
        why = tr("{d1} 至 {d2} 已由{who}代理,请先结束").format(
            d1=show_date(other.starts_on),
            d2=show_date(other.ends_on),
            who=work.who(other.deputy_id),
        )
        problems.add("E019", "starts_on", label=tr("代理期间"), why=why)


@command("approval.depute", "结束审批代理", example='{"deputy_id": 1}')
def end_deputy(work: Work, *, deputy_id: int) -> None:
    """End a deputyship at once; any manager may.

    Raises:
        Refused: E006, E008 over already.
    """
    named = work.get(Deputy, deputy_id, tr("审批代理"))
    if named.ended_at is not None or named.ends_on < work.today:
        state, action = tr("已结束"), tr("结束")
        raise refuse("E008", obj=tr("审批代理"), state=state, action=action)
    named.ended_at = work.now


def deputyships(read: Reader) -> Iterator[tuple[Deputy, User]]:
    """Those of the acting user that are in force now, with the managers they are for."""
    now = _standing().where(
        Deputy.deputy_id == read.actor.user_id,
        Deputy.starts_on <= read.today,
        Deputy.ends_on >= read.today,
    )
    for named in read.session.scalars(now.order_by(Deputy.id)):
        principal = read.session.get(User, named.principal_id)
        if principal is not None and principal.active:
            yield named, principal


def deputises(read: Reader, approval: Approval) -> User | None:
    """The manager in whose place the acting user may decide this request, if there is one."""
    right = approval.decider_right
    return next((who for _, who in deputyships(read) if may(who.role, right)), None)


def own_requests(approval: Approval) -> frozenset[int]:
    """Who asked for it or prepared it."""
    return frozenset(
        who for who in (approval.requested_by, approval.prepared_by) if who is not None
    )


def may_decide(read: Reader, approval: Approval) -> bool:
    """Whether the acting user may decide it, himself or for a manager; his own only countersigned."""
    own = read.actor.user_id in own_requests(approval)
    if read.may(approval.decider_right):
        return approval.countersign_needed or not own
    return not own and deputises(read, approval) is not None


def _standing() -> Select[Deputy]:
    return select(Deputy).where(Deputy.ended_at.is_(None))
