"""The receipt a consignee signs at his door (P-03)."""

from desk.documents.paper_code import paper_code
from desk.documents.papers import (
    A4_HALF,
    C241,
    Block,
    Box,
    Boxes,
    Cell,
    Column,
    Field,
    Footer,
    HeadGrid,
    Kind,
    Paper,
    PaperSize,
    Signatures,
    Table,
    Text,
)
from desk.freight.consignments.model import CargoLine, Consignment
from desk.freight.delivery.choices import RunState
from desk.freight.delivery.finding import run_by_number, stop_of
from desk.freight.delivery.model import RunLine
from desk.freight.delivery.papers import watermark_of
from desk.freight.delivery.rules import part_of
from desk.kernel.commands import form
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.kernel.words import amount_in_words
from desk.storage.work import Reader

MOST_LINES = 4
SIZES = {"C241": C241, "A4": A4_HALF}


@form(
    "P-03",
    "KF-BD-03",
    "客户派送票据(签收单)",
    needs="delivery_run.read",
    of="派送单号或票据号",
    papers=tuple(SIZES),
)
def delivery_receipts(
    read: Reader, *, number: str, print_no: int = 0, paper: str = "C241"
) -> tuple[Paper, ...]:
    """The receipts of a run in the order of delivery, or the one with that number.

    Args:
        read: reading view.
        number: run number, or receipt number ``PS261119-001/01``.
        print_no: which print-out this is; 0 is a look only.
        paper: 「C241」 (three carbon parts) or 「A4」 (half a sheet for each part).

    Raises:
        Refused: E006, E011 for another paper.

    Source: spec P-03.
    """
    size = size_of(paper)
    run = run_by_number(read, number.partition("/")[0])
    lines = [stop_of(run, number)] if "/" in number else run.lines
    footer = Footer(read.actor.name, read.now, print_no)
    fixed = run.state is not RunState.DRAFT  # a draft's papers are not for the scanner
    return tuple(
        Paper(
            size=size,
            form_code="KF-BD-03",
            title=tr("客户派送票据(签收单)"),
            number=line.receipt_no,
            barcode=line.receipt_no if fixed else None,
            qr=paper_code("P-03", line.receipt_no, read.settings.firm_name) if fixed else None,
            firm=read.settings.firm_name,
            footer=footer,
            watermark=watermark_of(run),
            copies=(tr("①存根(白)"), tr("②客户(红)"), tr("③回单(黄)")),
            blocks=_blocks(line, read.settings.firm_phone),
        )
        for line in lines
    )


def size_of(paper: str) -> PaperSize:
    """Raises: Refused E011 for a paper the form is not made for."""
    if paper not in SIZES:
        choices = "、".join(SIZES)
        raise refuse("E011", "paper", label=tr("纸张"), v=paper, choices=choices)
    return SIZES[paper]


def _blocks(line: RunLine, firm_phone: str) -> tuple[Block, ...]:
    c, run = line.consignment, line.run
    return (
        HeadGrid(
            (
                Field(tr("运单号"), c.label, bold=True),
                Field(tr("派送日期"), run.run_on, Kind.DATE),
                Field(tr("始发→目的"), f"{c.origin_station}→{c.destination}", bold=True),
                Field(tr("查询电话"), firm_phone),
            )
        ),
        _parties(c),
        goods_table(c, line.pieces),
        _money(line),
        Text(tr("请当面点件验货后签字;短少、破损请当场注明,未注明视为完好签收。"), 8, fixed=True),
        Signatures(
            (tr("收货人签章"), tr("身份证后四位"), tr("代签人/关系"), tr("签收时间")), columns=4
        ),
        Signatures((tr("实收件数"), tr("送货员"), tr("制单")), columns=3),
        Signatures((tr("货物状况 □完好 □异常"),), columns=1),
    )


def _parties(c: Consignment) -> Boxes:
    shipper = (
        Field(tr("名称"), short(c.shipper_name)),
        Field(tr("电话"), c.shipper_phone),
    )
    consignee = (
        Field(tr("名称"), short(f"{c.consignee_name} {c.consignee_contact}".strip()), bold=True),
        Field(tr("电话"), c.consignee_phone, bold=True),
        Field(tr("地址"), short(c.consignee_address or tr("送前电话联系"))),
    )
    return Boxes((Box(tr("发货人"), shipper, 0.75), Box(tr("收货人"), consignee, 1.25)))


def short(text: str, most: int = 52) -> str:
    """At most about two lines of a box; what is longer is cut with 「…」 (spec 4.0)."""
    return text if len(text) <= most else text[: most - 1] + "…"


def goods_table(c: Consignment, pieces: int, rows: int = MOST_LINES) -> Table:
    """The goods of a consignment in so many rows; if a part of the pieces goes, one row says so."""
    return Table(
        (
            Column("goods", tr("品名"), share=2.4, nowrap=True),
            Column("packing", tr("包装"), width_mm=20),
            Column("pieces", tr("件数"), Kind.COUNT, width_mm=18, bold=True),
            Column("weight_g", tr("重量kg"), Kind.WEIGHT, width_mm=24),
            Column("volume_cm3", tr("体积m³"), Kind.VOLUME, width_mm=24),
            Column("declared_fen", tr("声明价值"), Kind.MONEY, width_mm=28),
        ),
        tuple(_goods_rows(c, pieces, rows)),
        totals=False,
        min_rows=rows,
    )


def _goods_rows(c: Consignment, pieces: int, most: int) -> list[tuple[Cell, ...]]:
    if pieces != c.declared:
        weight = part_of(c.weight_g, pieces, c.declared)
        volume = part_of(c.volume_cm3, pieces, c.declared)
        title = tr("{g}(全票 {n} 件,本次 {m} 件)").format(g=c.goods_summary, n=c.declared, m=pieces)
        return [(title, c.packing_summary, pieces, weight, volume, c.declared_value_fen)]
    fit = c.lines if len(c.lines) <= most else c.lines[: most - 1]
    rows: list[tuple[Cell, ...]] = [
        (n.goods_name, n.packing.label, n.pieces, n.weight_g, n.volume_cm3, None) for n in fit
    ]
    rest = c.lines[len(fit) :]
    if rest:
        rows.append(_rest(rest))
    rows[0] = (*rows[0][:-1], c.declared_value_fen)
    return rows


def _rest(lines: list[CargoLine]) -> tuple[Cell, ...]:
    sums = (sum(getattr(n, name) for n in lines) for name in ("pieces", "weight_g", "volume_cm3"))
    title = tr("其余 {n} 项详见清单").format(n=len(lines))
    return (title, "", *sums, None)


def _money(line: RunLine) -> HeadGrid:
    c, due = line.consignment, line.freight_due_fen + line.cod_due_fen
    freight, delivery, other = _charges(line)
    terms = tr("运费({terms})").format(terms=c.pay_terms.label)
    return HeadGrid(
        (
            Field(terms, freight, Kind.MONEY),
            Field(tr("送货费"), delivery, Kind.MONEY),
            Field(tr("其他"), other, Kind.MONEY),
            Field(tr("代收货款"), line.cod_due_fen, Kind.MONEY, show_zero=True),
            Field(tr("应收合计"), due, Kind.MONEY, bold=True, show_zero=True),
            Field(tr("大写"), amount_in_words(due), span=2, bold=True),
            Field(tr("回单"), _receipts(line)),
        ),
        columns=4,
        ruled=True,
    )


def _receipts(line: RunLine) -> str:
    if not line.receipts_out:
        return tr("无")
    copies = tr("{n} 份").format(n=line.receipts_out)
    return f"{copies} {line.consignment.receipt_requirement}".strip()


def _charges(line: RunLine) -> tuple[int, int, int]:
    """Freight, delivery fee and the rest of what is due; what the shipper paid is not told."""
    c, due = line.consignment, line.freight_due_fen
    if not due or due != c.total_fen:
        return due, 0, 0
    return c.base_freight_fen, c.delivery_fee_fen, due - c.base_freight_fen - c.delivery_fee_fen
