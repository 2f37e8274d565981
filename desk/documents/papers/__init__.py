"""Printable forms as neutral, typed trees; the renderers turn one tree into PDF, Excel or text.

A room describes a form once and knows nothing of PDF::

    from desk.documents.papers import (
        A4L, Column, Field, Footer, HeadGrid, Kind, Paper, Signatures, Table,
    )

    def delivery_list(run: RunRow, lines: Sequence[LineRow], firm: str, footer: Footer) -> Paper:
        return Paper(
            size=A4L,
            form_code="KF-BD-02",
            title=tr("进港货物派送清单"),
            number=run.number,                    # None prints 「草稿」 in place of the number
            barcode=run.number,
            firm=firm,
            footer=footer,                        # Footer(prepared_by, printed_at, print_no)
            watermark=tr("作废") if run.void else None,
            copies=(tr("司机"), tr("调度"), tr("财务")),
            blocks=(
                HeadGrid(
                    (
                        Field(tr("车牌"), run.plate),
                        Field(tr("出车"), run.depart_at, Kind.MOMENT),
                        Field(tr("里程"), None, blank=True),          # a line to write on
                    ),
                    columns=4,
                ),
                Table(
                    columns=(
                        Column("seq", tr("序"), Kind.COUNT, width_mm=8),
                        Column("number", tr("运单号"), width_mm=25, nowrap=True),
                        Column("consignee", tr("收货人"), share=1.5),
                        Column("pieces", tr("件数"), Kind.COUNT, width_mm=12, total=True),
                        Column("weight_g", tr("重量kg"), Kind.WEIGHT, width_mm=16, total=True),
                        Column("cod_fen", tr("代收货款"), Kind.MONEY, width_mm=20, total=True,
                               show_zero=True),
                        Column("signer", tr("签收人"), width_mm=18),  # None in the rows: left empty
                    ),
                    rows=tuple((l.seq, l.number, l.consignee, l.pieces, l.weight_g, l.cod_fen, None)
                               for l in lines),   # RAW values: fen, grams, cm³, date, UTC moment
                    counted=tr("票"),             # 「合计 32 票」
                    closing=(tr("合计(大写):") + in_capitals(total_fen),),
                ),
                Signatures((tr("司机领货"), tr("仓管发货"), tr("调度"), tr("财务收款"))),
            ),
        )

    result = render_pdf(delivery_list(...))       # desk.documents.pdf
    result.pdf, result.pages, result.missing      # characters no font has: refuse or warn with E018

Receipts (C241, A4_HALF) put two parties side by side with `Boxes`; labels (LBL_*) are `bare` papers
with one `Placed` block whose items stand at millimetres from the upper left corner.

Source: spec 4.0.
"""

from desk.documents.papers.cells import Cell, Kind, shown
from desk.documents.papers.charts import (
    Axis,
    Bar,
    BarChart,
    Chart,
    Charts,
    Dot,
    LineChart,
    ScatterChart,
    Series,
    shown_value,
)
from desk.documents.papers.sizes import (
    A4_HALF,
    A4L,
    A4P,
    C241,
    C241_THIRD,
    LBL_80X60,
    LBL_100X60,
    LBL_100X70,
    SIZES,
    PaperSize,
)
from desk.documents.papers.tree import (
    Align,
    Block,
    Box,
    Boxes,
    Column,
    Field,
    Footer,
    HeadGrid,
    PageBreak,
    Paper,
    Photo,
    Pictures,
    Placed,
    PlacedBarcode,
    PlacedItem,
    PlacedLine,
    PlacedMark,
    PlacedText,
    Row,
    Section,
    Signatures,
    Spacer,
    SumRow,
    Table,
    Text,
)

__all__ = [
    "A4L",
    "A4P",
    "A4_HALF",
    "C241",
    "C241_THIRD",
    "LBL_80X60",
    "LBL_100X60",
    "LBL_100X70",
    "SIZES",
    "Align",
    "Axis",
    "Bar",
    "BarChart",
    "Block",
    "Box",
    "Boxes",
    "Cell",
    "Chart",
    "Charts",
    "Column",
    "Dot",
    "Field",
    "Footer",
    "HeadGrid",
    "Kind",
    "LineChart",
    "PageBreak",
    "Paper",
    "PaperSize",
    "Photo",
    "Pictures",
    "Placed",
    "PlacedBarcode",
    "PlacedItem",
    "PlacedLine",
    "PlacedMark",
    "PlacedText",
    "Row",
    "ScatterChart",
    "Section",
    "Series",
    "Signatures",
    "Spacer",
    "SumRow",
    "Table",
    "Text",
    "shown",
    "shown_value",
]
