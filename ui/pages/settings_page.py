"""设置: every assumption of the trade with its default and its value in force."""

from desk.app import command_table
from desk.kernel.text import tr
from desk.office.settings.queries import SettingRow, settings
from desk.office.settings.units import kind_of
from desk.screens.fields import Field
from ui.pages.form_dialog import FormDialog
from ui.pages.short_list import QuerySource, ShortListPage
from ui.registry import Context

COMMAND = "change_setting"
FIELDS = (
    Field("label", tr("设置项"), width=20),
    Field("shown", tr("现值"), width=24),
    Field("shown_default", tr("默认值"), width=24),
)


class SettingsPage(ShortListPage):
    """Enter or F2 changes the setting the cursor is on; it holds from the next action on."""

    watches = frozenset({"setting"})

    def __init__(self, context: Context) -> None:
        source = QuerySource(FIELDS, lambda: context.look_up(settings))
        super().__init__(context, tr("设置"), source)
        self.table.opened.connect(lambda _: self.change())
        self.note.setText(tr("修改后从下一次操作起生效,已算好的期限不变。"))
        if context.may(command_table()[COMMAND].needs):
            self.add_button(tr("修改"), "F2", self.change, "primary")

    def change(self) -> None:
        """Open the form of the current setting."""
        row = self.current()
        command = command_table()[COMMAND]
        if not isinstance(row, SettingRow) or not self.context.may(command.needs):
            return
        field = Field("value", row.label, kind_of(row.key, row.default), required=True)
        FormDialog(
            self.context, command, (field,), {"key": row.key}, {"value": row.value}, self.window()
        ).show()
