"""What is promised, by whom and until when: person and day are asked only for a task, both proposed."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.editors import Editor, FieldSet, editor_for
from ui.editors.person import PEOPLE, PersonEditor

if TYPE_CHECKING:
    from ui.registry import Context


class PromiseLine:
    """Three editors in a line, added to the walking order of their form.

    Args:
        context: of the page.
        fields: the form.
        mark: behind the names of the editors, when a form has several lines.
    """

    def __init__(self, context: "Context", fields: FieldSet, mark: str = "") -> None:
        self._context = context
        task = Field(f"task{mark}", tr("跟进事项(没有就留空)"), width=12)
        owner = Field(f"owner_id{mark}", tr("跟进人"), Kind.REFERENCE, width=5, of=PEOPLE)
        due = Field(f"due_on{mark}", tr("跟进期限"), Kind.DATE, width=6, required=True)
        self.task = fields.add(editor_for(task, context))
        self.owner = fields.add(PersonEditor(owner, context))
        self.due = fields.add(editor_for(due, context))
        self.task.edited.connect(self.propose)
        self.propose()

    @property
    def editors(self) -> tuple[Editor, Editor, Editor]:
        return self.task, self.owner, self.due

    def is_empty(self) -> bool:
        return self.task.is_empty()

    def propose(self) -> None:
        """Ask for person and day as soon as there is a task: oneself, on the next working day."""
        wanted = not self.is_empty()
        for editor in (self.owner, self.due):
            editor.setEnabled(wanted)
        if not wanted:
            self.owner.set_value(None)
            self.due.set_value(None)
        elif self.due.is_empty():
            self.owner.set_value(self._context.desk.signed_in().user_id)
            self.due.set_value(self._next_workday())

    def _next_workday(self) -> date:
        calendar = self._context.desk.calendar
        day = local(self._context.desk.now).date() + timedelta(days=1)
        while not calendar.is_workday(day):
            day += timedelta(days=1)
        return day
