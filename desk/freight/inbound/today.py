"""Open work around trucks: those to receive and count, those to close."""

from sqlalchemy import func, select
from sqlalchemy.orm import lazyload

from desk.freight.inbound.choices import ManifestState
from desk.freight.inbound.model import InboundManifest, ManifestLine
from desk.freight.inbound.queries import WAITING, waiting_trucks
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, DayFigure, TodayRow, TodaySource
from desk.screens.lists import Filter, just
from desk.storage.work import Reader

_KINDS = {
    ManifestState.EXPECTED: "待到车",
    ManifestState.ARRIVED: "卸车点收",
    ManifestState.UNLOADING: "卸车点收",
}


def trucks_to_count(read: Reader) -> list[TodayRow]:
    """Trucks awaited or in the yard, due when they are expected."""
    words = tr("{origin} {plate} {t}票 {n}件,已点 {c}票")
    of_truck = select(
        func.count(),
        func.coalesce(func.sum(ManifestLine.pieces_declared), 0),
        func.count(ManifestLine.pieces_received),
    )
    trucks = waiting_trucks().limit(MOST_ROWS).options(lazyload(InboundManifest.lines))
    rows = []
    for m in read.session.scalars(trucks):
        sums = of_truck.where(ManifestLine.manifest_id == m.id)
        tickets, pieces, counted = read.session.execute(sums).one()
        title = words.format(origin=m.origin_station, plate=m.plate, t=tickets, n=pieces, c=counted)
        number = {"number": m.label}
        rows.append(
            TodayRow(tr(_KINDS[m.state]), title, m.eta_at, "arrival_count", number, m.label)
        )
    return rows


def manifests_to_close(read: Reader) -> list[TodayRow]:
    """Manifests whose goods are in stock and which nobody has closed."""
    stocked = (
        select(InboundManifest)
        .where(InboundManifest.state == ManifestState.STOCKED)
        .order_by(InboundManifest.id)
        .limit(MOST_ROWS)
        .options(lazyload(InboundManifest.lines))
    )
    return [
        TodayRow(
            tr("关闭进港清单"),
            f"{m.origin_station} {m.plate}",
            None,
            "inbound_manifests",
            {"ids": [m.id]},
            m.label,
        )
        for m in read.session.scalars(stocked)
    ]


def figures(read: Reader) -> list[DayFigure]:
    """How many trucks are still to be counted."""
    count = select(func.count()).select_from(waiting_trucks().order_by(None).subquery())
    shown = just(Filter("state", "in", WAITING))
    return [
        DayFigure(tr("待点收车次"), read.session.scalar(count) or 0, "inbound_manifests", shown)
    ]


SOURCES = (
    TodaySource("inbound_manifest.update", trucks_to_count),
    TodaySource("inbound_manifest.update", manifests_to_close),
)
