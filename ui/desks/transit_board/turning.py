"""Turning to another manifest: what the keyboard does until it is shown belongs to it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.desks.transit_board.facts import Followed, followed

if TYPE_CHECKING:
    from ui.desks.transit_board.page import TransitBoard

Does = Callable[[], None]


class Turning:
    """The manifest that was chosen and has not come yet."""

    def __init__(self, page: "TransitBoard") -> None:
        self._page = page
        self._to, self._then = "", list[Does]()
        self._turn = 0

    def to(self, number: str) -> None:
        """Read a manifest and show it, unless anything is shown or asked for meanwhile: that is newer."""
        page, desk = self._page, self._page.context.desk
        if number != self._to:
            self.end()  # what waited for another one must not be done to this
        self._to, self._turn = number, self._turn + 1
        turn = self._turn

        def failed(fault: BaseException) -> None:
            if turn == self._turn:
                self.end()
                page.strip.mark(page.manifest_no())
            page.context.tell(fault)

        def came(now: Followed) -> None:
            if turn == self._turn:
                page.show_manifest(now)

        page.context.bridge.later(lambda: followed(desk, number), came, failed, owner=page)

    def again(self) -> None:
        """Read anew what is shown or awaited."""
        number = self._to or self._page.manifest_no()
        if number:
            self.to(number)

    def first(self, does: Does) -> None:
        """Do it once the chosen manifest is shown; at once when it is."""
        if self._to in ("", self._page.manifest_no()):
            does()
        else:
            self._then.append(does)

    def end(self) -> list[Does]:
        """Something is shown: nothing is awaited any more; returns what waited for it."""
        waited, self._to, self._then = self._then, "", []
        self._turn += 1
        return waited
