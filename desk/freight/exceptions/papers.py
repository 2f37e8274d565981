"""The report of an exception (P-30)."""

from desk.documents.papers import (
    A4P,
    Block,
    Field,
    Footer,
    HeadGrid,
    Kind,
    Paper,
    Photo,
    Pictures,
    Signatures,
    Text,
)
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.queries import load
from desk.freight.exceptions.opening import RECORD
from desk.freight.exceptions.queries import ExceptionRow, exception_card
from desk.freight.exceptions.rules import PICTURES
from desk.kernel.commands import form
from desk.kernel.text import tr
from desk.storage.cabinet import attachments_of, place_of
from desk.storage.work import Reader

MOST_PHOTOS = 4


@form("P-30", "KF-BD-30", "异常报告", needs="exception.read", of="异常编号")
def exception_report(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """One exception for the superior, with up to four of its photos.

    Raises:
        Refused: E006.

    Source: spec P-30.
    """
    case = exception_card(read, number=number)
    ticket = load(read, case.consignment_no)
    photos = _photos(read, case)
    more = len(case.photos) - len(photos)
    blocks: list[Block] = [_head(case, ticket), _wide(tr("情况说明"), case.note)]
    if photos:
        blocks += [Text(tr("照片"), bold=True), Pictures(photos)]
    if more > 0:
        blocks.append(Text(tr("另有 {n} 个附件在电脑中查看").format(n=more), 8))
    blocks += [
        _wide(tr("处理"), case.measures),
        _above(case),
        _wide(tr("结案"), case.result),
        Signatures((tr("报告人"), tr("处理人"), tr("经理"), tr("日期"))),
    ]
    return Paper(
        size=A4P,
        form_code="KF-BD-30",
        title=tr("异常报告"),
        number=case.number,
        barcode=case.number,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        blocks=tuple(blocks),
    )


def _head(case: ExceptionRow, ticket: Consignment) -> HeadGrid:
    told = case.customer_notified_at
    channel = case.notified_channel.label if case.notified_channel else ""
    return HeadGrid(
        (
            Field(tr("编号"), case.number, bold=True),
            Field(tr("状态"), case.state.label, bold=True),
            Field(tr("运单"), ticket.label, bold=True),
            Field(tr("收货人"), ticket.consignee_name),
            Field(tr("线路"), f"{ticket.origin_station}→{ticket.destination}"),
            Field(tr("货物"), f"{ticket.goods_summary} {ticket.declared}{tr('件')}"),
            Field(tr("环节"), case.stage.label),
            Field(tr("类型"), case.kind.label, bold=True),
            Field(tr("件数"), case.pieces, Kind.COUNT, bold=True),
            Field(tr("单据"), case.doc_no),
            Field(tr("发现时间"), case.found_at, Kind.MOMENT),
            Field(tr("发现人"), case.found_by),
            Field(tr("上报时间"), case.reported_at, Kind.MOMENT),
            Field(tr("估损"), case.estimated_loss_fen, Kind.MONEY),
            Field(tr("责任初判"), case.liable_party.label),
            Field(tr("客户告知时间"), told, Kind.MOMENT, blank=told is None),
            Field(tr("告知方式/对象"), f"{channel} {case.notified_who}".strip(), span=2),
        ),
        columns=3,
        ruled=True,
    )


def _wide(label: str, text: str) -> HeadGrid:
    return HeadGrid((Field(label, text, blank=not text),), columns=1, ruled=True)


def _above(case: ExceptionRow) -> HeadGrid:
    return HeadGrid(
        (
            Field(tr("上报对象"), case.escalated_to, blank=not case.escalated_to),
            Field(tr("上级意见"), blank=True, span=2),
        ),
        columns=3,
        ruled=True,
    )


def _photos(read: Reader, case: ExceptionRow) -> tuple[Photo, ...]:
    """The first four pictures; one whose bytes are missing shows its name in an empty frame."""
    kept = [a for a in attachments_of(read.session, RECORD, case.id) if a.kind in PICTURES]
    found = []
    for attachment in kept[:MOST_PHOTOS]:
        place = place_of(read.cabinet, attachment.sha256)
        content = place.read_bytes() if place.is_file() else b""
        found.append(Photo(attachment.label, content))
    return tuple(found)
