"""The arrival notice with its collection slip (P-33)."""

from desk.documents.paper_code import paper_code
from desk.documents.papers import (
    Align,
    Block,
    Field,
    Footer,
    HeadGrid,
    Kind,
    Paper,
    Signatures,
    Spacer,
    Text,
)
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.queries import load
from desk.freight.delivery.dues import Dues, dues_of
from desk.freight.delivery.loading import is_held
from desk.freight.delivery.receipt_papers import SIZES, goods_table, short, size_of
from desk.freight.delivery.rules import StorageFee
from desk.freight.delivery.self_pickup import fee_of
from desk.kernel.commands import form
from desk.kernel.moments import show_date
from desk.kernel.quantities import show_money
from desk.kernel.settings import Settings
from desk.kernel.text import tr
from desk.kernel.words import amount_in_words
from desk.storage.work import Reader

_CUT = "- " * 36


@form(
    "P-33",
    "KF-BD-33",
    "到货通知单/提货单",
    needs="consignment.read",
    of="运单号",
    papers=tuple(SIZES),
)
def arrival_notice(read: Reader, *, number: str, print_no: int = 0, paper: str = "C241") -> Paper:
    """Tells the consignee what has arrived and what he owes; the stub is signed when he collects.

    Args:
        read: reading view.
        number: consignment number.
        print_no: which print-out this is; 0 is a look only.
        paper: 「C241」 or 「A4」 (half a sheet).

    Raises:
        Refused: E006, E011 for another paper.

    Source: spec P-33.
    """
    c = load(read, number)
    return Paper(
        size=size_of(paper),
        form_code="KF-BD-33",
        title=tr("到货通知单 / 提货单"),
        number=c.number,
        barcode=c.number,
        qr=paper_code("P-33", c.number, read.settings.firm_name) if c.number else None,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        watermark=_watermark(c),
        blocks=_blocks(read, c),
    )


def _watermark(c: Consignment) -> str | None:
    if c.voided:
        return tr("作废")
    return None if c.number else tr("草稿")


def _blocks(read: Reader, c: Consignment) -> tuple[Block, ...]:
    pieces = c.in_stock or c.declared
    dues, fee = dues_of(read.session, c), fee_of(read, c, pieces, read.now)
    due = dues.freight_fen + dues.cod_fen + fee.fee_fen
    return (
        _head(c),
        goods_table(c, pieces, rows=2),
        _money(dues, fee, due),
        Spacer(1.5),
        _where(c, fee, read.settings),
        Text(_conditions(c, read.settings), 8),
        Text(_CUT + tr(" 提货联 ") + _CUT, 9, align=Align.CENTRE, fixed=True),
        _stub(c, pieces, due),
        Signatures((tr("提货人签字"), tr("证件号码"), tr("提货件数"), tr("提货时间")), columns=4),
        Signatures((tr("代提人签字"), tr("代提人证件"), tr("仓管发货"), tr("客服")), columns=4),
    )


def _head(c: Consignment) -> HeadGrid:
    consignee = f"{c.consignee_name} {c.consignee_contact}".strip()
    return HeadGrid(
        (
            Field(tr("收货人"), short(consignee, 40), bold=True, span=2),
            Field(tr("电话"), c.consignee_phone, bold=True),
            Field(tr("发货人"), short(c.shipper_name, 30), span=2),
            Field(tr("线路"), f"{c.origin_station}→{c.destination}"),
        ),
        columns=3,
    )


def _money(dues: Dues, fee: StorageFee, due_fen: int) -> HeadGrid:
    storage = tr("保管费({n} 天)").format(n=fee.days) if fee.days else tr("保管费")
    return HeadGrid(
        (
            Field(tr("到付运费"), dues.freight_fen, Kind.MONEY),
            Field(tr("代收货款"), dues.cod_fen, Kind.MONEY, show_zero=True),
            Field(storage, fee.fee_fen, Kind.MONEY),
            Field(tr("应付合计"), due_fen, Kind.MONEY, bold=True, show_zero=True),
            Field(tr("大写"), amount_in_words(due_fen), span=2, bold=True),
        ),
        columns=3,
        ruled=True,
    )


def _where(c: Consignment, fee: StorageFee, settings: Settings) -> HeadGrid:
    days = tr("通知次日起 {n} 天").format(n=settings.free_storage_days)
    until = show_date(fee.free_until) if fee.free_until else days
    return HeadGrid(
        (
            Field(tr("免费保管至"), until, bold=True),
            Field(tr("库位"), c.bin_code),
            Field(tr("提货时间"), settings.hours_text),
            Field(tr("提货地址"), settings.firm_address, span=2),
            Field(tr("电话"), settings.firm_phone),
        ),
        columns=3,
    )


def _conditions(c: Consignment, settings: Settings) -> str:
    held = tr("本票须待发货人通知后方可提货。") if is_held(c) else ""
    return held + tr(
        "凭收货人有效证件提货;代提须出示双方证件并登记代提人身份证号。逾期按每公斤每天 {a} 元"
        "(每票每天不低于 {b} 元)收取保管费。请当面点件验货,付清费用后提货。"
    ).format(
        a=show_money(settings.storage_fen_per_kg_day),
        b=show_money(settings.storage_min_fen_per_day),
    )


def _stub(c: Consignment, pieces: int, due_fen: int) -> HeadGrid:
    return HeadGrid(
        (
            Field(tr("运单号"), c.number, bold=True),
            Field(tr("收货人"), short(c.consignee_name, 20)),
            Field(tr("货物"), tr("{g} {n} 件").format(g=c.goods_summary, n=pieces), bold=True),
            Field(tr("应付"), due_fen, Kind.MONEY, bold=True, show_zero=True),
        )
    )
