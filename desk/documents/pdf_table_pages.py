"""How a measured table is cut into pages.

Rows are never split, a heading stays with its first row, a computed sum with the row before it, and
at least one row stays with 合计 and the signatures.

Source: spec 4.0.
"""

from collections.abc import Iterator, Sequence

from desk.documents.papers import Section, SumRow
from desk.documents.pdf_table import SetRow, TableLayout, TableSlice


def cut_into_pages(
    layout: TableLayout, first_room: float, later_room: float, tail: float
) -> Iterator[TableSlice | None]:
    """Yield the slice of every page; None means: nothing fits here, start a new page.

    Args:
        layout: the measured table.
        first_room: height left on the current page.
        later_room: height of a fresh page.
        tail: height of what must stay on the page of the totals (signatures).
    """
    rows = layout.rows
    top = layout.title_height + layout.head_height
    if top + sum(r.height for r in rows) + layout.ending_height + tail <= first_room:
        yield TableSlice(layout, [*rows, *layout.ending], with_title=True)
        return
    if top + layout.ending_height + layout.subtotal_height + tail + _tallest(rows) > later_room:
        tail = 0
    yield from _many_pages(layout, first_room, later_room, tail)


def _many_pages(
    layout: TableLayout, room: float, later_room: float, tail: float
) -> Iterator[TableSlice | None]:
    groups = list(_unbreakable(layout.rows))
    last = len(groups) - 1
    page: list[SetRow] = []
    used = layout.title_height + layout.head_height + layout.subtotal_height
    titled = True
    for i, group in enumerate(groups):
        height = sum(row.height for row in group)
        ending = layout.ending_height + tail if i == last else 0
        if used + height + ending > room:
            if page or room < later_room:
                yield _with_subtotal(layout, page, titled) if page else None
            titled = titled and not page
            page, room = [], later_room
            used = layout.head_height + layout.subtotal_height
            used += layout.title_height if titled else 0
        page.extend(group)
        used += height
    if not groups and used + layout.ending_height + tail > room:
        yield None
    final = _with_subtotal(layout, page, titled)
    final.rows.extend(layout.ending)
    yield final


def _with_subtotal(layout: TableLayout, page: list[SetRow], titled: bool) -> TableSlice:
    subtotal = [layout.subtotal(page)] if layout.table.has_totals else []
    return TableSlice(layout, [*page, *subtotal], titled)


def _unbreakable(rows: Sequence[SetRow]) -> Iterator[list[SetRow]]:
    """Group rows that stay together: a heading with its first row, a computed sum with its last."""
    group: list[SetRow] = []
    for i, row in enumerate(rows):
        group.append(row)
        following = rows[i + 1].source if i + 1 < len(rows) else None
        if not isinstance(row.source, Section) and not isinstance(following, SumRow):
            yield group
            group = []
    if group:
        yield group


def _tallest(rows: Sequence[SetRow]) -> float:
    return max((row.height for row in rows), default=0)
