"""A room: one part of the office's business, as the registry sees it."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from desk.kernel.commands import Command, Form, Handler, Query, entries
from desk.kernel.states import StateTable
from desk.kernel.today import DayBars, DayFigure, TodaySource


@dataclass(frozen=True)
class Room:
    """What a room offers.

    Attributes:
        name: plural identifier (``consignments``).
        title: Chinese name, as in the navigation.
        wing: folder above it (``freight``).
        modules: modules that announce commands, queries, forms and handlers.
        lists: described list pages (desk.screens.lists.ListSpec).
        states: state tables of its records.
        imports: kinds of lists that can be imported (desk.documents kinds), by name.
        today: open work for the board of the day.
        figures: figures of the day.
        plots: counts over the last days.
    """

    name: str
    title: str
    wing: str
    modules: tuple[ModuleType, ...]
    lists: tuple[Any, ...] = ()
    states: tuple[StateTable[Any], ...] = ()
    imports: tuple[Any, ...] = ()
    today: tuple[TodaySource, ...] = ()
    figures: tuple[Callable[[Any], list[DayFigure]], ...] = ()
    plots: tuple[Callable[[Any], list[DayBars]], ...] = ()

    def _entries(self, kind: type) -> list[Any]:
        return [e for module in self.modules for e in entries(module) if isinstance(e, kind)]

    @property
    def commands(self) -> list[Command]:
        return self._entries(Command)

    @property
    def queries(self) -> list[Query]:
        return self._entries(Query)

    @property
    def forms(self) -> list[Form]:
        return self._entries(Form)

    @property
    def handlers(self) -> list[Handler]:
        return self._entries(Handler)
