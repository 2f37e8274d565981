"""P-07 客户档案卡: one customer on paper, for the file."""

from collections.abc import Sequence

from desk.archive.customers.cards import AddressRow, ContactRow, CustomerCard
from desk.archive.customers.choices import CustomerType
from desk.archive.customers.figures import (
    MonthFigures,
    ServiceRow,
    last_twelve_months,
    latest_service,
)
from desk.archive.customers.filling import id_card_of
from desk.archive.customers.model import Contact, Customer
from desk.archive.customers.queries import customer_card
from desk.documents.papers import (
    A4P,
    Block,
    Column,
    Field,
    Footer,
    HeadGrid,
    Kind,
    Paper,
    Signatures,
    Spacer,
    Table,
    Text,
)
from desk.kernel.commands import form
from desk.kernel.divisions import find_division
from desk.kernel.identity import mask_address, mask_name
from desk.kernel.roles import Role
from desk.kernel.text import tr
from desk.storage.work import Reader

NOTHING = "—"
GAP = Spacer(1.5)


@form("P-07", "KF-BD-07", "客户档案卡", needs="customer.read", of="客户编号")
def customer_file_card(
    read: Reader, *, number: str, print_no: int = 0, reveal_reason: str = ""
) -> Paper:
    """The customer file card; contacts are masked unless a reason is given (and logged before).

    Args:
        read: the reader.
        number: the customer's code.
        print_no: which print-out this is.
        reveal_reason: why names, phones and numbers stand on the paper in full.

    Raises:
        Refused: E006; E210 for a reason without the right to see personal values.

    Source: spec 4.1 P-07.
    """
    card = customer_card(read, customer=number)
    if reveal_reason.strip():
        read.require("personal.reveal")
    full = bool(reveal_reason.strip())
    return Paper(
        size=A4P,
        form_code="KF-BD-07",
        title=tr("客户档案卡"),
        number=card.code,
        barcode=card.code,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no or 1),
        blocks=(
            _basics(card, _id_card(read, card, full)),
            GAP,
            _classes(card),
            GAP,
            _contacts(read, card, full),
            GAP,
            _addresses(card, full),
            GAP,
            _credit(read, card, full),
            GAP,
            _habits(card),
            GAP,
            *_months(read, last_twelve_months(read, card.id)),
            GAP,
            *_service(latest_service(read, card.id)),
            GAP,
            *_changes(card),
            GAP,
            _filing(card, reveal_reason.strip()),
            Signatures((tr("归档人"), tr("审核"), tr("日期"))),
        ),
    )


def _customer(read: Reader, card: CustomerCard) -> Customer:
    return read.get(Customer, card.id, tr("客户"))


def _id_card(read: Reader, card: CustomerCard, full: bool) -> str:
    return id_card_of(read, _customer(read, card)) if full else card.entry.id_card


def _or_nothing(text: str) -> str:
    return text or NOTHING


def _basics(card: CustomerCard, id_card: str) -> HeadGrid:
    entry = card.entry
    private = entry.customer_type is CustomerType.PERSON
    paper = (
        Field(tr("身份证号"), _or_nothing(id_card), span=2)
        if private
        else Field(tr("统一社会信用代码"), _or_nothing(entry.uscc), span=2)
    )
    return HeadGrid(
        (
            Field(tr("名称"), entry.name, span=2, bold=True),
            Field(tr("类型"), entry.customer_type.label),
            Field(tr("状态"), card.status.label),
            paper,
            Field(tr("行业"), _or_nothing(entry.industry)),
            Field(tr("来源"), entry.source.label if entry.source else NOTHING),
            Field(tr("业务员"), _or_nothing(entry.salesperson)),
            Field(tr("负责人"), _or_nothing(card.owner)),
            Field(tr("核实日期"), entry.verified_on, Kind.DATE),
            Field(tr("资料完整度"), card.completeness_bp, Kind.PERCENT),
            Field(tr("隐私告知"), entry.privacy_notice_at, Kind.MOMENT, span=2),
            Field(tr("同意营销"), tr("是") if entry.marketing_consent else tr("否")),
            Field(tr("保管至"), card.retention_until, Kind.DATE),
        ),
        ruled=True,
        title=tr("基本信息"),
    )


def _classes(card: CustomerCard) -> HeadGrid:
    by_hand = card.class_override_reason if card.class_override_until else ""
    return HeadGrid(
        (
            Field(tr("业务类别"), "、".join(kind.label for kind in card.entry.kinds), span=2),
            Field(tr("阶段"), card.stage.label),
            Field(tr("分类"), card.customer_class.label, bold=True),
            Field(tr("首次发货"), card.first_ticket_on, Kind.DATE),
            Field(tr("最近发货"), card.last_ticket_on, Kind.DATE),
            Field(tr("指定原因"), _or_nothing(by_hand)),
            Field(tr("指定至"), card.class_override_until, Kind.DATE),
        ),
        ruled=True,
        title=tr("分类"),
    )


def _contacts(read: Reader, card: CustomerCard, full: bool) -> Table:
    rows = []
    for row in card.contacts:
        record = read.get(Contact, row.id, tr("联系人"))
        entry, shown = row.entry, record if full else row.entry
        rows.append(
            (
                entry.name if full else mask_name(entry.name),
                entry.role.label if entry.role else None,
                shown.mobile,
                shown.phone,
                shown.wechat,
                _remarks(row),
            )
        )
    columns = (
        Column("name", tr("姓名"), width_mm=26),
        Column("role", tr("角色"), width_mm=14),
        Column("mobile", tr("手机"), width_mm=28, nowrap=True),
        Column("phone", tr("座机"), width_mm=32, nowrap=True),
        Column("wechat", tr("微信"), width_mm=28),
        Column("remarks", tr("备注")),
    )
    return Table(columns, tuple(rows), totals=False, min_rows=1, title=tr("联系人"))


def _remarks(row: ContactRow) -> str:
    entry = row.entry
    parts = (
        tr("主要") if entry.is_primary else "",
        entry.call_time_pref,
        tr("勿电") if entry.do_not_call else "",
    )
    return "、".join(part for part in parts if part)


def _addresses(card: CustomerCard, full: bool) -> Table:
    private = card.entry.customer_type is CustomerType.PERSON
    rows = tuple(
        (
            row.entry.label.label if row.entry.label else None,
            _masked(row) if private and not full else row.full,
            row.entry.geo_note,
            tr("默认") if row.entry.is_default else None,
        )
        for row in card.addresses
    )
    columns = (
        Column("label", tr("类别"), width_mm=14),
        Column("full", tr("地址"), share=2),
        Column("geo_note", tr("门禁/限行/卸货条件")),
        Column("is_default", tr("默认"), width_mm=12),
    )
    return Table(columns, rows, totals=False, min_rows=1, title=tr("地址"))


def _masked(row: AddressRow) -> str:
    division = find_division(row.entry.place)
    if division is None:
        return "****"
    return mask_address(division.province, division.city, division.county)


def _credit(read: Reader, card: CustomerCard, full: bool) -> HeadGrid:
    entry = card.entry
    account = _customer(read, card).account if full else entry.account
    return HeadGrid(
        (
            Field(tr("结算方式"), entry.settlement.label),
            Field(tr("信用额度(元)"), entry.credit_limit_fen, Kind.MONEY),
            Field(tr("账期(天)"), entry.credit_days, Kind.COUNT),
            Field(tr("对账日"), entry.statement_day, Kind.COUNT),
            Field(tr("发票抬头"), _or_nothing(entry.invoice_title), span=2),
            Field(tr("税号"), _or_nothing(entry.tax_no), span=2),
            Field(tr("开户行"), _or_nothing(entry.bank), span=2),
            Field(tr("账号"), _or_nothing(account), span=2),
            Field(tr("合同编号"), _or_nothing(entry.contract_no), span=2),
            Field(tr("合同到期"), entry.contract_valid_to, Kind.DATE, span=2),
        ),
        ruled=True,
        title=tr("结算与信用"),
    )


def _habits(card: CustomerCard) -> HeadGrid:
    entry = card.entry
    pairs = (
        (tr("常发货物"), entry.goods_usual),
        (tr("意向线路"), entry.lanes_of_interest),
        (tr("月货量"), entry.volume_per_month),
        (tr("合作意愿"), entry.intention),
        (tr("特殊要求"), entry.special_requirements),
    )
    fields = tuple(Field(label, _or_nothing(text)) for label, text in pairs)
    return HeadGrid(fields, columns=1, ruled=True, title=tr("货物习惯与特殊要求"))


def _months(read: Reader, months: Sequence[MonthFigures]) -> tuple[Block, ...]:
    title = tr("近 12 个月业务")
    if not months:
        return Text(title, bold=True), Text(NOTHING)
    sees_margin = read.actor.role is Role.MGR
    columns = [
        Column("month", tr("月"), width_mm=22),
        Column("tickets", tr("票"), Kind.COUNT, total=True),
        Column("pieces", tr("件"), Kind.COUNT, total=True),
        Column("weight_g", tr("kg"), Kind.WEIGHT, total=True),
        Column("revenue_fen", tr("收入"), Kind.MONEY, total=True),
    ]
    if sees_margin:
        columns.append(Column("margin_fen", tr("毛利"), Kind.MONEY, total=True))
    rows = tuple(
        (f"{m.month:%Y-%m}", m.tickets, m.pieces, m.weight_g, m.revenue_fen)
        + ((m.margin_fen,) if sees_margin else ())
        for m in months
    )
    return (Table(tuple(columns), rows, title=title),)


def _service(rows: Sequence[ServiceRow]) -> tuple[Block, ...]:
    title = tr("近 5 次回访、投诉、理赔")
    if not rows:
        return Text(title, bold=True), Text(NOTHING)
    columns = (
        Column("on", tr("日期"), Kind.DATE, width_mm=24),
        Column("kind", tr("类别"), width_mm=16),
        Column("number", tr("编号"), width_mm=32, nowrap=True),
        Column("text", tr("内容")),
    )
    cells = tuple((row.on, row.kind, row.number, row.text) for row in rows)
    return (Table(columns, cells, totals=False, title=title),)


def _changes(card: CustomerCard) -> tuple[Block, ...]:
    title = tr("变更记录")
    if not card.changes:
        return Text(title, bold=True), Text(NOTHING)
    columns = (
        Column("asked_at", tr("日期"), Kind.DATE, width_mm=22),
        Column("changed", tr("项目"), width_mm=18),
        Column("old_value", tr("原内容")),
        Column("new_value", tr("新内容")),
        Column("source", tr("来源"), width_mm=12),
        Column("status", tr("状态"), width_mm=16),
        Column("decided_by", tr("核实人"), width_mm=20),
    )
    rows = tuple(
        (
            change.asked_at,
            change.changed.label,
            change.old_value,
            change.new_value,
            change.source.label,
            change.status.label,
            change.decided_by,
        )
        for change in card.changes
    )
    return (Table(columns, rows, totals=False, title=title),)


def _filing(card: CustomerCard, reveal_reason: str) -> HeadGrid:
    return HeadGrid(
        (
            Field(tr("档案号"), card.code, bold=True),
            Field(tr("建档"), card.created_at, Kind.DATE),
            Field(tr("附件"), "、".join(card.papers) or NOTHING),
            Field(
                tr("个人信息"), tr("全号,用于") + reveal_reason if reveal_reason else tr("已掩码")
            ),
        ),
    )
