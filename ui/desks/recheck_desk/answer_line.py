"""One field of a card: what stands there, and what the customer said about it."""

from PySide6.QtWidgets import QWidget

from desk.archive.customers.choices import ChangeSource
from desk.archive.rechecks.commands import FieldAnswer
from desk.archive.rechecks.queries import AskedField
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.desks.pieces import Chip
from ui.desks.texts import wrapped
from ui.editors import FieldSet, editor_for
from ui.editors.line import TextEditor
from ui.registry import Context
from ui.theme import Tone

SOURCE_WIDTH = 3


class AnswerLine:
    """Enter in the empty field confirms; typing there changes, and asks for source and evidence."""

    def __init__(self, context: Context, index: int, asked: AskedField, is_open: bool) -> None:
        self.asked, self.confirmed = asked, asked.is_answered
        self.old, self.chip = wrapped(asked.value or tr("未登记")), Chip()
        self.new = TextEditor(Field(f"new{index}", asked.label))
        self.new.line.setPlaceholderText(tr("Enter 确认,有变直接录入") if is_open else "")
        self.source = editor_for(
            Field(f"source{index}", tr("来源"), Kind.CHOICE, ChangeSource, SOURCE_WIDTH), context
        )
        self.evidence = TextEditor(Field(f"evidence{index}", tr("依据"), required=True))
        self.evidence.line.setPlaceholderText(tr("依据,如 来电 9:30、盖章函"))
        self.source.set_value(ChangeSource.PHONE)
        self.new.edited.connect(self.show_state)
        self.new.walked.connect(self._walked)
        if not is_open:
            self.new.set_value(asked.new_value)
            self.new.setEnabled(False)
        self.show_state()

    @property
    def changed(self) -> bool:
        return not self.new.is_empty()

    @property
    def answered(self) -> bool:
        return self.confirmed or self.changed

    def join(self, fields: FieldSet) -> None:
        """Walk through this line's editors after those before it."""
        for editor in (self.new, self.source, self.evidence):
            fields.add(editor)

    def cells(self) -> tuple[QWidget, ...]:
        """What stands beside the label."""
        return self.old, self.new, self.source, self.evidence, self.chip

    def answer(self) -> FieldAnswer:
        """What is sent; a change without a source came by telephone."""
        asked = self.asked
        if not self.changed:
            return FieldAnswer(field=asked.field, part_id=asked.part_id)
        return FieldAnswer(
            field=asked.field,
            part_id=asked.part_id,
            new_value=self.new.value(),
            source=self.source.value() or ChangeSource.PHONE,
            evidence=self.evidence.value(),
        )

    def show_state(self) -> None:
        """Show the chip, and the fields only a change needs."""
        for editor in (self.source, self.evidence):
            editor.setVisible(self.changed and self.new.isEnabled())
            editor.setEnabled(self.changed)
        if self.changed:
            self.chip.show_as(tr("变更"), Tone.WAITING)
        else:
            self.chip.show_as(tr("已确认") if self.confirmed else "", Tone.DONE)

    def _walked(self, forwards: bool) -> None:
        if forwards and not self.changed:
            self.confirmed = True
            self.show_state()
