"""Lists leave as Excel through one function of the desk, with the purpose when it must be given."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from desk.kernel.errors import Refused
from desk.kernel.text import tr
from desk.screens.lists import ListSpec
from ui.registry import Context

if TYPE_CHECKING:
    from ui.pages.list_page import ListPage

PURPOSE_MISSING = "E212"


def exporter(context: Context) -> Callable[..., Any] | None:
    """The desk's export of a list: ``export_list(name, target, filters, search, sort, purpose)``."""
    return getattr(context.desk, "export_list", None)


def can_export(context: Context, spec: ListSpec) -> bool:
    """Whether this user may export this list."""
    return exporter(context) is not None and context.may(spec.export_right or spec.right)


def export(page: "ListPage") -> None:
    """Ask where to, and write the list as it is filtered and sorted."""
    proposed = f"{page.spec.title}.xlsx"
    target, _ = QFileDialog.getSaveFileName(page, tr("导出 Excel"), proposed, "Excel (*.xlsx)")
    if target:
        export_to(page, Path(target))


def export_to(page: "ListPage", target: Path, purpose: str = "") -> None:
    """Write the list to a file beside the window."""
    context, write, wanted = page.context, exporter(page.context), page.model.wanted
    if write is None:
        return

    def call() -> Any:
        given = {"purpose": purpose} if purpose else {}
        return write(
            page.spec.name, target, wanted.filters, search=wanted.search, sort=wanted.sort, **given
        )

    def failed(fault: BaseException) -> None:
        if isinstance(fault, Refused) and PURPOSE_MISSING in fault.codes and not purpose:
            given = context.asker.reason(tr("导出个人信息"))
            if given:
                export_to(page, target, given)
            return
        context.tell(fault)

    def done(_: Any) -> None:
        context.say(tr("已导出到 {path}").format(path=target))

    context.bridge.later(call, done, failed)
