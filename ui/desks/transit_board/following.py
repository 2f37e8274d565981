"""What happens to a manifest: hand-over, arrival, signature or refusal, recall, account, paper."""

from desk.freight.transit.queries import TransitLineRow
from desk.kernel.text import tr
from ui.desks.transit_board import following_forms as forms
from ui.desks.transit_board.acts import Acts
from ui.desks.transit_board.hand_form import HandOverForm
from ui.desks.transit_board.lines import outstanding


class Following(Acts):
    """See the module."""

    def hand_over(self) -> None:
        """Let the goods go, once every price stands."""
        now = self.board.now
        if now is None:
            return
        open_ = next((n for n, check in now.checks.items() if not check.stands), None)
        if open_ is not None:
            self.board.side.lines.go_to(open_)
            self.board.to_reason()
            self.board.context.say(tr("{no} 的运价还没有说明或批准,不能交接。").format(no=open_))
            return
        self._show(
            HandOverForm(self.board.context, now, self.board, self._after(tr("货物已交接出库。")))
        )

    def report_arrival(self) -> None:
        if self.board.now is not None:
            self._show(
                forms.arrival_form(
                    self.board.context, self.board.now, self.board, self._after(tr("到达已登记。"))
                )
            )

    def sign(self) -> None:
        """Note the signature of the current ticket."""
        now, line = self.board.now, self._line_away()
        if now is not None and line is not None:
            self._show(
                forms.signing_form(
                    self.board.context, now, line, self.board, self._after(tr("签收已登记。"))
                )
            )

    def refuse(self) -> None:
        """Note that the consignee of the current ticket refused."""
        line = self._line_away()
        if line is not None:
            self._show(
                forms.refusal_form(
                    self.board.context,
                    line,
                    self.board,
                    self._after(tr("拒收已登记,请告知发货人。")),
                )
            )

    def recall(self) -> None:
        if self.board.now is not None:
            self._show(
                forms.recall_form(
                    self.board.context,
                    self.board.now,
                    self.board,
                    self._after(tr("货物已退回入库。")),
                )
            )

    def settle(self) -> None:
        if self.board.now is not None:
            self._show(
                forms.settling_form(
                    self.board.context,
                    self.board.now,
                    self.board,
                    self._after(tr("已与合作商结算。")),
                )
            )

    def print_list(self) -> None:
        """Show P-05."""
        self.board.context.show_paper("P-05", self.board.manifest_no())

    def _line_away(self) -> TransitLineRow | None:
        """The current ticket, or the first the partner still has."""
        line, now = self.board.side.line(), self.board.now
        if line is not None and outstanding(line):
            return line
        lines = now.card.lines if now is not None else ()
        return next((n for n in lines if outstanding(n)), None)
