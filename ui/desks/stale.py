"""A form whose record somebody else may have saved meanwhile."""

from collections.abc import Iterable

from PySide6.QtCore import Signal

from desk.kernel.errors import Problem
from ui.editors import FieldSet

STALE = "E211"


class StaleAwareFields(FieldSet):
    """Keeps E211 from being a mere message: the form hears of it and puts both versions together.

    Signals:
        stale: somebody else saved the record meanwhile (the problem that says who and when).
    """

    stale = Signal(object)

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Show each problem at its field; E211 goes to whoever listens."""
        rest = super().show_problems(problems)
        for problem in rest:
            if problem.code == STALE:
                self.stale.emit(problem)
        return tuple(problem for problem in rest if problem.code != STALE)
