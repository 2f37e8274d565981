"""The list a customer signs for his papers (P-27)."""

from desk.documents.papers import (
    A4P,
    Cell,
    Column,
    Field,
    Footer,
    HeadGrid,
    Kind,
    Paper,
    Signatures,
    Table,
)
from desk.filing.receipts.choices import HandoverState
from desk.filing.receipts.queries import HandoverCard, ReceiptRow, handover_card
from desk.kernel.commands import form
from desk.kernel.text import tr
from desk.storage.work import Reader


@form("P-27", "KF-BD-27", "回单交接清单", needs="receipt.read", of="交接清单号")
def handover_list(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """The papers of one customer, counted, with room for his signature.

    Raises:
        Refused: E006.

    Source: spec P-27.
    """
    card = handover_card(read, number=number)
    return Paper(
        size=A4P,
        form_code="KF-BD-27",
        title=tr("回单交接清单"),
        number=card.number,
        barcode=card.number,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        watermark=tr("作废") if card.state is HandoverState.VOID else None,
        copies=(tr("①客户"), tr("②存")),
        blocks=(
            _head(card),
            Table(_columns(), tuple(map(_row, enumerate(card.receipts, 1))), counted=tr("票")),
            Signatures((tr("交付人"), tr("客户接收人"), tr("接收日期")), columns=3),
        ),
    )


def _head(card: HandoverCard) -> HeadGrid:
    months = sorted({f"{row.signed_on:%Y-%m}" for row in card.receipts})
    sent = " ".join(filter(None, (card.way.label, card.courier_no)))
    return HeadGrid(
        (
            Field(tr("客户"), card.customer_name, bold=True, span=2),
            Field(tr("月份"), "、".join(months)),
            Field(tr("交付日期"), card.handed_on, Kind.DATE),
            Field(tr("方式"), sent, span=2),
        ),
        columns=3,
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("no", tr("序"), Kind.COUNT, width_mm=10),
        Column("number", tr("运单号"), width_mm=30, nowrap=True),
        Column("signed_on", tr("签收日期"), Kind.DATE, width_mm=24),
        Column("consignee", tr("签收单位"), share=1.4),
        Column("signer", tr("签收人"), share=0.9),
        Column("copies", tr("份数"), Kind.COUNT, width_mm=14, total=True, bold=True),
        Column("state", tr("状态"), width_mm=20),
        Column("note", tr("备注"), share=1),
    )


def _row(numbered: tuple[int, ReceiptRow]) -> tuple[Cell, ...]:
    no, row = numbered
    return (
        no,
        row.number,
        row.signed_on,
        row.consignee_name,
        row.signer,
        row.copies,
        row.state.label,
        row.requirement,
    )
