"""A form whose record somebody else may have saved meanwhile."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from desk.kernel.errors import Problem
from desk.kernel.text import tr
from ui.desks.side_by_side import Difference
from ui.editors import Editor, FieldSet
from ui.editors.line import LineEditor
from ui.editors.picked import ChoiceEditor, FlagEditor, NoteEditor
from ui.formats import show_any

if TYPE_CHECKING:
    from ui.registry import Context

STALE = "E211"


@dataclass(frozen=True)
class Stood:
    """What stood in an editor, and how it was read on the screen."""

    held: tuple[Any, bool]
    text: str


@dataclass(frozen=True)
class Whole:
    """Something beside the fields that is saved with them: the rows of a table, ticks.

    Attributes:
        label: its word.
        kind: the type of what it holds, to keep it as a draft.
        hold: what stands there now; compared with `==`.
        put: shows such a thing as typed.
        text: how it is read on the screen.
    """

    label: str
    kind: Any
    hold: Callable[[], Any]
    put: Callable[[Any], None]
    text: Callable[[Any], str]


class StaleAwareFields(FieldSet):
    """Keeps E211 from being a mere message: the form hears of it and puts both versions together.

    Attributes:
        saved: what stood in the editors when the record was shown (`mark`).
        wholes: what is saved with the fields, by name (`carry`).

    Signals:
        stale: somebody else saved the record meanwhile (the problem that says who and when).
    """

    stale = Signal(object)

    def __init__(self, parent: Any) -> None:
        super().__init__(parent)
        self.saved: dict[str, Stood] = {}
        self.wholes: dict[str, Whole] = {}

    def carry(self, name: str, whole: Whole) -> None:
        """Take in something that is saved with the fields."""
        self.wholes[name] = whole

    def merges(
        self, context: "Context", show_theirs: Callable[[], object], save: Callable[[], object]
    ) -> None:
        """When somebody else has saved: show the record anew, take each field from a side, save again."""

        def show() -> None:
            show_theirs()
            self.mark()

        def stale(problem: Problem) -> None:
            if put_together(context, self, problem, show):
                save()

        self.stale.connect(stale)

    def label_of(self, name: str) -> str:
        """The word of a field, or of what is saved with the fields."""
        return self.wholes[name].label if name in self.wholes else self[name].field.label

    def put_back(self, name: str, content: Any) -> None:
        """Put the user's own again where the other's stands; it counts as typed."""
        if name in self.wholes:
            self.wholes[name].put(content)
        else:
            self[name].put_held((content, True))
            self[name].edited.emit()

    def mark(self) -> None:
        """The record is shown as it is saved."""
        self.saved = self.stand()

    def stand(self) -> dict[str, Stood]:
        """What stands in the editors now."""
        beside = {name: (whole, whole.hold()) for name, whole in self.wholes.items()}
        return {e.name: Stood(held, _text(e)) for e in self if (held := e.held()) is not None} | {
            name: Stood((held, True), whole.text(held)) for name, (whole, held) in beside.items()
        }

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Show each problem at its field; E211 goes to whoever listens."""
        rest = super().show_problems(problems)
        for problem in rest:
            if problem.code == STALE:
                self.stale.emit(problem)
        return tuple(problem for problem in rest if problem.code != STALE)


def who_saved(problem: Problem) -> str:
    """Who saved meanwhile and when, as the heading of what is to be chosen."""
    words = tr("{user}于{t}修改了这条记录。请选每一栏用谁的:")
    return words.format(user=problem.values["user"], t=problem.values["t"])


def put_together(
    context: "Context", fields: StaleAwareFields, problem: Problem, show_theirs: Callable[[], None]
) -> bool:
    """Show both versions and take each field from the side the user says.

    Args:
        context: who asks.
        fields: the form, with what the user typed.
        problem: who saved, and when.
        show_theirs: shows the record as it is saved now, and marks it.

    Returns:
        Whether to save again; else the form shows both versions put together, to look over.
    """
    before, mine = fields.saved, fields.stand()
    show_theirs()
    theirs = fields.saved
    differences = [
        Difference(
            name=name,
            label=fields.label_of(name),
            before=before[name].text,
            theirs=theirs[name].text,
            mine=stood.text,
            clash=stood.held[0] != before[name].held[0],
        )
        for name, stood in mine.items()
        if name in before
        and name in theirs
        and theirs[name].text not in (before[name].text, stood.text)
    ]
    chosen: frozenset[str] | None = frozenset()
    if differences:
        chosen = context.asker.sides(who_saved(problem), differences)
    else:
        context.say(tr("对方改的不是您改的栏目,已合在一起保存。"))
    usual = frozenset(one.name for one in differences if not one.clash)
    from_theirs = usual if chosen is None else chosen
    shown = {one.name for one in differences}
    for name, stood in mine.items():
        changed = name in before and stood.held[0] != before[name].held[0]
        if (changed and name not in from_theirs) or (name in shown and name not in from_theirs):
            fields.put_back(name, stood.held[0])
    return chosen is not None


def _text(editor: Editor) -> str:
    if isinstance(editor, LineEditor):
        return editor.line.text().strip()
    if isinstance(editor, ChoiceEditor):
        return editor.combo.currentText()
    if isinstance(editor, FlagEditor):
        return show_any(editor.value())
    return str(editor.value()) if isinstance(editor, NoteEditor) else ""
