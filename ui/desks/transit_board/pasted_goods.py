"""Tickets copied from a spreadsheet onto an open manifest: all of them or none, and back with Ctrl+Z."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from desk.freight.transit.commands import update_transit
from desk.freight.transit.drafts import TransitGoods
from desk.kernel.text import tr
from ui.desks.former import Former
from ui.desks.pasted_table import cells_of, counts_of, keyed_rows, not_pasted
from ui.desks.told_rows import ToldRows
from ui.desks.transit_board.line_form import head_of

if TYPE_CHECKING:
    from ui.desks.transit_board.page import TransitBoard

Goods = tuple[TransitGoods, ...]


class PastedGoods:
    """Takes 运单号, or 运单号 and 件数; or a column of pieces from the current ticket down.

    Args:
        board: the board.
        may: the right to change a manifest.
        tell: says what is wrong; empty when nothing is.
    """

    def __init__(self, board: "TransitBoard", may: str, tell: Callable[[str], None]) -> None:
        self._board, self._may, self._tell = board, may, tell
        self._former: Former[Goods] = Former()
        self._number = ""

    def show_manifest(self, number: str) -> None:
        """Another manifest is shown: nothing of the former one comes back."""
        self._tell("")
        if number != self._number:
            self._number = number
            self._former.forget()

    def paste(self, text: str) -> None:
        """Put the tickets of a pasted table on the manifest, or change their pieces."""
        now, cells = self._board.now, cells_of(text)
        if now is None or not now.is_open or not cells:
            self._board.context.say(tr("请先打开一张还没有交接的中转单,再粘贴。"))
            return
        on_it = {line.waybill: line.pieces for line in now.card.lines}
        usual = self._board.waiting.free() | on_it
        keys = list(usual if cells[0][0] in usual or len(cells[0]) > 1 else on_it)
        current = self._board.side.lines.current()
        pasted = keyed_rows(text, keys, current.waybill if current is not None else "")
        found, wrong = counts_of(pasted, keys, 1, usual)
        if wrong:
            self._tell(not_pasted(wrong))
            return
        before, goods = tuple(now.goods.values()), now.goods
        for waybill, pieces in found.items():
            goods[waybill] = replace(
                goods.get(waybill, TransitGoods(waybill=waybill)), pieces=pieces
            )
        places = {row.key: row.place for row in pasted}
        words = tr("已粘贴 {n} 票,Ctrl+Z 撤回。").format(n=len(found))
        self._save(tuple(goods.values()), words, places, lambda: self._former.remember(before))

    def step_back(self, back: bool) -> None:
        """Take the last pasted table back, or put it in again."""
        now = self._board.now
        if now is None or not now.is_open:
            return
        former = self._former.step(tuple(now.goods.values()), back=back)
        if former is not None:
            words = tr("已撤回粘贴的票。") if back else tr("已重新填上。")
            self._save(former, words, {}, lambda: None)

    def _save(
        self, goods: Goods, said: str, places: dict[str, int], then: Callable[[], None]
    ) -> None:
        now = self._board.now
        if now is None or not self._board.context.may_or_says(self._may):
            return

        def saved(outcome: object) -> None:
            then()
            self._tell("")
            self._board.context.say(said)
            self._board.saved(outcome)

        arguments = head_of(now) | {"plan": now.plan, "goods": goods}
        told = ToldRows(self._tell, "goods", [places.get(one.waybill, 0) for one in goods])
        self._board.context.do(update_transit, arguments, saved, fields=told)
