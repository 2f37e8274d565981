"""The measured indicators and the soft ones; Enter opens the consignments behind one."""

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from desk.evaluation.measures.rules import INDICATORS
from desk.evaluation.reports.queries import LineRow, ReportPage, SoftRow
from desk.evaluation.schemes.formula import is_measure
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.evaluation_desk.words import LINE_COLUMNS, SOFT_COLUMNS
from ui.desks.pieces import fit_rows
from ui.desks.row_table import RowTable
from ui.desks.tickets_behind import TicketsBehind
from ui.registry import Context
from ui.theme import SIZES, SPACE

COSTS, MOST_LINES = "cost.read", 10


class Figures(QWidget):
    """See the module."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__()
        self._context = context
        self._report: ReportPage | None = None
        self.lines: RowTable[LineRow] = RowTable(tr("指标"), LINE_COLUMNS, lambda r: r.code)
        self.soft: RowTable[SoftRow] = RowTable(tr("主观评分"), SOFT_COLUMNS, lambda r: r.line.code)
        self.behind = TicketsBehind(context, page)
        self.lines.opened.connect(self.open_behind)
        self.behind.back.connect(self.close_behind)
        tables = QWidget()
        column = QVBoxLayout(tables)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addWidget(self.lines)
        column.addWidget(plain_label(tr("Enter 或双击一行看背后的运单,F11 一票到底"), "small"))
        column.addWidget(self.soft, 1)
        self._stack = QStackedLayout(self)
        for view in (tables, self.behind):
            self._stack.addWidget(view)

    def show_report(self, page: ReportPage | None) -> None:
        """Show another report's figures."""
        same = page and self._report and page.number == self._report.number
        self._report = page
        if not same:
            self._stack.setCurrentIndex(0)
        self.lines.show_rows(page.measured if page else [])
        fit_rows(self.lines, len(page.measured) if page else 1, MOST_LINES)
        self.soft.show_rows(page.soft if page else [])
        count = len(page.soft) if page else 1
        self.soft.setMaximumHeight((count + 1) * (SIZES.row + SPACE.wide))

    @property
    def is_behind(self) -> bool:
        """Whether the tickets are shown in place of the figures."""
        return self._stack.currentIndex() == 1

    def open_behind(self) -> None:
        """Show the consignments behind the current figure."""
        row, page = self.lines.current(), self._report
        if row is None or page is None or not self._context.may_or_says(COSTS):
            return
        code = row.formula.strip().upper()
        if not is_measure(code):
            self._context.say(
                tr("公式指标按 {f} 算出,请看其中各指标的运单。").format(f=row.formula)
            )
            return
        known = INDICATORS[code]
        names = (tr(known.numerator), tr(known.denominator))
        span = (page.first_on, page.last_on)
        asked = (page.partner_code, code, row.name, names, span, page.reckoned_at)
        self.behind.show_behind(*asked)
        self._stack.setCurrentIndex(1)

    def close_behind(self) -> None:
        """Show the figures again."""
        self._stack.setCurrentIndex(0)
        self.lines.setFocus()
