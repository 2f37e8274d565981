"""The consignments behind one figure of a partner; F11 tells the story of the one the cursor is on."""

from datetime import date, datetime

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

SIGNS = ("%", "‰")
BAD_CODES = frozenset({"H2", "H3", "H4"})
"""Indicators of which the numerator counts what went wrong."""


def show_count(code: str, count: int) -> str:
    """A count, or money where the indicator is about money."""
    return show_money(count) if code in MONEY_CODES else str(count)


def show_rate(value: int | None, unit: str) -> str:
    """「96.25%」; an index has no sign of its own."""
    if value is None:
        return tr("不适用")
    return show_money(value) + (unit if unit in SIGNS else "")


def is_telling(code: str, row: TicketBehind) -> bool:
    """Whether a ticket spoils the figure: late where in time counts, damaged where damage counts."""
    if row.left_out:
        return False
    return row.in_numerator if code in BAD_CODES else row.numerator < row.denominator


def _columns(code: str) -> tuple[Column[TicketBehind], ...]:
    telling = lambda r: Tone.WRONG if _marked(code, r) else None  # noqa: E731
    return (
        Column("运单", lambda r: r.number, 8),
        Column("日期", lambda r: show_date(r.on)[5:], 3),
        Column(
            "分子", lambda r: _counted(code, r.numerator, r), 3, right=True, total=True, ink=telling
        ),
        Column("分母", lambda r: _counted(code, r.denominator, r), 3, right=True, total=True),
        Column("情况", _words, 10, stretch=True, ink=_left_out),
    )


def _marked(code: str, row: TicketBehind) -> bool:
    return code not in MONEY_CODES and is_telling(code, row)


def _counted(code: str, count: int, row: TicketBehind) -> str:
    return "" if row.left_out else show_count(code, count)


def _words(row: TicketBehind) -> str:
    if row.left_out:
        return tr("不计:{why}").format(why=" ".join(filter(None, (row.left_out, row.words))))
    return row.words


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
        self.table: RowTable[TicketBehind] = RowTable(tr("指标明细"), _columns(""), _key)
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
        self,
        partner: str,
        code: str,
        name: str,
        names: tuple[str, str],
        span: tuple[date, date],
        as_at: datetime | None = None,
    ) -> None:
        """Ask for the tickets of an indicator and show them, what spoils the figure first.

        `as_at` is when a report was reckoned; without it they are counted now.
        """
        first, last = span
        self._wanted = wanted = f"{partner} {code} {first} {last} {as_at}"
        self.words.setText(tr("{name}:正在查…").format(name=name))
        self.table.show_columns(_columns(code))

        def came(rows: tuple[TicketBehind, ...]) -> None:
            if wanted != self._wanted:
                return
            counted = [row for row in rows if not row.left_out]
            aside = [row for row in rows if row.left_out]
            telling = [row for row in counted if _marked(code, row)]
            others = [row for row in counted if not _marked(code, row)]
            above, below = names
            figures = tr("{above} {a} ÷ {below} {b}").format(
                above=above,
                a=show_count(code, sum(row.numerator for row in counted)),
                below=below,
                b=show_count(code, sum(row.denominator for row in counted)),
            )
            more = tr(",另有 {m} 行不计").format(m=len(aside)) if aside else ""
            self.words.setText(f"{name}:{figures}{more}")
            self.table.show_rows([*telling, *others, *aside])
            self.table.setFocus()

        self._context.ask(
            measure_tickets,
            came,
            self,
            partner=partner,
            code=code,
            from_on=first,
            to_on=last,
            as_at=as_at,
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
