"""Filters of a list under names of the user's own, kept for him on this computer.

What is kept is what he chose, not what it came to: 「本月」 is next month another month.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ui import local_settings
from ui.local_settings import KeptFilter, ListFilters
from ui.pages.filter_bar import FilterBar
from ui.pages.search_box import SearchBox


@dataclass(frozen=True)
class KeptFilters:
    """The kept filters of one list, for one user."""

    login: str
    name: str

    @property
    def saved(self) -> Mapping[str, KeptFilter]:
        """Every saved filter by its name, the oldest first."""
        return self._own().saved

    @property
    def comes_back(self) -> bool:
        """Whether the list opens as the user left it."""
        return self._own().comes_back

    @property
    def last(self) -> KeptFilter | None:
        """How the user left the list, when it shall open so again."""
        own = self._own()
        return own.last if own.comes_back else None

    def save(self, name: str, kept: KeptFilter) -> None:
        """Save a filter; one of the same name is replaced."""
        self._own().saved[name] = kept
        self._write()

    def rename(self, old: str, new: str) -> None:
        """Call a saved filter otherwise; it keeps its place."""
        own = self._own()
        own.saved = {new if name == old else name: kept for name, kept in own.saved.items()}
        self._write()

    def delete(self, name: str) -> None:
        """Forget a saved filter."""
        self._own().saved.pop(name, None)
        self._write()

    def left_as(self, kept: KeptFilter) -> None:
        """Remember how the list is narrowed now, if the user wants that."""
        if self.comes_back and self._own().last != kept:
            self._own().last = kept
            self._write()

    def let_come_back(self, on: bool, now: KeptFilter) -> None:
        """Whether the list opens as it was left."""
        own = self._own()
        own.comes_back, own.last = on, now if on else None
        self._write()

    def _own(self) -> ListFilters:
        lists = local_settings.current().filters.setdefault(self.login, {})
        return lists.setdefault(self.name, ListFilters())

    def _write(self) -> None:
        local_settings.save(local_settings.current())


def present(search: SearchBox, filters: FilterBar) -> KeptFilter:
    """How a list is narrowed now."""
    return KeptFilter(search.text().strip(), filters.state())
