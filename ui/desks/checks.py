"""Check boxes with their words beside them; Space ticks, Enter goes on."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.screens.fields import Field
from ui.asking import button_text, plain_label
from ui.editors import FieldSet
from ui.editors.picked import FlagEditor
from ui.theme import SPACE


def check_line(fields: FieldSet, checks: Sequence[Field], heading: str = "") -> QWidget:
    """A line of check boxes, added to the walking order; what is wrong stands below the line."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE.hair)
    line = QHBoxLayout()
    line.setSpacing(SPACE.wide)
    column.addLayout(line)
    if heading:
        line.addWidget(plain_label(heading, "label"))
    for field in checks:
        editor = fields.add(check_box(field))
        line.addWidget(editor)
        editor.problem_column = column
    line.addStretch(1)
    return whole


def check_box(field: Field) -> FlagEditor:
    """A check box that carries its own label, with a star when it must be ticked."""
    editor = FlagEditor(field)
    star = " *" if field.required else ""
    editor.check.setText(button_text(field.label) + star)
    editor.check.setMinimumWidth(0)
    editor.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return editor
