"""A pasted table of signed papers is entered whole or not at all, and taken back with Ctrl+Z."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from desk.freight.delivery.drafts import StopReceipt
from desk.freight.delivery.many_receipts import enter_receipts, withdraw_receipts
from desk.freight.delivery.queries import ReceiptRow
from desk.kernel.errors import Refused
from desk.kernel.text import tr
from ui.desks.pasted_table import not_pasted
from ui.desks.receipts.pasted_receipts import papers_of, reading_fields
from ui.desks.told_rows import ToldRows
from ui.editors import FieldSet

if TYPE_CHECKING:
    from ui.desks.receipts.page import RunReceipts

_TAKES_BACK = "delivery_run.update"
Receipts = tuple[StopReceipt, ...]


@dataclass(frozen=True)
class _Pasted:
    """One pasted table, and how its stops stood once it was entered."""

    receipts: Receipts
    saved: dict[str, ReceiptRow | None]


class PastedReceipts:
    """Takes 运单号, 签收人, 实收, 方式, 结果, or a table under a heading.

    Args:
        page: the run.
        tell: says what is wrong; empty when nothing is.
    """

    def __init__(self, page: "RunReceipts", tell: Callable[[str], None]) -> None:
        self._page, self._tell = page, tell
        self._done: list[_Pasted] = []
        self._undone: list[Receipts] = []

    @cached_property
    def _fields(self) -> FieldSet:
        return reading_fields(self._page.context)

    def forget(self) -> None:
        """Another run is shown."""
        self._done, self._undone = [], []
        self._tell("")

    def paste(self, text: str) -> None:
        """Enter the papers of a pasted table, unless something in it is wrong."""
        page, stop = self._page, self._page.table.current()
        current = stop.number if stop is not None else ""
        found = papers_of(self._fields, text, page.table.rows, current, self._usual_time())
        if found.wrong:
            self._tell(not_pasted(found.wrong))
        elif found.receipts and page.may_leave():
            self._undone.clear()
            may = page.context.may(_TAKES_BACK)
            words = tr("已登记 {n} 票的签收,Ctrl+Z 撤回。") if may else tr("已登记 {n} 票的签收。")
            self._enter(found.receipts, words.format(n=len(found.receipts)), found.places)

    def step_back(self, back: bool) -> None:
        """Take the last pasted table back, or enter it again."""
        if not (self._done if back else self._undone) or not self._page.may_leave():
            return
        if back:
            if self._page.context.may_or_says(_TAKES_BACK):
                self._withdraw(self._done[-1])
        else:
            receipts = self._undone[-1]
            words = tr("已重新登记 {n} 票的签收。").format(n=len(receipts))
            self._enter(receipts, words, then=self._undone.pop)

    def _enter(
        self,
        receipts: Receipts,
        said: str,
        places: Sequence[int] | None = None,
        then: Callable[[], object] = lambda: None,
    ) -> None:
        def entered() -> None:
            self._done.append(_Pasted(receipts, self._standing(receipts)))
            then()

        arguments = {"receipts": receipts}
        self._save(
            enter_receipts, arguments, said, entered, ToldRows(self._tell, "receipts", places)
        )

    def _withdraw(self, pasted: _Pasted) -> None:
        if self._standing(pasted.receipts) != pasted.saved:
            self._done.pop()
            self._tell(tr("粘贴以后有票改过登记,不能整批撤回;请选中那一票,点「撤销登记」。"))
            return

        def withdrawn() -> None:
            self._undone.append(self._done.pop().receipts)

        waybills = tuple(pasted.saved)
        said = tr("已撤回粘贴的 {n} 票。").format(n=len(waybills))
        arguments = {"waybills": waybills, "reason": tr("撤回粘贴")}
        told = ToldRows(self._tell, "waybills", [0] * len(waybills))
        self._save(withdraw_receipts, arguments, said, withdrawn, told)

    def _save(
        self,
        command: Callable[..., Any],
        arguments: dict[str, Any],
        said: str,
        then: Callable[[], None],
        told: ToldRows,
    ) -> None:
        page = self._page

        def saved(_: object) -> None:
            page.reload()
            then()
            self._tell("")
            page.context.say(said)

        page.context.do(command, {"number": page.number} | arguments, saved, fields=told)

    def _standing(self, receipts: Receipts) -> dict[str, ReceiptRow | None]:
        stops = {stop.number: stop.receipt for stop in self._page.table.rows}
        return {one.waybill: stops.get(one.waybill) for one in receipts}

    def _usual_time(self) -> datetime:
        """When the stop at hand was signed, for the rows that do not say."""
        now = self._page.context.desk.now
        try:
            typed: datetime | None = self._page.form.fields["signed_at"].value()
        except Refused:
            return now
        return typed or now
