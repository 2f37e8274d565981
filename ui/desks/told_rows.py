"""The refusals of single rows of a pasted table, said by their places in it."""

import re
from collections.abc import Callable, Iterable, Sequence

from desk.kernel.errors import Problem
from ui.desks.pasted_table import in_row, not_pasted
from ui.editors import FieldSet


def of_rows(
    problems: Iterable[Problem], argument: str, places: Sequence[int] | None = None
) -> tuple[list[tuple[int, Problem]], list[Problem]]:
    """The problems of the rows of an argument with their places, and the other problems.

    Args:
        problems: of a command that got many rows at once.
        argument: the name of the rows' argument.
        places: where each of them stands in its table; as they come when left out.
    """
    row_of = re.compile(rf"{argument}\.(\d+)")
    rows, rest = [], []
    for problem in problems:
        found = row_of.match(problem.field or "")
        if found is None:
            rest.append(problem)
        else:
            number = int(found[1])
            rows.append((places[number] if places is not None else number + 1, problem))
    return rows, rest


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
        super().__init__(None)
        self._tell, self._argument, self._places = tell, argument, places

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        found, rest = of_rows(problems, self._argument, self._places)
        rows = [in_row(place, one.message) if place else one.message for place, one in found]
        self._tell(not_pasted(rows) if rows else "")
        return tuple(rest)
