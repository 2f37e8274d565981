"""Lists leave as Excel or CSV, beside the window, with the purpose when it must be given."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from desk.kernel.errors import Refused
from desk.kernel.text import tr
from desk.screens.lists import ListSpec
from ui.bridge import Cancelled, Step
from ui.pages.progress import with_progress
from ui.registry import Context

if TYPE_CHECKING:
    from ui.pages.list_page import ListPage

PURPOSE_MISSING = "E212"
KINDS = "Excel (*.xlsx);;CSV (*.csv)"


def can_export(context: Context, spec: ListSpec) -> bool:
    """Whether this user may export this list."""
    return context.may(spec.right) and context.may(spec.export_right or spec.right)


def export(page: "ListPage") -> None:
    """Ask where to, and write the list as it is filtered, sorted and shown."""
    proposed = f"{page.spec.title}.xlsx"
    target, _ = QFileDialog.getSaveFileName(page, tr("导出"), proposed, KINDS)
    if target:
        path = Path(target)
        export_to(page, path if path.suffix else path.with_suffix(".xlsx"))


def export_to(page: "ListPage", target: Path, purpose: str = "") -> None:
    """Write the list to a file; the purpose is asked for when the gate wants one."""
    context, wanted, columns = page.context, page.model.wanted, page.table.shown_columns()
    order = page.pasted.order(wanted.sort)

    def call(step: Step) -> int:
        from desk.exporting import export_list

        return export_list(
            context.desk,
            page.spec.name,
            target,
            wanted.filters,
            wanted.search,
            wanted.sort,
            purpose,
            step,
            columns,
            order,
        )

    def done(rows: int) -> None:
        context.say(tr("已导出 {n} 行到 {path}").format(n=rows, path=target))

    def failed(fault: BaseException) -> None:
        if isinstance(fault, Refused) and fault.codes == (PURPOSE_MISSING,) and not purpose:
            given = context.asker.reason(tr("导出"))
            if given:
                export_to(page, target, given)
        elif isinstance(fault, Cancelled):
            context.say(tr("已取消导出。"))
        else:
            context.tell(fault)

    title = tr("正在导出 {what}").format(what=page.spec.title)
    with_progress(context.bridge, title, call, done, failed, page.window())
