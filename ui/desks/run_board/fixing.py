"""A run is settled when its papers are printed or saved, not when they are looked at."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desk.freight.delivery.choices import RunState as S
from desk.freight.delivery.commands import print_run
from desk.freight.delivery.queries import RunCard, run_card
from desk.kernel.errors import Refused
from desk.kernel.text import tr
from desk.storage.gate import Outcome
from ui.desks.run_board.loss import tell_refused
from ui.errors_shown import Shown
from ui.fixing import Fixing

if TYPE_CHECKING:
    from ui.desks.run_board.page import RunBoard

Then = Callable[[], None]


class RunFixing(Fixing):
    """Settles the run that previews show, as it was when they were opened."""

    def __init__(self, board: "RunBoard", card: RunCard) -> None:
        super().__init__()
        self._board, self._context, self._card = board, board.context, card

    @property
    def note(self) -> str:
        if self._card.state is not S.DRAFT:
            return ""
        return tr("草稿,还可以改;打印或保存时定单")

    def first(self, then: Then) -> None:
        """Settle a draft: its price check is made now, and refuses, or asks for a reason, now."""
        seen, number = self._card, self._card.number
        try:
            self._card = self._context.look_up(run_card, number=number)
        except Refused as fault:
            self._context.tell(fault)
            return
        still = self._card.state in (S.DRAFT, seen.state)  # one that left is what was settled
        if still and self._changed_since(seen):
            return
        if self._card.state is S.DRAFT:
            self._context.do(
                print_run,
                {"number": number},
                lambda done: self._settled(done, then),
                refused=lambda fault: tell_refused(self._context, number, fault),
            )
        else:
            if self._card.state is not seen.state:
                self.renewed.emit()
            then()

    def _changed_since(self, seen: RunCard) -> bool:
        """Whether another list would come out than the one that is looked at; it is said."""
        board, number = self._board, seen.number
        if self._card.version != seen.version:
            words = tr("派送单 {no} 后来改过,预览已换成现在的样子。请看过再打印。")
            self.renewed.emit()
        elif board.number == number and board.changed:
            words = tr("派送单 {no} 在排车页上有改动没有保存。请先保存(F9)再打印,或者放弃改动。")
        else:
            return False
        told = Shown(tr("没有打印"), (words.format(no=number),))
        self._context.asker.tell(told)
        return True

    def _settled(self, _: Outcome[Any], then: Then) -> None:
        board, number = self._board, self._card.number
        self._card = self._context.look_up(run_card, number=number)
        if board.number == number:
            board.reload(number)
        words = tr("派送单 {no} 已定单,状态改为「已打印」。要改请在排车页按 Ctrl+R 退回修改。")
        self._context.say(words.format(no=number))
        self.renewed.emit()
        then()
