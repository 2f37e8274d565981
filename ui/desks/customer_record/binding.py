"""A customer's yearly file is bound into one PDF, where the user wants it and for a stated purpose."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desk.binding import RIGHT, Bound, bind_customer_file
from desk.filing.customer_files.commands import FIRST_YEAR
from desk.kernel.errors import Problems, Refused
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import Box, plain_label
from ui.bridge import Cancelled, Step
from ui.editors import FieldSet, editor_for
from ui.errors_shown import Shown
from ui.pages.field_grid import FieldGrid
from ui.pages.progress import with_progress
from ui.registry import Context

_FIELDS = (
    Field("year", "年度", Kind.COUNT, required=True),
    Field("purpose", "用途", required=True, width=12),
)


class BindDialog(Box):
    """Year and purpose of a bound file."""

    heading_role = "title"

    def __init__(self, context: Context, name: str, window: QWidget | None) -> None:
        super().__init__(window, tr("装订年度档案"))
        self._this_year = local(context.desk.now).year
        self.body.addWidget(plain_label(name, "muted"))
        self.fields = FieldSet(self)
        grid = FieldGrid()
        grid.place(self.fields.add(editor_for(field, context)) for field in _FIELDS)
        self.fields.fill({"year": self._this_year})
        self.body.addWidget(grid)
        small = plain_label(tr("档案含个人信息,导出会登记用途。"), "small")
        self.body.addWidget(small)
        self.buttons(tr("装订"), tr("返回"))
        self.fields.finished.connect(self.accept)
        self.fields.focus_first()

    def typed(self) -> tuple[int, str]:
        """Year and purpose.

        Raises:
            Refused: E001, E002, E003.
        """
        values, problems = self.fields.values(), Problems()
        year, last = values["year"], self._this_year
        limits = {"label": tr("年度"), "lo": FIRST_YEAR, "hi": last, "v": year}
        problems.check(FIRST_YEAR <= year <= last, "E003", "year", **limits)
        problems.raise_if_any()
        return year, values["purpose"]

    def accept(self) -> None:
        try:
            self.typed()
        except Refused as refused:
            self.fields.show_problems(refused.problems)
        else:
            super().accept()


def can_bind(context: Context) -> bool:
    """Whether this user may take a customer's papers out of the office."""
    return context.may(RIGHT) and context.may("voucher.read")


def bind(context: Context, code: str, name: str, window: QWidget) -> None:
    """Ask year, purpose and place, and bind."""
    dialog = BindDialog(context, name, window.window())
    if not dialog.answered():
        return
    year, purpose = dialog.typed()
    proposed = f"{code}-{year}.pdf"
    target, _ = QFileDialog.getSaveFileName(window, tr("装订到"), proposed, "PDF (*.pdf)")
    if target:
        bind_to(context, code, year, Path(target).with_suffix(".pdf"), purpose, window)


def bind_to(
    context: Context, code: str, year: int, target: Path, purpose: str, window: QWidget
) -> None:
    """Bind beside the window, with progress and a way to cancel."""

    def call(step: Step) -> Bound:
        return bind_customer_file(context.desk, code, year, target, purpose, step)

    def done(bound: Bound) -> None:
        words = tr("已装订 {n} 件 {p} 页:{path}").format(n=bound.papers, p=bound.pages, path=target)
        context.say(words)
        if bound.left_out:
            sentences = tuple(f"{label}:{why}" for label, why in bound.left_out)
            context.asker.tell(
                Shown(tr("有 {n} 件没有装订进去").format(n=len(sentences)), sentences)
            )

    title = tr("正在装订 {code} {year} 年档案").format(code=code, year=year)
    with_progress(context.bridge, title, call, done, _failed(context), window.window())


def _failed(context: Context) -> Callable[[BaseException], None]:
    def failed(fault: BaseException) -> None:
        if isinstance(fault, Cancelled):
            context.say(tr("已取消装订。"))
        else:
            context.tell(fault)

    return failed
