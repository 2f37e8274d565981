"""Telling a customer how his goods fare, in words built from what is on record only."""

from desk.freight.consignments.commands import by_number
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.queries import load
from desk.freight.tracking.choices import Channel, PartyKind, Topic
from desk.freight.tracking.events import record_contact
from desk.freight.tracking.lanes import DONE
from desk.freight.tracking.under_way import of_ticket
from desk.kernel.commands import command, query
from desk.kernel.moments import show_date, show_moment
from desk.kernel.text import tr
from desk.storage.work import Reader, Work


@query("tracking.read", "告知客户的文字")
def notice_text(read: Reader, *, number: str) -> str:
    """A ready text for the customer: goods, way, last recorded node, due date, our phone.

    Nothing stands in it that is not on record.

    Raises:
        Refused: E006.
    """
    return text_of(read, load(read, number))


def text_of(read: Reader, ticket: Consignment) -> str:
    """The text about a loaded consignment."""
    settings, last = read.settings, of_ticket(read, ticket).last
    said = tr("【{firm}】您的货物(运单 {no},{goods} {n} 件,{a}→{b})").format(
        firm=settings.firm_name,
        no=ticket.label,
        goods=ticket.goods_summary,
        n=ticket.declared,
        a=ticket.origin_station,
        b=ticket.destination,
    )
    if last is not None:
        where = tr("在{place}").format(place=last.place) if last.place else ""
        more = tr(",{text}").format(text=last.text) if last.text else ""
        said += tr("于 {t} {where}{node}{more}").format(
            t=show_moment(last.at), where=where, node=last.kind.label, more=more
        )
    said += tr("。")
    if ticket.due_on is not None and ticket.state not in DONE:
        said += tr("应到日期 {d}。").format(d=show_date(ticket.due_on))
    if settings.firm_phone:
        said += tr("查询电话 {p}。").format(p=settings.firm_phone)
    return said


@command(
    "tracking.create",
    "告知在途情况",
    example='{"number": "YD2611160001", "who": "李经理", "channel": "WECHAT"}',
)
def tell_progress(
    work: Work,
    *,
    number: str,
    who: str,
    channel: Channel,
    content: str = "",
    party_kind: PartyKind = PartyKind.CONSIGNEE,
) -> int:
    """Note that a customer was told how his goods fare; without own words, the ready text.

    Raises:
        Refused: E001, E004, E006, E012.
    """
    ticket = by_number(work, number)
    contact = record_contact(
        work,
        ticket,
        who=who,
        content=content if content.strip() else text_of(work, ticket),
        channel=channel,
        party_kind=party_kind,
        topic=Topic.PROGRESS,
    )
    return contact.id
