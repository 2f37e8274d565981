"""The booked imports; one can be taken back while nothing of it has moved."""

from PySide6.QtWidgets import QHBoxLayout

from desk.importing import undo
from desk.kernel.text import tr
from ui.bridge import Step
from ui.desks.pieces import keyed_button
from ui.pages.list_page import ListPage
from ui.pages.progress import with_progress
from ui.registry import Context


class ImportBatches(ListPage):
    """The described list with two buttons of its own."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "imports")

    def undo_chosen(self) -> None:
        """Take the chosen import back, with a reason."""
        ids = self.table.chosen_ids()
        if not ids:
            self.context.say(tr("请先选择一行。"))
            return
        reason = self.context.asker.reason(tr("撤销导入"))
        if reason:
            self._undo(ids[0], reason)

    def _undo(self, batch_id: int, reason: str) -> None:
        desk = self.context.desk

        def call(_: Step) -> None:
            undo(desk, batch_id, reason)

        def done(_: None) -> None:
            self.context.say(tr("导入批次 {n} 已撤销。").format(n=batch_id))
            self.renew()

        title = tr("正在撤销导入…")
        with_progress(self.context.bridge, title, call, done, self.context.tell, self.window())

    def _head(self) -> QHBoxLayout:
        row = super()._head()
        row.addWidget(keyed_button(self, tr("撤销这次导入"), "Ctrl+Z", self.undo_chosen, "danger"))

        def wizard() -> None:
            self.context.open_page("import_wizard")

        row.addWidget(keyed_button(self, tr("新导入"), "Ctrl+N", wizard, "primary"))
        return row
