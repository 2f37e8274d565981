"""Open work around trucks: those to receive and count, those to close."""

from sqlalchemy import select

from desk.freight.inbound.choices import ManifestState
from desk.freight.inbound.model import InboundManifest
from desk.freight.inbound.queries import manifests_to_count
from desk.kernel.text import tr
from desk.kernel.today import DayFigure, TodayRow, TodaySource
from desk.storage.work import Reader

SHOWN = 50
_KINDS = {
    ManifestState.EXPECTED: "待到车",
    ManifestState.ARRIVED: "卸车点收",
    ManifestState.UNLOADING: "卸车点收",
}


def trucks_to_count(read: Reader) -> list[TodayRow]:
    """Trucks awaited or in the yard, due when they are expected."""
    words = tr("{origin} {plate} {t}票 {n}件,已点 {c}票")
    return [
        TodayRow(
            tr(_KINDS[row.state]),
            words.format(
                origin=row.origin_station,
                plate=row.plate,
                t=row.tickets,
                n=row.pieces_declared,
                c=row.counted,
            ),
            row.eta_at,
            "arrival_count",
            {"number": row.number},
            row.number,
        )
        for row in manifests_to_count(read)[:SHOWN]
    ]


def manifests_to_close(read: Reader) -> list[TodayRow]:
    """Manifests whose goods are in stock and which nobody has closed."""
    stocked = (
        select(InboundManifest)
        .where(InboundManifest.state == ManifestState.STOCKED)
        .order_by(InboundManifest.id)
        .limit(SHOWN)
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
    count = len(manifests_to_count(read))
    return [DayFigure(tr("待点收车次"), count, "inbound_manifests")]


SOURCES = (
    TodaySource("inbound_manifest.update", trucks_to_count),
    TodaySource("inbound_manifest.update", manifests_to_close),
)
