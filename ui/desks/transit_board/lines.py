"""The tickets of a manifest: pieces, price, fees, what the partner collects, the result of the check."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desk.freight.price_checks.choices import Verdict
from desk.freight.transit.queries import TransitLineRow
from desk.kernel.text import tr
from ui.desks.row_table import Column
from ui.desks.transit_board.attentive import AttentiveTable
from ui.desks.transit_board.facts import VERDICT_TONES, Followed, money
from ui.theme import Tone


class LinesTable(AttentiveTable[TransitLineRow]):
    """See the module.

    Signals:
        removed: the waybill of a ticket that is to be taken off (Delete).
    """

    removed = Signal(str)

    def __init__(self, costs: bool) -> None:
        self._followed: Followed | None = None
        self._costs = costs
        super().__init__(tr("中转单上的货"), self._columns(), lambda line: line.waybill)

    def show_lines(self, followed: Followed | None) -> None:
        """Show the tickets of a manifest."""
        self._followed = followed
        self.show_rows(followed.card.lines if followed is not None else ())
        if self.rows and self.current() is None:
            self.selectRow(0)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.current()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and line is not None:
            if event.modifiers() == Qt.KeyboardModifier.NoModifier:
                self.removed.emit(line.waybill)
        else:
            super().keyPressEvent(event)

    def _columns(self) -> tuple[Column[TransitLineRow], ...]:
        fees: tuple[Column[TransitLineRow], ...] = (
            Column("中转 / 送货", _fee, 5, right=True, below=lambda n: money(n.door_fee_fen)),
        )
        return (
            Column(
                "运单号 / 收货人",
                lambda n: n.waybill,
                8,
                stretch=True,
                below=lambda n: f"{n.consignee_name} {n.destination}",
            ),
            Column(
                "件 / kg",
                _pieces,
                4,
                right=True,
                below=lambda n: f"{n.chargeable_kg:,}",
            ),
            Column("单价", lambda n: n.unit, 5, right=True, below=_way),
            *(fees if self._costs else ()),
            Column(
                "代收 / 货款",
                lambda n: money(n.collect_for_us_fen) if n.collect_for_us_fen else "",
                5,
                right=True,
                below=lambda n: money(n.cod_for_us_fen) if n.cod_for_us_fen else "",
            ),
            Column("应到", _due, 3, below=lambda n: tr("{n} 天").format(n=n.transit_days)),
            Column("结果", self._result, 4, chip=self._tone),
        )

    def _result(self, line: TransitLineRow) -> str:
        """The check until the goods go, then how far they are."""
        if self._followed is None:
            return ""
        if not self._followed.is_open:
            return _state(line)
        check = self._followed.checks.get(line.waybill)
        if check is None:
            return ""
        if check.verdict is Verdict.REASONABLE or not check.stands:
            return check.verdict.label
        return tr("已说明") if check.verdict is Verdict.EXPLAIN else tr("已批准")

    def _tone(self, line: TransitLineRow) -> Tone:
        if self._followed is None or not self._followed.is_open:
            return Tone.DONE if line.pieces_signed and not line.late_days else Tone.NEUTRAL
        check = self._followed.checks.get(line.waybill)
        if check is None or check.stands:
            return Tone.DONE
        return VERDICT_TONES[check.verdict]


def outstanding(line: TransitLineRow) -> int:
    """Pieces the partner still has of a ticket that was handed over."""
    return line.pieces - line.pieces_signed - line.pieces_back


def _state(line: TransitLineRow) -> str:
    if outstanding(line):
        return tr("未签收") if not line.pieces_signed else tr("部分签收")
    if not line.pieces_signed:
        return tr("已退回")
    return tr("晚 {n} 天").format(n=line.late_days) if line.late_days else tr("按时")


def _pieces(line: TransitLineRow) -> str:
    short = line.listed - line.pieces
    return f"{line.pieces}/{line.listed}" if short else str(line.pieces)


def _fee(line: TransitLineRow) -> str:
    return money(line.transit_fee_fen)


def _way(line: TransitLineRow) -> str:
    way = tr("上门") if line.door else tr("自取")
    return tr("一次性 {w}").format(w=way) if line.one_off else way


def _due(line: TransitLineRow) -> str:
    return f"{line.due_on:%m-%d}" if line.due_on else ""
