"""Finance is told of a rate change and signs for it; its answer is written down here (A-21)."""

from datetime import datetime

from sqlalchemy import select

from desk.archive.customers.rules import check_text
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from desk.partners.rates.choices import NoticeState
from desk.partners.rates.model import RateChangeNotice
from desk.partners.rates.rules import NOTICE_STATES
from desk.storage.work import Reader, Work

MAX_WEIGHT_G, MAX_VOLUME_CM3, MAX_PIECES = 40_000_000, 120_000_000, 9_999


@command("rate_notice.send", "发送运价变更通知", example='{"number": "YB261124-001"}')
def send_rate_notice(work: Work, *, number: str) -> None:
    """Note that the notice was handed to finance now.

    Raises:
        Refused: E006, E008.
    """
    notice = notice_by_number(work, number)
    notice.state = NOTICE_STATES.step(notice.state, "send_rate_notice")
    notice.sent_at, notice.sent_by = work.now, work.actor.name


@command(
    "rate_notice.send",
    "登记财务签收",
    example='{"number": "YB261124-001", "finance_ack_by": "财务"}',
)
def acknowledge_rate_notice(
    work: Work, *, number: str, finance_ack_by: str, finance_ack_at: datetime | None = None
) -> None:
    """Write down who in finance signed for the notice, and when (now unless said).

    Raises:
        Refused: E001, E004, E006, E008, E012, E170 before it was sent, E171.
    """
    notice = notice_by_number(work, number)
    state = NOTICE_STATES.step(notice.state, "acknowledge_rate_notice")
    signed_at, sent_at = finance_ack_at or work.now, notice.sent_at or work.now
    problems = Problems()
    if problems.require(finance_ack_by, "finance_ack_by", tr("财务签收人")):
        check_text(problems, clean_text(finance_ack_by), "finance_ack_by", tr("财务签收人"), 60)
    problems.check(signed_at <= work.now, "E171", "finance_ack_at")
    times = {"t": show_moment(signed_at), "u": show_moment(sent_at)}
    problems.check(signed_at >= sent_at, "E170", "finance_ack_at", **times)
    problems.raise_if_any()
    notice.state = state
    notice.finance_ack_by, notice.finance_ack_at = clean_text(finance_ack_by), signed_at


@command(
    "rate_notice.send",
    "换示例票",
    example='{"number": "YB261124-001", "weight_g": 480000, "volume_cm3": 1900000, "pieces": 12}',
)
def choose_example_ticket(
    work: Work, *, number: str, weight_g: int, volume_cm3: int, pieces: int, door: bool = True
) -> None:
    """Explain a change by another ticket than the usual one, before the notice is sent.

    Raises:
        Refused: E003, E006, E008.
    """
    notice = notice_by_number(work, number)
    if notice.state is not NoticeState.DRAFT:
        action = tr("换示例票")
        raise refuse("E008", obj=NOTICE_STATES.obj, state=notice.state.label, action=action)
    problems = Problems()
    for name, label, value, most in (
        ("weight_g", tr("重量"), weight_g, MAX_WEIGHT_G),
        ("volume_cm3", tr("体积"), volume_cm3, MAX_VOLUME_CM3),
        ("pieces", tr("件数"), pieces, MAX_PIECES),
    ):
        problems.check(0 < value <= most, "E003", name, label=label, lo=1, hi=most, v=value)
    problems.raise_if_any()
    notice.example_weight_g, notice.example_volume_cm3 = weight_g, volume_cm3
    notice.example_pieces, notice.example_door = pieces, door


def notice_by_number(read: Reader, number: str) -> RateChangeNotice:
    """Load a notice by its number.

    Raises:
        Refused: E006.
    """
    found = read.session.scalar(
        select(RateChangeNotice).where(RateChangeNotice.number == number.strip().upper())
    )
    if found is None:
        raise refuse("E006", "number", label=tr("运价变更通知单"), v=number)
    return found


def unsent_notices(read: Reader) -> Problems:
    """Return E165 for every notice that finance should have had by now; the day is not closed with one."""
    late = select(RateChangeNotice).where(
        RateChangeNotice.state == NoticeState.DRAFT, RateChangeNotice.due_at < read.now
    )
    problems = Problems()
    for notice in read.session.scalars(late.order_by(RateChangeNotice.due_at)):
        problems.add("E165", "number", no=notice.number, t=show_moment(notice.due_at))
    return problems
