"""The typing of a plain form of fields, kept while it is typed and offered after a crash."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from ui.desks.keeping import Keeper, can_keep, put_raw, raw_of
from ui.desks.kept_line import KeptLine
from ui.editors import FieldSet

if TYPE_CHECKING:
    from ui.pages.page import Page

KEEP_AFTER_MS = 800


class KeptFields(QObject):
    """Keeps the fields of whichever record is shown now.

    Args:
        page: the page of the form.
        what: what it is, as 「一件理赔」.
        fields: the editors as they are now.
        put: puts the kept typing back; called with the whole of what was kept.

    Attributes:
        about: kept beside the fields; `named` is said in the offer.
    """

    def __init__(
        self,
        page: "Page",
        what: str,
        fields: Callable[[], FieldSet],
        put: Callable[[dict[str, Any]], None],
    ) -> None:
        super().__init__(page)
        self._context, self._fields = page.context, fields
        self.about: dict[str, Any] = {}
        self.keeper: Keeper | None = None
        self.line = KeptLine(
            page, what, lambda kept: str(kept.get("named", "")), put, lambda: fields().touched
        )
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(KEEP_AFTER_MS)
        self._soon.timeout.connect(self.keep)

    def begin(self, form: str, **about: Any) -> None:
        """Another record is shown: offer what was typed about it last time.

        Args:
            form: which record's form it is, as the file is named by.
            about: kept beside the fields; `named` is said in the offer.
        """
        self._soon.stop()
        self.about = about
        self.keeper = Keeper(self._context, form)
        self.line.look(self.keeper)

    def typed(self) -> None:
        """Something was typed."""
        self._soon.start()

    def keep(self) -> None:
        """Write it down now."""
        self._soon.stop()
        if self.keeper is not None and self._fields().touched:
            raw = {e.name: raw_of(e) for e in self._fields() if can_keep(e) and e.touched}
            self.keeper.keep({**self.about, "fields": raw}, self._context.desk.now)

    def forget(self) -> None:
        """It was saved, or given up."""
        self._soon.stop()
        if self.keeper is not None:
            self.keeper.forget()


def put_fields(fields: FieldSet, kept: dict[str, Any]) -> None:
    """Put kept typing into the fields that are still there."""
    for name, raw in kept.get("fields", {}).items():
        if name in fields:
            put_raw(fields[name], raw)
