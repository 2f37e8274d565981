"""One line that offers what was typed last time and never saved; nothing is asked, nothing is lost."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QHBoxLayout

from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from ui.desks.keeping import Keeper
from ui.desks.pieces import keyed_button
from ui.desks.texts import Elided
from ui.theme import SPACE

if TYPE_CHECKING:
    from ui.pages.form_dialog import FormDialog
    from ui.pages.page import Page

TAKE_KEY, DROP_KEY = "Alt+R", "Alt+D"


class KeptLine(QFrame):
    """See the module. What is typed before an answer is kept together with what is offered.

    Args:
        page: the page it stands on, or the form.
        what: what was not saved, as 「一张运单」.
        named: which one it was.
        put: puts the typing back.
        typed: whether something is typed that putting back would replace.
    """

    def __init__(
        self,
        page: "Page | FormDialog",
        what: str,
        named: Callable[[dict[str, Any]], str],
        put: Callable[[dict[str, Any]], None],
        typed: Callable[[], bool],
    ) -> None:
        super().__init__()
        self._context, self._what = page.context, what
        self._named, self._put, self._typed = named, put, typed
        self._keeper: Keeper | None = None
        self.setProperty("role", "card")
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE.normal, SPACE.hair, SPACE.small, SPACE.hair)
        line.setSpacing(SPACE.small)
        self.words = Elided("warning")
        line.addWidget(self.words, 1)
        line.addWidget(keyed_button(page, tr("恢复"), TAKE_KEY, self.take, "link"))
        line.addWidget(keyed_button(page, tr("丢弃"), DROP_KEY, self.drop, "link"))
        self.hide()

    @property
    def offered(self) -> dict[str, Any] | None:
        """What is offered now."""
        return self._keeper.offered if self._keeper is not None else None

    def look(self, keeper: Keeper) -> None:
        """Offer what this keeper has from last time, if anything."""
        if keeper is not self._keeper:
            self._keeper = keeper
            keeper.offered = keeper.kept()
        self._show()

    def take(self) -> None:
        """Put it back where it was typed."""
        kept = self.offered
        question = tr("现在填写的内容会被上次的替换,继续?")
        if self._keeper is None or kept is None:
            return
        if self._typed() and not self._context.gives_up(question, yes=tr("替换")):
            return
        self._keeper.offered = kept.get("former")
        self._put(kept)
        self._show()

    def drop(self) -> None:
        """Nobody wants it any more."""
        if self._keeper is not None and self.offered is not None:
            self._keeper.drop_offered()
            self._show()

    def close_offer(self) -> None:
        """Another record is typed now."""
        self._keeper = None
        self._show()

    def _show(self) -> None:
        kept = self.offered
        if kept is not None:
            at = show_moment(datetime.fromisoformat(kept["kept_at"]))
            words = tr("{at} 有{what}没有保存完").format(at=at, what=self._what)
            named = self._named(kept)
            self.words.setText(f"{words}:{named}" if named else words)
        self.setVisible(kept is not None)
