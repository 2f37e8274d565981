"""What the board lets a clerk do, as far as both halves of it share: run, say, show what is saved now."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog

if TYPE_CHECKING:
    from ui.desks.transit_board.page import TransitBoard


class Acts:
    """The acts of one board."""

    def __init__(self, board: "TransitBoard") -> None:
        self.board = board

    def _do(self, command: Callable[..., Any], arguments: dict[str, Any], said: str) -> None:
        self.board.context.do(command, arguments, self._after(said))

    def _after(self, said: str) -> Callable[[Any], None]:
        """What follows when something was saved."""

        def done(outcome: Any) -> None:
            self.board.context.say(said)
            self.board.saved(outcome)

        return done

    @staticmethod
    def _show(form: QDialog) -> None:
        form.show()
