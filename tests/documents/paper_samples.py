"""Invented papers that the tests of the renderers share."""

from datetime import UTC, date, datetime

from desk.documents.papers import (
    A4L,
    A4P,
    C241,
    LBL_100X70,
    Align,
    Box,
    Boxes,
    Cell,
    Column,
    Field,
    Footer,
    HeadGrid,
    Kind,
    Paper,
    Placed,
    PlacedBarcode,
    PlacedLine,
    PlacedMark,
    PlacedText,
    Section,
    Signatures,
    Spacer,
    SumRow,
    Table,
    Text,
)

FIRM = "天山通达物流有限公司"
FOOTER = Footer("热依拉·买买提", datetime(2026, 11, 19, 1, 30, tzinfo=UTC))
NAMES = ("西域商贸", "王建国", "阿依古丽", "库尔勒香梨合作社", "李䶮", "喀什南达乳业有限责任公司")
STREETS = (
    "喀什市人民东路 188 号海关商住楼 2 单元 1102 室(送货前请电话联系,后门卸货)",
    "伊宁市解放路 3 号",
)
GOODS = ("服装", "机械配件", "百货", "卫生纸", "葡萄干(礼盒)")

RUN_COLUMNS = (
    Column("seq", "序", Kind.COUNT, width_mm=9, align=Align.CENTRE),
    Column("number", "运单号", width_mm=25, nowrap=True),
    Column("consignee", "收货人", share=1.2),
    Column("phone", "电话", width_mm=21, nowrap=True),
    Column("address", "地址", share=2.2),
    Column("goods", "品名", share=0.8),
    Column("pieces", "件数", Kind.COUNT, width_mm=11, total=True),
    Column("weight_g", "重量kg", Kind.WEIGHT, width_mm=15, total=True),
    Column("freight_fen", "应收运费", Kind.MONEY, width_mm=17, total=True),
    Column("cod_fen", "代收货款", Kind.MONEY, width_mm=18, total=True, show_zero=True),
    Column("due_fen", "应收合计", Kind.MONEY, width_mm=18, total=True, bold=True),
    Column("receipts", "回单份数", Kind.COUNT, width_mm=9, total=True),
    Column("wish", "特殊要求", share=0.9),
    Column("signer", "签收人", width_mm=15),
    Column("paid", "实收金额", width_mm=15),
    Column("remark", "备注", width_mm=12),
)


def run_row(i: int) -> tuple[Cell, ...]:
    freight, cod = (i * 37 % 900) * 100, (i % 7 == 0) * (i * 1234 + 50)
    return (
        i,
        f"YD2611{i % 28 + 1:02d}{i:04d}",
        NAMES[i % len(NAMES)] + (str(i) if i % 3 else ""),
        f"1390999{i:04d}",
        STREETS[i % 5 == 0] if i % 4 else STREETS[0][:14],
        GOODS[i % len(GOODS)],
        i % 9 + 1,
        (i * 7919) % 90_000 + 500,
        freight,
        cod,
        freight + cod,
        i % 3,
        "上楼" if i % 6 == 0 else None,
        None,
        None,
        None,
    )


def run_sheet(lines: int, **changes: object) -> Paper:
    """A delivery run sheet after P-02."""
    table = Table(
        RUN_COLUMNS,
        tuple(run_row(i) for i in range(1, lines + 1)),
        counted="票",
        closing=("合计(大写):人民币壹万贰仟叁佰肆拾伍元陆角柒分",),
    )
    head = HeadGrid(
        (
            Field("日期", date(2026, 11, 19)),
            Field("车牌", "新A·12345"),
            Field("司机", "艾力·吐尔逊"),
            Field("电话", "13909990000"),
            Field("出车时间", datetime(2026, 11, 19, 2, 0, tzinfo=UTC), Kind.MOMENT),
            Field("回车时间", blank=True),
            Field("里程(km)", blank=True),
            Field("助手", "马强"),
        )
    )
    signatures = Signatures(("司机领货", "仓管发货", "调度", "应缴/实缴/差额", "财务收款"))
    parts: dict[str, object] = {
        "size": A4L,
        "form_code": "KF-BD-02",
        "title": "进港货物派送清单",
        "number": "PS261119-001",
        "barcode": "PS261119-001",
        "firm": FIRM,
        "footer": FOOTER,
        "blocks": (head, table, signatures),
    }
    return Paper(**{**parts, **changes})  # type: ignore[arg-type]


def receipt(number: str = "PS261119-001/01", **changes: object) -> Paper:
    """A delivery receipt after P-03."""
    goods = Table(
        (
            Column("goods", "品名", share=2),
            Column("packing", "包装", share=1),
            Column("pieces", "件数", Kind.COUNT),
            Column("weight_g", "重量kg", Kind.WEIGHT),
            Column("volume_cm3", "体积m³", Kind.VOLUME),
            Column("declared_fen", "声明价值", Kind.MONEY),
        ),
        (
            ("服装", "纸箱", 12, 245_500, 1_234_567, 1_200_000),
            ("机械配件", "木箱", 2, 180_000, 400_000, 0),
        ),
        totals=False,
        min_rows=4,
    )
    money = HeadGrid(
        (
            Field("运费(到付)", 86_000, Kind.MONEY),
            Field("送货费", 5_000, Kind.MONEY),
            Field("其他", 0, Kind.MONEY),
            Field("代收货款", 0, Kind.MONEY, show_zero=True),
            Field("应收合计", 91_000, Kind.MONEY, bold=True),
            Field("大写", "人民币玖佰壹拾元整", span=3, bold=True),
        ),
        columns=4,
        ruled=True,
    )
    shipper = (Field("单位", "广州白云鞋服商行"), Field("电话", "020-88889999"))
    consignee = (
        Field("单位", "西域商贸"),
        Field("电话", "13909991234"),
        Field("地址", STREETS[0]),
    )
    parts: dict[str, object] = {
        "size": C241,
        "form_code": "KF-BD-03",
        "title": "客户派送票据(签收单)",
        "number": number,
        "barcode": "YD2611160001",
        "firm": FIRM,
        "footer": FOOTER,
        "copies": ("①存根(白)", "②客户(红)", "③回单(黄)"),
        "blocks": (
            HeadGrid(
                (
                    Field("运单号", "YD2611160001", bold=True),
                    Field("日期", date(2026, 11, 19)),
                    Field("始发→目的", "广州→喀什"),
                ),
                columns=3,
            ),
            Boxes((Box("发货人", shipper, 0.8), Box("收货人", consignee, 1.2))),
            goods,
            money,
            Text("请当面验货后签字;如有短少、破损,请当场在本单注明,否则视为完好签收。", 8),
            Signatures(("收货人签章", "身份证后四位", "代签人/关系", "签收时间"), columns=4),
            Signatures(("实收件数", "货物状况 □完好 □异常", "送货员", "制单"), columns=4),
        ),
    }
    return Paper(**{**parts, **changes})  # type: ignore[arg-type]


def label(piece: int = 1, pieces: int = 12) -> Paper:
    """A label after P-32."""
    items = (
        PlacedText(3, 2.5, 66, "喀什", 28, bold=True, shrink=True),
        PlacedText(70, 3, 27, "KHG", 18, bold=True, align=Align.RIGHT),
        PlacedText(70, 12, 27, f"{piece}/{pieces}", 14, bold=True, align=Align.RIGHT),
        PlacedLine(3, 19, 97, 19, 0.8),
        PlacedText(3, 21, 94, "收货人 王** 139****1234", 11),
        PlacedText(3, 27, 60, "品名 葡萄干(礼盒)", 11),
        PlacedText(60, 27, 37, "乌鲁木齐 2026-11-19", 8, align=Align.RIGHT),
        PlacedMark(3, 33, 14, 7, "易碎"),
        PlacedMark(19, 33, 14, 7, "向上"),
        PlacedMark(35, 33, 14, 7, "加急", solid=True),
        PlacedMark(51, 33, 14, 7, "代收", solid=True),
        PlacedBarcode(3, 43, 94, 17, "YD2611160001"),
        PlacedText(3, 61, 94, "YD2611160001", 12, bold=True, align=Align.CENTRE),
    )
    return Paper(
        size=LBL_100X70,
        form_code="KF-BD-32",
        title="标签",
        number="YD2611160001",
        firm=FIRM,
        footer=FOOTER,
        blocks=(Placed(items),),
        bare=True,
    )


def stock_book() -> Paper:
    """A register with headings and computed sums, on upright paper."""
    columns = (
        Column("at", "日期时间", Kind.MOMENT, width_mm=28),
        Column("number", "运单号", width_mm=28, nowrap=True),
        Column("goods", "品名"),
        Column("pieces_in", "件数入", Kind.COUNT, width_mm=16, total=True),
        Column("pieces_out", "件数出", Kind.COUNT, width_mm=16, total=True),
        Column("volume_cm3", "体积m³", Kind.VOLUME, width_mm=18, total=True),
    )
    rows = (
        SumRow((None, None, "期初结存", 40, None, None)),
        Section("11月19日"),
        (datetime(2026, 11, 19, 2, 5, tzinfo=UTC), "YD2611160001", "服装", 12, None, 1_500_000),
        (datetime(2026, 11, 19, 4, 0, tzinfo=UTC), "YD2611160002", "百货", None, 5, 250_500),
        SumRow((None, None, "本日", 12, 5, None)),
    )
    return Paper(
        size=A4P,
        form_code="KF-BD-06",
        title="货物出、入库登记表",
        number=None,
        firm=FIRM,
        footer=FOOTER,
        watermark="草稿",
        blocks=(Table(columns, rows), Spacer(3), Signatures(("仓管员", "调度", "审核"))),
    )
