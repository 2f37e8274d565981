"""The buttons of a list: the first few beside each other, the rest behind 「更多」, keys shown."""

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from desk.app import command_table, form_table
from desk.kernel.choices import Choice
from desk.kernel.states import Move
from desk.kernel.text import tr
from desk.registry import ROOMS
from desk.screens.lists import Action
from ui.asking import button_text
from ui.held_keys import does_once
from ui.pages.actions import IMPORT_PAGE
from ui.pages.argument_fields import fits_a_form
from ui.pages.numbered_keys import number_keys
from ui.registry import Context, pages
from ui.theme import SPACE
from ui.turns import next_turn

if TYPE_CHECKING:
    from ui.pages.list_page import ListPage

MOST_BUTTONS = 4
NEW_KEY, MORE_KEY = "Ctrl+N", "Alt+0"
WHILE_SHOWN = Qt.ShortcutContext.WindowShortcut


class ActionBar(QWidget):
    """Row actions first, the one that makes something new last and coloured."""

    def __init__(self, page: "ListPage", actions: tuple[Action, ...]) -> None:
        super().__init__()
        next_turn()
        self._actions = actions = _all_keyed(actions)
        self.triggers: dict[str, QAction] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        for action in actions:
            self._trigger(page, action)
        main = next((a for a in actions if not a.per_row and a.key == NEW_KEY), None)
        others = [a for a in actions if a is not main]
        room = MOST_BUTTONS - (main is not None)
        shown = others if len(others) <= room else others[: room - 1]
        for action in shown:
            row.addWidget(self._button(action))
        if len(shown) < len(others):
            row.addWidget(self._more(others[len(shown) :]))
        if main is not None:
            button = self._button(main)
            button.setProperty("role", "primary")
            row.addWidget(button)

    def allow(self, chosen: int, values: dict[str, Any]) -> None:
        """Enable what can be done with the chosen rows; the state table decides for a single one."""
        for action in self._actions:
            if action.per_row:
                fits = chosen > 1 or fits_state(action.name, values)
                self.triggers[action.name].setEnabled(chosen > 0 and fits)

    def _trigger(self, page: "ListPage", action: Action) -> None:
        trigger = QAction(button_text(action.label), page)
        if action.key:
            trigger.setShortcut(QKeySequence(action.key))
            trigger.setShortcutContext(WHILE_SHOWN)
            does_once(trigger, action.key)
        trigger.triggered.connect(lambda: page.act(action))
        page.addAction(trigger)
        self.triggers[action.name] = trigger

    def _button(self, action: Action) -> QPushButton:
        trigger = self.triggers[action.name]
        key = f"  {action.key}" if action.key else ""
        button = QPushButton(button_text(action.label) + key)
        button.setAccessibleName(action.label)
        button.setAutoDefault(False)
        button.clicked.connect(trigger.trigger)
        trigger.enabledChanged.connect(button.setEnabled)
        return button

    def _more(self, actions: list[Action]) -> QPushButton:
        button = QPushButton(f"{tr('更多')} {MORE_KEY}  ▾")
        button.setAutoDefault(False)
        QShortcut(QKeySequence(MORE_KEY), self, button.click, context=WHILE_SHOWN)
        menu = QMenu(button)
        for action in actions:
            menu.addAction(self.triggers[action.name])
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        return button


def _all_keyed(actions: tuple[Action, ...]) -> tuple[Action, ...]:
    """Every action with a key: its own, or the next free number."""
    free = iter(number_keys({action.key for action in actions}))
    return tuple(a if a.key else replace(a, key=next(free, "")) for a in actions)


def offers(context: Context, action: Action) -> bool:
    """Whether a list offers an action to this user: his right, and something that does it."""
    kind, _, target = action.name.partition(":")
    if not context.may(action.right):
        return False
    if kind in ("page", "edit"):
        return target in pages()
    if kind == "import":
        return IMPORT_PAGE in pages()
    if kind == "print":
        return target in form_table()
    command = command_table().get(action.name)
    return command is not None and fits_a_form(command)


def fits_state(command: str, values: dict[str, Any]) -> bool:
    """Whether the state tables let a record with these values make the command's move."""
    for kind, moves in _moves_of(command):
        states = [v for v in values.values() if type(v) is kind]
        if states:
            return any(states[0] in move.sources for move in moves)
    return True


@cache
def _moves_of(command: str) -> tuple[tuple[type, tuple[Move[Any], ...]], ...]:
    """The moves a command makes, by the kind of their states; asked at each row the keyboard comes to."""
    tables = (table for room in ROOMS for table in room.states)
    moving = ((type(table.initial), table.by_command().get(command, ())) for table in tables)
    return tuple((kind, moves) for kind, moves in moving if moves and issubclass(kind, Choice))
