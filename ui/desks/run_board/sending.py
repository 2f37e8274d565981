"""A run is saved, printed, sent and voided; whatever is not saved yet is saved first."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desk.freight.delivery.commands import add_run, depart_run, revise_run, void_run
from desk.freight.delivery.replanning import replan_run
from desk.kernel.errors import Refused, problem
from desk.kernel.text import tr
from desk.storage.gate import Outcome
from ui.desks.run_board.fixing import RunFixing
from ui.desks.run_board.loss import tell_refused
from ui.doing import show_refused

if TYPE_CHECKING:
    from ui.desks.run_board.page import RunBoard

Then = Callable[[], None]


class Sending:
    """What the buttons of the board do with its run."""

    def __init__(self, board: "RunBoard") -> None:
        self._board = board
        self._context = board.context

    def save(self) -> None:
        """Save the run."""
        self._save(lambda: self._say(tr("派送单 {no} 已保存。").format(no=self._board.number)))

    def print_papers(self) -> None:
        """Show the list and the receipts of the run; what is not settled yet is a draft."""
        self._save(self._print)

    def depart(self) -> None:
        """Let the truck go, after one question."""
        self._save(self._depart)

    def revise(self) -> None:
        """Take a printed run back to be changed."""
        self._step(revise_run, lambda: self._say(tr("已退回修改,旧的打印件请作废。")))

    def give_up(self) -> None:
        """Void the run; its goods are free again."""
        card = self._board.card
        if card is None:
            self._board.begin()
            return
        reason = self._context.asker.reason(tr("作废派送单"))
        if reason:
            arguments = {"number": card.number, "reason": reason}
            self._context.do(void_run, arguments, lambda _: self._begin_anew())

    def open_receipts(self) -> None:
        """Go where what came back is entered."""
        self._context.open_page("run_receipts", number=self._board.number)

    # -- inside -----------------------------------------------------------------------------------

    def _save(self, then: Then) -> None:
        """Save if there is something to save, then go on."""
        board, card = self._board, self._board.card
        if card is not None and not board.changed:
            then()
            return

        def arguments() -> dict[str, Any]:
            plan, stops = board.form.plan(), board.loading.drafts
            if card is None:
                return {"plan": plan, "stops": stops}
            return {"number": card.number, "version": card.version, "plan": plan, "stops": stops}

        def saved(outcome: Outcome[Any]) -> None:
            board.kept.forget()
            self._reload(card.number if card else outcome.value, then)

        command: Callable[..., Any] = add_run if card is None else replan_run
        self._context.do(command, arguments, saved, fields=board.form.fields)

    def _print(self) -> None:
        card = self._board.card
        if card is None:
            return
        if not card.stops:
            nothing = Refused(problem("E001", "stops", label=tr("派送明细")))
            show_refused(self._context, nothing, self._board.form.fields)
            return
        fixing = RunFixing(self._board, card)
        for form in ("P-03", "P-02"):  # the list lies on top, it is printed first
            self._context.show_paper(form, card.number, fixing=fixing)

    def _depart(self) -> None:
        found = self._board.form.vehicle.found
        question = tr("{plate} 现在出车?货物将出库,派送单不能再改。")
        if self._context.sure(
            question.format(plate=found.text if found else ""),
            self._board.side.totals.text(),
            yes=tr("出车"),
        ):
            self._step(depart_run, lambda: self._say(tr("已出车。")))

    def _step(self, command: Callable[..., Any], then: Then) -> None:
        number, fields = self._board.number, self._board.form.fields

        def done(_: Outcome[Any]) -> None:
            self._reload(number, then)

        def refused(fault: Refused) -> None:
            tell_refused(self._context, number, fault, fields)

        self._context.do(command, {"number": number}, done, fields=fields, refused=refused)

    def _reload(self, number: str, then: Then) -> None:
        self._board.reload(number)
        then()
        if self._board.isVisible():
            self._board.renew()

    def _begin_anew(self) -> None:
        self._board.begin()
        self._board.renew()

    def _say(self, text: str) -> None:
        self._context.say(text)
