"""The consignments behind one figure of a partner; F11 tells the story of the one the cursor is on."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.evaluation.measures.behind import TicketBehind
from desk.evaluation.measures.queries import measure_tickets
from desk.evaluation.measures.rules import MONEY_CODES
from desk.kernel.moments import show_date
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from ui.desks.pieces import keyed_button
from ui.desks.row_table import Column, RowTable
from ui.desks.texts import Elided
from ui.registry import Context
from ui.theme import SPACE, Tone


def show_count(code: str, count: int) -> str:
    """A count, or money where the indicator is about money."""
    return show_money(count) if code in MONEY_CODES else str(count)


def _columns(code: str, names: tuple[str, str]) -> tuple[Column[TicketBehind], ...]:
    above, below = names
    return (
        Column("运单", lambda r: r.number, 8),
        Column("日期", lambda r: show_date(r.on), 6),
        Column(above, lambda r: _counted(code, r.numerator, r), 5, right=True, ink=_ink),
        Column(below, lambda r: _counted(code, r.denominator, r), 5, right=True),
        Column("情况", _words, 12, stretch=True, ink=_left_out),
    )


def _counted(code: str, count: int, row: TicketBehind) -> str:
    return "" if row.left_out else show_count(code, count)


def _words(row: TicketBehind) -> str:
    if row.left_out:
        return tr("不计:{why}").format(why=" ".join(filter(None, (row.left_out, row.words))))
    return row.words


def _ink(row: TicketBehind) -> Tone | None:
    return Tone.ACTIVE if row.in_numerator else None


def _left_out(row: TicketBehind) -> Tone | None:
    return Tone.NEUTRAL if row.left_out else None


class TicketsBehind(QWidget):
    """See the module.

    Attributes:
        rows: what is shown now.

    Signals:
        back: Esc or the button; the figures are wanted again.
    """

    back = Signal()

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__()
        self._context = context
        self._wanted = ""
        self.words = Elided("strong")
        self.table: RowTable[TicketBehind] = RowTable(
            tr("指标明细"), _columns("", (tr("分子"), tr("分母"))), _key
        )
        self.table.opened.connect(self.tell_story)
        head = QHBoxLayout()
        head.setSpacing(SPACE.small)
        head.addWidget(self.words, 1)
        head.addWidget(keyed_button(page, tr("返回指标"), "", self.back.emit))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addLayout(head)
        column.addWidget(self.table, 1)

    @property
    def rows(self) -> list[TicketBehind]:
        return self.table.rows

    def show_behind(
        self, partner: str, code: str, name: str, names: tuple[str, str], span: tuple[date, date]
    ) -> None:
        """Ask for the tickets of an indicator and show them, those that count first."""
        first, last = span
        self._wanted = wanted = f"{partner} {code} {first} {last}"
        self.words.setText(tr("{name}:正在查…").format(name=name))
        self.table.show_columns(_columns(code, names))

        def came(rows: tuple[TicketBehind, ...]) -> None:
            if wanted != self._wanted:
                return
            counted = [row for row in rows if not row.left_out]
            aside = [row for row in rows if row.left_out]
            above = sum(row.numerator for row in counted)
            below = sum(row.denominator for row in counted)
            self.words.setText(
                tr("{name}:{a} ÷ {b},{n} 行,不计 {m} 行").format(
                    name=name,
                    a=show_count(code, above),
                    b=show_count(code, below),
                    n=len(counted),
                    m=len(aside),
                )
            )
            self.table.show_rows([*counted, *aside])
            self.table.setFocus()

        self._context.ask(
            measure_tickets, came, self, partner=partner, code=code, from_on=first, to_on=last
        )

    def tell_story(self) -> None:
        """Open the story of the consignment."""
        row = self.table.current()
        if row is not None and row.consignment_id is not None:
            self._context.open_page("story", number=row.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)


def _key(row: TicketBehind) -> str:
    return f"{row.number} {row.on} {row.left_out} {row.words}"
