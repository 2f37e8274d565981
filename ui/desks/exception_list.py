"""异常: the list, with the claims that come from the current row, and one key to them."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout

from desk.care.claims.queries import LinkedClaim, claims_from
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from ui.desks.pieces import keyed_button
from ui.desks.strip import Strip
from ui.pages.list_page import ListPage
from ui.registry import Context

LIST, CLAIM = "exceptions", "Ctrl+M"


class ExceptionList(ListPage):
    """See the module."""

    watches: ClassVar[frozenset[str] | None] = frozenset({"exception_case", "claim", "attachment"})

    def __init__(self, context: Context) -> None:
        self.linked = Strip()
        self.claims: list[LinkedClaim] = []
        self._of = ""
        super().__init__(context, LIST)
        self.linked.chosen.connect(self._open)

    def open_claim(self) -> None:
        """Go on to the newest claim of the exception; without one begin it."""
        values = self._current()
        if not values:
            self.context.say(tr("请先选择一行。"))
        elif self.claims:
            self._open(self.claims[-1].number)
        elif self.context.may("claim.create"):
            waybill, number = values["consignment_no"], values["number"]
            self.context.open_page("claim_desk", waybill=waybill, exception_no=number)

    def _open(self, number: str) -> None:
        self.linked.mark("")
        self.context.open_page("claim_desk", number=number)

    def _current(self) -> dict[str, Any]:
        row = self.table.current_row()
        chosen = self.model.rowCount() and self.table.chosen_ids()
        return self.model.values_at(row) if chosen and row is not None else {}

    def _chosen(self) -> None:
        super()._chosen()
        self._of = str(self._current().get("number") or "")
        self._came(self._of, [])
        if self._of and self.context.may("claim.read"):
            came = partial(self._came, self._of)
            self.context.ask(claims_from, came, self, number=self._of)

    def _came(self, number: str, claims: list[LinkedClaim]) -> None:
        if number == self._of:
            self.claims = claims
            self.linked.show_items([(c.number, words(c)) for c in claims])
            self.linked.setVisible(bool(claims))

    def _head(self) -> QHBoxLayout:
        row = super()._head()
        if self.context.may("claim.read"):
            button = keyed_button(self, tr("理赔"), CLAIM, self.open_claim)
            row.insertWidget(row.count() - 1, button)
        return row

    def _narrowing(self) -> QHBoxLayout:
        row = super()._narrowing()
        row.addWidget(self.linked)
        return row


def words(claim: LinkedClaim) -> str:
    """「理赔 LP261119-001 草拟 200.00 元」."""
    amount = show_money(claim.agreed_fen)
    return tr("理赔 {no} {v} {a} 元").format(no=claim.number, v=claim.state.label, a=amount)
