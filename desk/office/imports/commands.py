"""Layouts are learned by themselves when a list is booked, or ahead of it by this command.

Booking and undoing themselves are commands of the rooms, run by the flow `desk.importing`.
"""

from desk.kernel.commands import command
from desk.kernel.errors import Problems
from desk.kernel.text import tr
from desk.office.imports.batches import remember_layout
from desk.storage.work import Work

KEY_MAX = 16


@command(
    "customer.import",
    "记住导入格式",
    example='{"kind": "customers", "layout_key": "0f3a", "mapping": {"单位": "name"}}',
)
def learn_layout(work: Work, *, kind: str, layout_key: str, mapping: dict[str, str]) -> None:
    """Remember which heading of a sender's list is which of our columns.

    Args:
        work: the running command.
        kind: kind of list, ``inbound``.
        layout_key: mark of the layout (desk.documents.intake.mapping.layout_key).
        mapping: heading → our column.

    Raises:
        Refused: E001, E004.
    """
    problems = Problems()
    problems.require(kind, "kind", tr("导入种类"))
    if problems.require(layout_key, "layout_key", tr("格式标记")):
        short = len(layout_key) <= KEY_MAX
        problems.check(
            short, "E004", "layout_key", label=tr("格式标记"), n=KEY_MAX, v=len(layout_key)
        )
    problems.raise_if_any()
    remember_layout(work, kind, layout_key, mapping)
