"""What a tariff sheet changes: every lane and surcharge against the version it takes over from."""

from collections.abc import Mapping

from sqlalchemy import select

from desk.archive.customers.model import Customer
from desk.kernel.commands import on
from desk.kernel.moments import show_date
from desk.kernel.prices import Basis, UnitPrice, show_price
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.office.approvals.events import ApprovalSummaryAsked
from desk.pricing.tariffs.commands import sheet_by_id
from desk.pricing.tariffs.model import TariffSheet
from desk.pricing.tariffs.rules import show_fee
from desk.storage.work import Reader


@on(ApprovalSummaryAsked)
def tell_sheet(read: Reader, asked: ApprovalSummaryAsked) -> None:
    """The sheet's days and the prices that will be others."""
    sheet_id = asked.about(TariffSheet)
    if sheet_id is None:
        return
    sheet = sheet_by_id(read, sheet_id)
    former = _former(read, sheet)
    customer = read.session.get(Customer, sheet.customer_id) if sheet.customer_id else None
    asked.tell(
        (tr("运价表"), sheet.label),
        (tr("类别"), sheet.kind.label),
        (tr("客户"), customer.name if customer else ""),
        (tr("有效期"), _days(sheet)),
        (tr("内容"), _size(sheet)),
        (tr("取代"), f"{former.label} {_days(former)}" if former else ""),
    )
    before, after = prices_of(former) if former else {}, prices_of(sheet)
    asked.former = former.label if former else ""
    asked.compare(*(
        (what, before.get(what, ""), after.get(what, "")) for what in {**before, **after}
    ))  # fmt: skip
    asked.open_in("tariff_sheets", search=sheet.name)


def prices_of(sheet: TariffSheet) -> Mapping[str, str]:
    """Every lane and surcharge of a sheet with its price in words."""
    lanes = {f"{n.origin}→{n.destination}": _lane(n.price, n.transit_days) for n in sheet.lines}
    fees = {f"{f.fee.label} {f.place}".strip(): show_fee(f.rule) for f in sheet.fees}
    return {**lanes, **fees}


def _former(read: Reader, sheet: TariffSheet) -> TariffSheet | None:
    """The sheet it replaces, else the last earlier version of the same name."""
    if sheet.replaces_id is not None:
        return sheet_by_id(read, sheet.replaces_id)
    earlier = select(TariffSheet).where(
        TariffSheet.name == sheet.name, TariffSheet.version < sheet.version
    )
    return read.session.scalars(earlier.order_by(TariffSheet.version.desc())).first()


def _days(sheet: TariffSheet) -> str:
    return tr("{a} 至 {b}").format(a=show_date(sheet.valid_from), b=show_date(sheet.valid_to))


def _size(sheet: TariffSheet) -> str:
    return tr("{n} 条线路,{m} 项附加费").format(n=len(sheet.lines), m=len(sheet.fees))


def _lane(price: UnitPrice, days: int) -> str:
    unit = tr("{p} 元/kg").format(p=show_price(price.price_kg_mill))
    words = {
        Basis.W: unit,
        Basis.WV: tr("{w} 或 {v} 元/m³").format(w=unit, v=show_money(price.price_m3_fen)),
        Basis.P: tr("{p} 元/件").format(p=show_money(price.price_piece_fen)),
        Basis.L: tr("整票 {p} 元").format(p=show_money(price.lump_fen)),
    }[price.basis]
    parts = [
        words,
        *(
            tr("{kg} kg 起 {p}").format(kg=t.from_kg, p=show_price(t.price_kg_mill))
            for t in price.tiers
        ),
        tr("最低 {m} 元").format(m=show_money(price.min_charge_fen)),
        tr("{n} 天").format(n=days),
    ]
    return " · ".join(parts)
