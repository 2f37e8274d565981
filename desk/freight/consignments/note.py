"""What stands on the consignment note: parties, goods, fees, clauses, signatures.

Source: spec P-25; A-09, A-10; the wording of the clauses is our own.
"""

from desk.archive.customers.choices import PayTerms
from desk.documents.papers import (
    Block,
    Box,
    Boxes,
    Cell,
    Column,
    Field,
    HeadGrid,
    Kind,
    Signatures,
    Table,
    Text,
)
from desk.freight.consignments.model import CargoLine, Consignment
from desk.kernel.moments import local
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.kernel.words import amount_in_words

MOST_LINES = 4
_ROOM = 5
_PARTY_LINE, _REMARK_LINE, _LANE_LINE, _SHORT = 22, 13, 14, 8
_TICKED, _OPEN = "■", "□"
_FEES = (
    ("base_freight_fen", "基本运费"),
    ("pickup_fee_fen", "提货费"),
    ("delivery_fee_fen", "送货费"),
    ("transit_fee_fen", "中转费"),
    ("cover_fee_fen", "保价费"),
    ("receipt_fee_fen", "回单费"),
    ("handling_fee_fen", "装卸费"),
    ("stairs_fee_fen", "上楼费"),
    ("packing_fee_fen", "包装费"),
    ("other_fee_fen", "其他费"),
    ("discount_fen", "优惠"),
)


def note_blocks(c: Consignment) -> tuple[Block, ...]:
    """The blocks of a note, in reading order."""
    return (
        _head(c),
        Boxes((_party(c, "shipper", tr("托运人")), _party(c, "consignee", tr("收货人")))),
        _goods(c),
        _money(c),
        Text(_clauses(), 8, bold=True, fixed=True),
        Text(_ticks(c), 9),
        Signatures((tr("托运人签字"), tr("承运人签章"), tr("日期")), columns=3),
    )


def _head(c: Consignment) -> HeadGrid:
    how = [c.delivery_mode.label, *[tr("加急")] * c.urgent, *[tr("等通知放货")] * c.hold_release]
    return HeadGrid(
        (
            Field(tr("日期"), local(c.accept_at).date(), Kind.DATE),
            Field(tr("线路"), _lane(c), bold=True, span=2),
            Field(tr("交接"), " ".join(how), bold=True, span=2),
            Field(tr("计费重量"), f"{c.chargeable_kg}kg"),
        ),
        columns=6,
    )


def _lane(c: Consignment) -> str:
    return f"{_cut(c.origin_station, _SHORT)} → {_cut(c.destination, 2 * _SHORT)}"


def _party(c: Consignment, side: str, title: str) -> Box:
    name, contact = getattr(c, f"{side}_name"), getattr(c, f"{side}_contact")
    phone, address = getattr(c, f"{side}_phone"), getattr(c, f"{side}_address")
    return Box(
        title,
        (
            Field(tr("名称"), _cut(name, 2 * _PARTY_LINE), bold=True),
            Field(tr("电话"), f"{phone}  {_cut(contact, _SHORT)}".strip(), bold=True),
            Field(tr("地址"), _cut(address, 2 * _PARTY_LINE)),
        ),
    )


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _goods(c: Consignment) -> Table:
    return Table(
        (
            Column("goods_name", tr("品名"), share=2.2, nowrap=True),
            Column("packing", tr("包装"), width_mm=20),
            Column("pieces", tr("件数"), Kind.COUNT, width_mm=18, total=True),
            Column("weight_g", tr("重量kg"), Kind.WEIGHT, width_mm=24, total=True),
            Column("volume_cm3", tr("体积m³"), Kind.VOLUME, width_mm=24, total=True),
            Column("mark", tr("唛头"), nowrap=True),
        ),
        tuple(_goods_rows(c.lines, _most_rows(c))),
    )


def _most_rows(c: Consignment) -> int:
    """Up to four rows of goods; fewer where long words take lines, so that one sheet is enough."""
    long_words = max(
        sum(_ems(getattr(c, f"{side}_{name}")) > _PARTY_LINE for name in ("name", "address"))
        for side in ("shipper", "consignee")
    )
    long_words += (c.pay_terms is PayTerms.SPLIT) + (_ems(_remark(c)) > _REMARK_LINE)
    long_words += _ems(_lane(c)) > _LANE_LINE
    return min(MOST_LINES, max(1, _ROOM - long_words))


def _ems(text: str) -> int:
    """Roughly the width of a text in Chinese characters."""
    return len(text) - sum(char.isascii() for char in text) // 2


def _goods_rows(lines: list[CargoLine], most: int) -> list[tuple[Cell, ...]]:
    """What does not fit is added up in the last row, so that the sums hold."""
    fit = lines if len(lines) <= most else lines[: most - 1]
    rows: list[tuple[Cell, ...]] = [
        (n.goods_name, n.packing.label, n.pieces, n.weight_g, n.volume_cm3, n.mark) for n in fit
    ]
    rest = lines[len(fit) :]
    if rest:
        title = (tr("其余 {n} 项详见清单") if fit else tr("{n} 项详见清单")).format(n=len(rest))
        sums = (
            sum(getattr(n, name) for n in rest) for name in ("pieces", "weight_g", "volume_cm3")
        )
        rows.append((title, "", *sums, ""))
    return rows


def _money(c: Consignment) -> HeadGrid:
    fees = [Field(tr(label), getattr(c, name), Kind.MONEY) for name, label in _FEES]
    cover = c.declared_value_fen or tr("未保价")
    return HeadGrid(
        (
            *fees,
            Field(tr("运费合计"), c.total_fen, Kind.MONEY, bold=True, show_zero=True),
            Field(tr("合计大写"), amount_in_words(c.total_fen), span=3, bold=True),
            Field(tr("付款方式"), _terms(c), span=3, bold=True),
            Field(tr("声明价值"), cover, Kind.MONEY, bold=True),
            Field(tr("代收货款"), c.cod_amount_fen, Kind.MONEY, show_zero=True, bold=True),
            Field(tr("回单"), _receipt(c), span=2),
            Field(tr("备注"), _cut(_remark(c), 2 * _REMARK_LINE), span=2),
        ),
        columns=6,
        ruled=True,
    )


def _terms(c: Consignment) -> str:
    if c.pay_terms is not PayTerms.SPLIT:
        return c.pay_terms.label
    parts = (c.prepaid_part_fen, c.collect_part_fen, c.receipt_part_fen)
    shown = tr("现付 {a} 到付 {b} 回付 {c}").format(
        **dict(zip("abc", map(show_money, parts), strict=True))
    )
    return f"{c.pay_terms.label}({shown})"


def _receipt(c: Consignment) -> str:
    if not c.receipt_required:
        return tr("无")
    return tr("{n} 份").format(n=c.receipt_copies) + f" {c.receipt_requirement}".rstrip()


def _remark(c: Consignment) -> str:
    paper_no = tr("手工单号 {no}").format(no=c.paper_no) if c.paper_no else ""
    return f"{paper_no} {' '.join(c.remark.split())}".strip()


def _clauses() -> str:
    return tr(
        "限额与保价条款:声明价值并交纳保价费的,毁损、灭失在声明价值以内按实际损失赔偿;未声明价值的,因一般过失造成的"
        "损失以受损货物运费的三倍为限;故意或重大过失造成的损失不受此限。托运人须如实申报,不得夹带危险品和违禁品。"
    )


def _ticks(c: Consignment) -> str:
    checked = tr("托运人身份已核验") + (
        f"({_cut(c.identity_doc_type, _SHORT)})" if c.identity_doc_type else ""
    )
    opened = tr("已开箱验视") + (f"({_cut(c.inspector, _SHORT)})" if c.inspector else "")
    boxes = (
        (c.cover_clause_ack, tr("托运人已阅知并认可上述条款")),
        (c.shipper_identity_checked, checked),
        (c.open_inspection, opened),
        (c.dangerous_checked, tr("已核对非危险品")),
    )
    return "   ".join((_TICKED if yes else _OPEN) + words for yes, words in boxes)
