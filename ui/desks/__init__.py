"""The hand-made screens, named explicitly. An entry with a list's name takes that list's place."""

from PySide6.QtWidgets import QWidget

from desk.kernel.text import tr
from ui.registry import Context, PageSpec


def _consignment_entry(context: Context) -> QWidget:
    from ui.desks.consignment_entry.page import ConsignmentEntry

    return ConsignmentEntry(context)


DESKS: tuple[PageSpec, ...] = (
    PageSpec(
        "consignment_entry",
        tr("新运单"),
        "freight",
        "file-plus",
        _consignment_entry,
        "consignment.create",
    ),
)
