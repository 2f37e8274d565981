"""The tables of a customer's page."""

from desk.archive.customers.cards import AddressRow, ChangeRow, ContactRow
from desk.archive.customers.choices import ChangeStatus
from desk.freight.consignments.lookups import TicketRow
from desk.kernel.moments import show_moment
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from ui.desks.row_table import Column, RowTable
from ui.formats import YES
from ui.theme import Tone
from ui.tones import tone_of

_CHANGE_TONES = {
    ChangeStatus.PENDING: Tone.WAITING,
    ChangeStatus.VERIFIED: Tone.DONE,
    ChangeStatus.REJECTED: Tone.WRONG,
}


def contacts_table() -> RowTable[ContactRow]:
    """Whom to call; numbers are masked."""
    columns: tuple[Column[ContactRow], ...] = (
        Column(tr("主要"), lambda r: YES if r.entry.is_primary else "", 2),
        Column(tr("姓名"), lambda r: r.entry.name, stretch=True),
        Column(tr("职责"), lambda r: r.entry.role.label if r.entry.role else "", 3),
        Column(tr("手机"), lambda r: r.entry.mobile, 7),
        Column(tr("座机"), lambda r: r.entry.phone, 8),
        Column(tr("微信"), lambda r: r.entry.wechat, 4),
        Column(tr("方便时间"), _when_to_call, 6, ink=_do_not_call),
    )
    return RowTable(tr("联系人"), columns, lambda row: str(row.id))


def addresses_table() -> RowTable[AddressRow]:
    """Where he is."""
    columns: tuple[Column[AddressRow], ...] = (
        Column(tr("默认"), lambda r: YES if r.entry.is_default else "", 2),
        Column(tr("地址"), lambda r: r.full, stretch=True),
        Column(tr("类别"), lambda r: r.entry.label.label if r.entry.label else "", 3),
        Column(tr("位置说明"), lambda r: r.entry.geo_note, 10),
    )
    return RowTable(tr("地址"), columns, lambda row: str(row.id))


def tickets_table() -> RowTable[TicketRow]:
    """His last consignments."""
    columns: tuple[Column[TicketRow], ...] = (
        Column(tr("运单号"), lambda r: r.number, 8),
        Column(tr("状态"), lambda r: r.state.label, 5, chip=lambda r: tone_of(r.state)),
        Column(tr("对方"), _other_side, stretch=True),
        Column(tr("目的地"), lambda r: r.destination, 6),
        Column(tr("货物"), lambda r: r.goods_summary, 6),
        Column(tr("件数"), lambda r: str(r.pieces), 3, right=True, total=True),
        Column(tr("运费"), lambda r: show_money(r.total_fen), 6, right=True, total=True),
    )
    return RowTable(tr("最近运单"), columns, lambda row: row.number)


def changes_table() -> RowTable[ChangeRow]:
    """What he asked to change, and whether it was verified."""
    columns: tuple[Column[ChangeRow], ...] = (
        Column(tr("状态"), lambda r: r.status.label, 4, chip=lambda r: _CHANGE_TONES[r.status]),
        Column(tr("项目"), lambda r: r.changed.label, 4),
        Column(tr("变更"), _change, stretch=True),
        Column(tr("申请"), _asked, 9),
    )
    return RowTable(tr("变更申请"), columns, lambda row: str(row.id))


def _other_side(row: TicketRow) -> str:
    return (tr("发给 {v}") if row.is_shipper else tr("来自 {v}")).format(v=row.other)


def _when_to_call(row: ContactRow) -> str:
    return tr("请勿致电") if row.entry.do_not_call else row.entry.call_time_pref


def _do_not_call(row: ContactRow) -> Tone | None:
    return Tone.WRONG if row.entry.do_not_call else None


def _change(row: ChangeRow) -> str:
    text = f"{row.old_value or tr('空')} → {row.new_value or tr('空')}"
    why = row.reject_reason or row.evidence
    return f"{text}  ({why})" if why else text


def _asked(row: ChangeRow) -> str:
    return f"{row.asked_by} {show_moment(row.asked_at)[5:]}"
