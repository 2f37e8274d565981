"""The way of one user action from the button to the saved record, with every turn it may take."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desk.app import UNPROVEN
from desk.kernel.actor import Proof
from desk.kernel.commands import Command, entry_of
from desk.kernel.errors import NeedsConfirmation, Problem, Refused, SaveFailed
from desk.kernel.text import tr
from desk.storage.gate import Outcome
from ui.beside import beside
from ui.bridge import Cancelled
from ui.editors.field_set import FieldSet
from ui.errors_shown import messages, shown

if TYPE_CHECKING:
    from ui.registry import Context

REASON_MISSING, PRICE_UNEXPLAINED = "E009", "E036"


def carry_out(
    context: "Context",
    command: Callable[..., Any],
    arguments: dict[str, Any] | Callable[[], dict[str, Any]],
    done: Callable[[Outcome[Any]], None] | None,
    fields: FieldSet | None,
    window: QWidget | None,
    reason: str = "",
    refused: Callable[[Refused], None] | None = None,
) -> None:
    """Run a command; see `Context.do`.

    A field named ``reason`` that the command does not take is the reason of the whole action.
    """
    if context.bridge.saving:
        context.say(tr("上一步还在保存,请等它办完。"))
        return
    if fields is not None:
        fields.show_problems(())
    try:
        values = arguments() if callable(arguments) else arguments
    except Refused as unreadable:
        show_refused(context, unreadable, fields)
        return
    if "reason" in values and "reason" not in entry_of(command).argument_types():
        values = dict(values)
        reason = str(values.pop("reason") or "")
    Action(context, command, values, done, fields, window, reason, refused=refused).start()


@dataclass
class Action:
    """One action under way. Its command id stays the same over every retry, so nothing doubles."""

    context: "Context"
    command: Callable[..., Any]
    arguments: dict[str, Any]
    done: Callable[[Outcome[Any]], None] | None
    fields: FieldSet | None
    window: QWidget | None
    reason: str = ""
    confirmed: frozenset[str] = frozenset()
    proof: Proof | None = None
    refused: Callable[[Refused], None] | None = None
    key: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def entry(self) -> Command:
        entry: Command = entry_of(self.command)
        return entry

    def start(self) -> None:
        extra = {
            "command_id": self.key,
            "reason": self.reason,
            "confirmed": self.confirmed,
            "proof": self.proof,
        }
        if self.entry.slow or not self.context.desk.proven:
            from ui.pages.progress import start_work

            start_work(self, extra)
            return
        try:
            outcome = self._saved_beside(extra)
        except Exception as fault:
            self.failed(fault)
        else:
            self.finished(outcome)

    def _saved_beside(self, extra: dict[str, Any]) -> Outcome[Any]:
        """Save beside the window; keys and clicks wait meanwhile, so that nothing is saved twice."""
        desk, said = self.context.desk, []

        def long() -> None:
            said.append(tr("正在保存「{do}」,请稍候…").format(do=tr(self.entry.label)))
            self.context.say(said[0])

        try:
            return beside(lambda: desk.execute(self.entry, self.arguments, **extra), long)
        finally:
            if said:
                self.context.say("")

    def finished(self, outcome: Outcome[Any]) -> None:
        if self.done is not None:
            self.done(outcome)

    def failed(self, fault: BaseException) -> None:
        if isinstance(fault, NeedsConfirmation):
            self._confirm(fault)
        elif isinstance(fault, Refused) and fault.codes == (PRICE_UNEXPLAINED,):
            if not self.reason:
                self.context.asker.tell(shown(fault))
            self._give_reason(fault)
        elif isinstance(fault, Refused) and fault.codes == (REASON_MISSING,):
            self._give_reason(fault)
        elif isinstance(fault, Refused) and fault.codes == (UNPROVEN,):
            self._type_password()
        elif isinstance(fault, Refused):
            self._tell_refused(fault)
        elif isinstance(fault, Cancelled):
            self.context.say(str(fault))
        else:
            self.context.tell(fault)

    def _confirm(self, doubts: NeedsConfirmation) -> None:
        question = tr("有 {n} 处需要您确认,仍要继续吗?").format(n=len(doubts.problems))
        if self.context.asker.sure(question, messages(doubts.problems)):
            self.confirmed |= frozenset(doubts.codes)
            self.start()
        elif self.refused is not None:
            self.refused(Refused(*doubts.problems))

    def _tell_refused(self, fault: Refused) -> None:
        if self.refused is not None:
            self.refused(fault)
        else:
            show_refused(self.context, fault, self.fields)

    def _type_password(self) -> None:
        """An approval is signed: whoever gives it types his password again."""

        def wrong(password: str) -> str:
            try:
                self.proof = beside(lambda: self.context.desk.prove(password))
            except (Refused, SaveFailed) as fault:
                return shown(fault).text
            return ""

        if self.context.asker.password(tr(self.entry.label), wrong):
            self.start()

    def _give_reason(self, refused: Refused) -> None:
        action = str(refused.problems[0].values.get("action") or tr(self.entry.label))
        if self.reason or "reason" in (self.fields.names if self.fields else ()):
            show_refused(self.context, refused, self.fields)
            return
        given = self.context.asker.reason(action)
        if given:
            self.reason = given
            if "reason" in self.entry.argument_types():
                self.arguments = {**self.arguments, "reason": given}
            self.start()


def show_refused(context: "Context", refused: Refused, fields: FieldSet | None) -> None:
    """Show problems at their fields, the others together in one dialog."""
    rest: tuple[Problem, ...] = refused.problems
    if fields is not None:
        rest = fields.show_problems(refused.problems)
    if rest:
        context.asker.tell(shown(Refused(*rest)))
