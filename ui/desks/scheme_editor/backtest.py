"""What the scheme on the screen would have made of the periods that have a report in force."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from desk.evaluation.reports.comparing import BacktestRow
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.evaluation_desk.words import total_words
from ui.desks.pieces import Card, keyed_button
from ui.desks.row_table import Column, RowTable
from ui.theme import Tone


def _changed(row: BacktestRow) -> Tone | None:
    return Tone.WRONG if row.changes else None


COLUMNS: tuple[Column[BacktestRow], ...] = (
    Column("合作商", lambda r: r.partner_name, 6, stretch=True, below=lambda r: r.period),
    Column("原结果", lambda r: total_words(r.old_total, r.old_grade), 4, right=True),
    Column("试算", lambda r: total_words(r.new_total, r.new_grade), 4, right=True, ink=_changed),
)


class Backtest(Card):
    """See the module."""

    def __init__(self, page: QWidget, tries: Callable[[], None]) -> None:
        super().__init__(tr("往期试算"))
        self.head.addWidget(keyed_button(page, tr("试算"), "Ctrl+T", tries))
        self.words = plain_label(tr("按 Ctrl+T 用屏幕上的方案重算往期,不保存。"), "muted")
        self.words.setWordWrap(True)
        self.table: RowTable[BacktestRow] = RowTable(
            tr("往期试算"), COLUMNS, lambda r: r.report_number
        )
        self.column.addWidget(self.words)
        self.column.addWidget(self.table, 1)

    def show_rows(self, rows: Sequence[BacktestRow]) -> None:
        """Show every period with its old and its new result."""
        self.table.show_rows(rows)
        changed = sum(row.changes for row in rows)
        none = tr("还没有生效的评估报告可以试算。")
        words = tr("共 {n} 份生效报告,等级会变的 {m} 份(红色)。").format(n=len(rows), m=changed)
        self.words.setText(words if rows else none)
