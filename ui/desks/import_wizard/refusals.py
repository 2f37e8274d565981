"""A list that is refused while it is booked: the same reason is said once, with its rows in the sheet."""

from collections.abc import Sequence
from dataclasses import replace

from desk.importing import ImportPreview
from desk.kernel.errors import Refused
from desk.kernel.row_words import in_rows
from desk.kernel.text import tr
from ui.desks.told_rows import of_rows
from ui.editors import FieldSet
from ui.errors_shown import messages, shown
from ui.registry import Context

MOST_NAMED = 20


def tell_refused(
    context: Context, refused: Refused, found: ImportPreview | None, head: FieldSet
) -> None:
    """Show what is wrong with the head at its fields, all else in one message."""
    places = [row.row_no for row in found.rows.good] if found is not None else []
    of_the_rows, rest = of_rows(refused.problems, "rows", places)
    open_ = head.show_problems(rest)
    rows = in_rows((place, problem.message) for place, problem in of_the_rows)
    told = (*_first(rows), *messages(open_))
    if told:
        context.asker.tell(replace(shown(refused), sentences=told))


def _first(sentences: Sequence[str]) -> list[str]:
    more = len(sentences) - MOST_NAMED
    last = [tr("…另有 {n} 种。").format(n=more)] if more > 0 else []
    return [*sentences[:MOST_NAMED], *last]
