"""What a board says to somebody who may look at it but not save."""

from PySide6.QtWidgets import QPushButton

from desk.kernel.roles import RIGHTS, holders
from desk.kernel.text import tr
from ui.registry import Context


def hint_for(context: Context, right: str, keys: str, looking: str) -> str:
    """The keys of the board; for who lacks the right: who has it, and the keys for looking."""
    if context.may(right):
        return keys
    words = tr("您只能查看;{action}请联系{who}。  {keys}")
    return words.format(action=RIGHTS[right].label, who=holders(right), keys=looking)


def press_or_say(context: Context, button: QPushButton, right: str) -> None:
    """Press a button that is there; to who lacks its right it is said who has it."""
    if button.isVisible():
        button.click()
    else:
        context.may_or_says(right)
