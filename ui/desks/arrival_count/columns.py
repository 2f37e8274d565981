"""What the table of tickets to count shows."""

from desk.freight.consignments.choices import Condition
from desk.freight.inbound.queries import ManifestLineRow, ManifestSums
from desk.kernel.quantities import show_money, show_volume, show_weight
from desk.kernel.text import tr
from ui.desks.row_table import Column
from ui.theme import Tone


def difference(row: ManifestLineRow) -> str:
    """A difference in a word; a sound, whole ticket is 「相符」, an uncounted one says nothing."""
    if row.pieces_received is None:
        return ""
    if row.short > 0:
        return tr("少 {n} 件").format(n=row.short)
    return tr("多 {n} 件").format(n=-row.short) if row.short else tr("相符")


def difference_tone(row: ManifestLineRow) -> Tone | None:
    return Tone.WRONG if row.short else Tone.DONE


def condition(row: ManifestLineRow) -> str:
    """The condition once it is counted; damage with its pieces and pictures."""
    if row.pieces_received is None:
        return ""
    if not row.damaged_pieces:
        return row.condition.label
    return tr("{c} {n} 件 · 照片 {p}").format(
        c=row.condition.label, n=row.damaged_pieces, p=row.photo_count
    )


def condition_tone(row: ManifestLineRow) -> Tone | None:
    return None if row.condition is Condition.GOOD else Tone.WRONG


def _received(row: ManifestLineRow) -> str:
    return "" if row.pieces_received is None else str(row.pieces_received)


def _urgent(row: ManifestLineRow) -> str:
    return tr("加急") if row.urgent else ""


COLUMNS: tuple[Column[ManifestLineRow], ...] = (
    Column("运单号", lambda r: r.number, 7),
    Column("", _urgent, 3, chip=lambda _: Tone.WAITING),
    Column("收货人", lambda r: r.consignee_name, 9, stretch=True),
    Column("目的地", lambda r: r.destination, 5),
    Column("交接", lambda r: r.delivery_mode.label, 3),
    Column("品名", lambda r: r.goods_summary, 7),
    Column("开单", lambda r: str(r.pieces_declared), 3, right=True, total=True),
    Column(
        "实收",
        _received,
        3,
        right=True,
        total=True,
        ink=lambda r: difference_tone(r) if r.short else None,
    ),
    Column("差异", difference, 5, chip=difference_tone),
    Column("货况", condition, 9, chip=condition_tone),
    Column("库位", lambda r: r.bin_code, 4),
    Column("备注", lambda r: r.note, 8),
)


def progress_words(sums: ManifestSums) -> str:
    """「3/4 票,69/70 件」."""
    return tr("{a}/{b} 票,{c}/{d} 件").format(
        a=sums.counted, b=sums.tickets, c=sums.pieces_received, d=sums.pieces_declared
    )


def sums_words(sums: ManifestSums) -> str:
    """The summary of the truck in one line."""
    return tr("{t} 票 {n} 件 {w} kg {v} m³ · 计费 {k} kg · 到付 {c} · 代收 {d}").format(
        t=sums.tickets,
        n=sums.pieces_declared,
        w=show_weight(sums.weight_g, thousands=True),
        v=show_volume(sums.volume_cm3),
        k=f"{sums.chargeable_kg:,}",
        c=show_money(sums.collect_fen),
        d=show_money(sums.cod_fen),
    )
