"""What people report: talks with customers, and news from drivers and partners on the way."""

from dataclasses import dataclass
from datetime import datetime

from desk.freight.consignments.commands import by_number
from desk.freight.tracking.choices import (
    CallDirection,
    Channel,
    EventKind,
    EventSource,
    Party,
    PartyKind,
    Topic,
)
from desk.freight.tracking.events import record_contact, record_event
from desk.freight.tracking.rules import TYPED
from desk.kernel.commands import command
from desk.kernel.errors import Problems, Refused
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.text import tr
from desk.storage.work import Work


@command(
    "tracking.create",
    "登记沟通",
    example='{"number": "YD2611160002", "channel": "PHONE", "party_kind": "SHIPPER", '
    '"who": "中原厨具 李工", "content": "同意代收货款减少 400 元", "topic": "COD_CHANGE"}',
)
def log_contact(
    work: Work,
    *,
    number: str | None = None,
    channel: Channel,
    who: str,
    content: str,
    party: Party = Party.CUSTOMER,
    party_kind: PartyKind = PartyKind.OTHER,
    direction: CallDirection = CallDirection.OUT,
    topic: Topic = Topic.GENERAL,
    at: datetime | None = None,
    next_action_at: datetime | None = None,
) -> int:
    """Write down a talk, about a consignment or in general.

    Raises:
        Refused: E006, E001, E004, E012, E171, E019 when the next step lies before the talk.
    """
    consignment = by_number(work, number) if number else None
    contact = record_contact(
        work,
        consignment,
        who=who,
        content=content,
        channel=channel,
        party=party,
        party_kind=party_kind,
        direction=direction,
        topic=topic,
        at=at,
        next_action_at=next_action_at,
    )
    return contact.id


@command(
    "tracking.create",
    "登记在途信息",
    example='{"number": "YD2611160001", "kind": "PASSED", "source": "DRIVER", "place": "哈密"}',
)
def report_event(
    work: Work,
    *,
    number: str,
    kind: EventKind,
    source: EventSource,
    place: str = "",
    text: str = "",
    at: datetime | None = None,
    told_by: Channel | None = None,
) -> int:
    """Write down what a driver, a partner or the operations desk says of goods on their way.

    Raises:
        Refused: E005 for a node or a source that only documents may write, E001, E004, E006, E012,
            E170, E171.
    """
    _check_news(kind, source, place, text)
    return _note(work, number, News(kind, source, place, text, at, told_by))


@command(
    "tracking.create",
    "登记多票在途信息",
    example='{"numbers": ["YD2611160001", "YD2611170006"], "kind": "PASSED", "source": "DRIVER", '
    '"place": "哈密"}',
)
def report_events(
    work: Work,
    *,
    numbers: tuple[str, ...],
    kind: EventKind,
    source: EventSource,
    place: str = "",
    text: str = "",
    at: datetime | None = None,
    told_by: Channel | None = None,
) -> int:
    """Write down the same news of several consignments: of all, or of none.

    Returns:
        Of how many.

    Raises:
        Refused: E001 without a number, those of `report_event`, E019 naming each ticket whose last
            node is later.
    """
    problems = Problems()
    problems.require(numbers, "numbers", tr("运单"))
    problems.raise_if_any()
    _check_news(kind, source, place, text)
    news = News(kind, source, place, text, at, told_by)
    for done, number in enumerate(dict.fromkeys(numbers), 1):
        try:
            _note(work, number, news)
        except Refused as refused:
            if refused.codes == ("E171",):
                raise  # the same for every ticket
            for p in refused.problems:
                if p.code == "E170":
                    why = p.message.rstrip("。")
                    problems.add("E019", "numbers", label=number, why=why)
                else:
                    problems.extend([p])
        work.step(done, len(numbers))
    problems.raise_if_any()
    return len(dict.fromkeys(numbers))


@dataclass(frozen=True)
class News:
    """What was heard of goods on their way."""

    kind: EventKind
    source: EventSource
    place: str
    text: str
    at: datetime | None
    told_by: Channel | None


def _check_news(kind: EventKind, source: EventSource, place: str, text: str) -> None:
    problems = Problems()
    typed = "、".join(node.label for node in TYPED)
    problems.check(kind in TYPED, "E005", "kind", label=tr("节点"), v=kind.label, choices=typed)
    others = [s for s in EventSource if s is not EventSource.SYSTEM]
    choices = "、".join(s.label for s in others)
    ok = source in others
    problems.check(ok, "E005", "source", label=tr("来源"), v=source.label, choices=choices)
    problems.require(place or text, "place", tr("地点或说明"))
    for name, label, value, longest in (
        ("place", tr("地点"), place, 60),
        ("text", tr("说明"), text, 200),
    ):
        problems.fits(value, longest, name, label)
        problems.check(not has_control_characters(value), "E012", name, label=label)
    problems.raise_if_any()


def _note(work: Work, number: str, news: News) -> int:
    event = record_event(
        work,
        by_number(work, number),
        news.kind,
        at=news.at,
        place=clean_text(news.place),
        source=news.source,
        text=clean_text(news.text),
        told_by=news.told_by,
    )
    return work.add(event).id
