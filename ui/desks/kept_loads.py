"""The typing on a board of trucks: kept against a crash, and set beside what a colleague saved."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from desk.kernel.text import tr
from ui.desks.kept_fields import KeptFields, put_fields
from ui.desks.loaded import Loaded, Part
from ui.desks.pasted_table import not_pasted
from ui.desks.stale import StaleAwareFields, Whole

if TYPE_CHECKING:
    from ui.pages.page import Page

P = TypeVar("P", bound=Part)
Pairs = tuple[tuple[str, int], ...]


class KeptLoads(KeptFields, Generic[P]):
    """The head of a truck and its loads.

    Args:
        page: the board.
        what: what it is, as 「一张派送单」.
        fields: the head.
        loading: the loads.
        free: what could go along, asked anew.
        show: shows the loads after they were changed here.
        changed: whether anything is not saved.
    """

    def __init__(
        self,
        page: "Page",
        what: str,
        fields: StaleAwareFields,
        loading: Loaded[P, Any],
        free: Callable[[], Iterable[P]],
        show: Callable[[str], None],
        changed: Callable[[], bool],
    ) -> None:
        super().__init__(page, what, lambda: fields, self._restore, changed)
        self._head, self._loading, self._free, self._show = fields, loading, free, show
        fields.carry(
            "loading", Whole(tr("装载的货"), Pairs, lambda: loading.pairs, self._put, loading.words)
        )
        fields.edited.connect(self.typed)

    def show_record(self, form: str, named: str) -> None:
        """A truck is shown as it is saved."""
        self._head.mark()
        self.begin(form, named=named)

    def paste(self, text: str) -> None:
        """Take copied tickets along, or say what is wrong with them."""
        wrong = self._loading.paste(text, self._free())
        self._show(not_pasted(wrong) if wrong else "")
        self.typed()

    def step_back(self, back: bool) -> None:
        """Take the last change of the loads back, or make it again."""
        self._loading.step(back=back)
        self._show("")
        self.typed()

    def _put(self, pairs: Pairs) -> None:
        self._loading.put(pairs, self._free())
        self._show("")

    def _restore(self, kept: dict[str, Any]) -> None:
        put_fields(self._head, kept)
