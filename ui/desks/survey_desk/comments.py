"""Written comments of a round: one key says what a comment is about, and the next one comes."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from desk.care.surveys.caring import code_comment
from desk.care.surveys.choices import CommentCode
from desk.care.surveys.queries import CommentRow
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import Card
from ui.desks.row_table import Column, RowTable
from ui.desks.texts import readable
from ui.registry import Context
from ui.theme import Tone

CODES = tuple(CommentCode)


def _codes(row: CommentRow) -> str:
    return "、".join(code.label for code in row.codes) or tr("待归类")


COLUMNS: tuple[Column[CommentRow], ...] = (
    Column(tr("客户"), lambda c: c.customer_name, 9),
    Column(tr("意见"), lambda c: c.words, 12, stretch=True),
    Column(tr("类别"), _codes, 7, ink=lambda c: None if c.codes else Tone.WAITING),
)


def _key(row: CommentRow) -> str:
    return f"{row.code}#{row.item}"


class Comments(Card):
    """See the module.

    Signals:
        coded: a comment was sorted.
    """

    coded = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(tr("客户意见"))
        self._context = context
        self.left = plain_label("", "small")
        self.head.addWidget(self.left)
        self.table: RowTable[CommentRow] = RowTable(tr("客户意见"), COLUMNS, _key)
        self.table.typed.connect(self.put)
        self.table.went.connect(self._show_words)
        words = "  ".join(f"{n} {code.label}" for n, code in enumerate(CODES, 1))
        self._legend = readable(words, "small")
        self._nothing = plain_label(tr("这次调查还没有文字意见。"), "muted")
        self._words = readable("")
        self.column.addWidget(self._nothing)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self._words)
        self.column.addWidget(self._legend)
        self.column.addStretch(0)

    def show_comments(self, rows: Sequence[CommentRow]) -> None:
        """Show the comments, those nobody sorted first."""
        waiting = [row for row in rows if not row.codes]
        self.table.show_rows([*waiting, *(row for row in rows if row.codes)])
        self.table.viewport().update()
        self.left.setText(tr("待归类 {n} 条").format(n=len(waiting)) if waiting else "")
        for widget in (self.table, self._legend):
            widget.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._show_words()

    def put(self, key: str) -> None:
        """Sort the current comment; a second key adds a category, the same one takes it away."""
        row = self.table.current()
        if row is None or not key.isdecimal() or not 1 <= int(key) <= len(CODES):
            return
        if not self._context.may("survey.update"):
            self._context.say(tr("您的岗位不能给意见归类。"))
            return
        code = CODES[int(key) - 1]
        codes = set(row.codes) ^ {code} or {code}
        at = self.table.currentIndex().row()

        def done(_: object) -> None:
            if not row.codes:
                self.table.selectRow(min(at + 1, len(self.table.rows) - 1))
            self.coded.emit()

        ordered = tuple(c for c in CODES if c in codes)
        arguments = {"number": row.code, "item": row.item, "codes": ordered}
        self._context.do(code_comment, arguments, done)

    def _show_words(self) -> None:
        row = self.table.current()
        self._words.setText(row.words if row else "")
        self._words.setVisible(row is not None)
