"""The refusals of single rows of a pasted table, said by their places in it."""

import re
from collections.abc import Callable, Iterable, Sequence

from desk.kernel.errors import Problem
from ui.desks.pasted_table import in_row, not_pasted
from ui.editors import FieldSet


class ToldRows(FieldSet):
    """Takes the problems of a command that got many rows at once.

    Args:
        tell: says what is wrong; empty when nothing is.
        argument: the name of the rows' argument.
        places: where each of them stood in the pasted table; as they come when left out.
    """

    def __init__(
        self, tell: Callable[[str], None], argument: str, places: Sequence[int] | None = None
    ) -> None:
        super().__init__()
        self._tell, self._places = tell, places
        self._row = re.compile(rf"{argument}\.(\d+)")

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        rows, rest = [], []
        for problem in problems:
            found = self._row.match(problem.field or "")
            if found is None:
                rest.append(problem)
                continue
            number = int(found[1])
            place = self._places[number] if self._places is not None else number + 1
            rows.append(in_row(place, problem.message) if place else problem.message)
        self._tell(not_pasted(rows) if rows else "")
        return tuple(rest)
