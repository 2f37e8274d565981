"""The line papers are typed in: a number and Enter adds a row, the other fields keep what is usual."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.filing.vouchers.commands import VoucherDraft
from desk.kernel.errors import Refused
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.desks.dense import DenseGrid
from ui.editors import Editor, FieldSet, editor_for
from ui.registry import Context

_FIELDS = (
    (Field("doc_no", "单号(Enter 加一件)", Kind.NUMBER, width=12), 7),
    (Field("pages", "页数", Kind.COUNT, width=3), 2),
    (Field("is_copy", "复印件", Kind.FLAG, width=3), 2),
    (Field("doc_date", "单据日期(可空)", Kind.DATE, width=6, help="空着取系统里的日期"), 4),
    (Field("date_reason", "日期不符的原因", width=8), 5),
)


class _Fields(FieldSet):
    """Enter on a number adds it; the cursor stays for the next one."""

    def _walk(self, editor: Editor, forwards: bool) -> None:
        if editor.name == "doc_no" and forwards and not editor.is_empty():
            self.finished.emit()
        else:
            super()._walk(editor, forwards)


class TypingLine(QWidget):
    """See the module.

    Signals:
        typed: a `VoucherDraft`.
    """

    typed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.fields = _Fields(self)
        grid = DenseGrid(columns=20)
        grid.line(*((self.fields.add(editor_for(f, context)), span) for f, span in _FIELDS))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(grid)
        self.fields.finished.connect(self.add)
        self.clear()

    def add(self) -> None:
        """Add what is typed; without a number the cursor goes to the pages."""
        if self.fields["doc_no"].is_empty():
            return
        self.fields.show_problems(())
        try:
            values = self.fields.values()
        except Refused as refused:
            self.fields.show_problems(refused.problems)
            return
        draft = VoucherDraft(
            doc_no=str(values["doc_no"]).strip().upper(),
            doc_date=values["doc_date"],
            pages=1 if values["pages"] is None else values["pages"],
            is_copy=bool(values["is_copy"]),
            date_reason=values["date_reason"] or "",
        )
        self.clear(draft.pages)
        self.typed.emit(draft)
        self.take_focus()

    def take(self, draft: VoucherDraft) -> None:
        """Put a paper back into the line, to be mended."""
        self.fields.fill(
            {name: getattr(draft, name) for name in ("doc_no", "pages", "is_copy", "doc_date")}
        )
        self.fields.fill({"date_reason": draft.date_reason})
        self.fields["doc_date"].take_focus()

    def clear(self, pages: int = 1) -> None:
        """Empty the line; the pages stay."""
        self.fields.clear()
        self.fields.fill({"pages": pages, "is_copy": False})

    def take_focus(self) -> None:
        self.fields["doc_no"].take_focus()


def emptied_words(count: int) -> str:
    """What would be lost."""
    return tr("有 {n} 件还没有归档,确定放弃?").format(n=count)
