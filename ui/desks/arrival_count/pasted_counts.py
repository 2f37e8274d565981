"""Counts copied from a spreadsheet into a truck's tickets: all of them or none, and back with Ctrl+Z."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from desk.freight.inbound.counting import count_lines
from desk.freight.inbound.drafts import LineCount
from desk.freight.inbound.queries import ManifestLineRow
from desk.kernel.text import tr
from ui.desks.former import Former
from ui.desks.pasted_table import counts_of, keyed_rows, not_pasted
from ui.desks.told_rows import ToldRows

if TYPE_CHECKING:
    from ui.desks.arrival_count.page import ArrivalCount

Counts = tuple[LineCount, ...]


class PastedCounts:
    """Takes a column of pieces from the current ticket down, or 运单号, 实收, 库位, 备注.

    Args:
        page: the count.
        tell: says what is wrong; empty when nothing is.
    """

    def __init__(self, page: "ArrivalCount", tell: Callable[[str], None]) -> None:
        self._page, self._tell = page, tell
        self._former: Former[Counts] = Former()

    def paste(self, text: str) -> None:
        """Count the tickets of a pasted table, unless something in it is wrong."""
        rows, current = self._page.table.rows, self._page.table.current()
        keys = [row.number for row in rows]
        pasted = keyed_rows(text, keys, current.number if current is not None else "")
        found, wrong = counts_of(pasted, keys, 0)
        if wrong:
            self._tell(not_pasted(wrong))
        elif pasted:
            counts = tuple(
                LineCount(
                    waybill=row.key,
                    pieces=found[row.key],
                    bin_code=row.cells[1] if len(row.cells) > 1 else None,
                    note=row.cells[2] if len(row.cells) > 2 else None,
                )
                for row in pasted
            )
            before = _as_they_are(rows)
            words = tr("已粘贴 {n} 票的实收件数,Ctrl+Z 撤回。").format(n=len(counts))
            self._save(counts, words, lambda: self._former.remember(before))

    def step_back(self, back: bool) -> None:
        """Take the last pasted table back, or put it in again."""
        now = _as_they_are(self._page.table.rows)
        former = self._former.step(now, back=back)
        if former is not None:
            changed = tuple(count for count in former if count not in now)
            words = tr("已撤回粘贴的 {n} 票。") if back else tr("已重新填上 {n} 票。")
            self._save(changed, words.format(n=len(changed)), lambda: None)

    def forget(self) -> None:
        """Another truck is shown."""
        self._former.forget()
        self._tell("")

    def _save(self, counts: Counts, said: str, then: Callable[[], None]) -> None:
        def saved(_: object) -> None:
            then()
            self._tell("")
            self._page.context.say(said)
            self._page.renew()

        arguments = {"number": self._page.number, "counts": counts}
        self._page.context.do(count_lines, arguments, saved, fields=ToldRows(self._tell, "counts"))


def _as_they_are(rows: Sequence[ManifestLineRow]) -> Counts:
    return tuple(
        LineCount(waybill=r.number, pieces=r.pieces_received, bin_code=r.bin_code, note=r.note)
        for r in rows
    )
