"""The typing of a plain form of fields, kept while it is typed and offered after a crash."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QObject

from desk.kernel.quoting import quoted_apart
from desk.kernel.text import tr
from ui.desks.keep_soon import KeepSoon
from ui.desks.keeping import Keeper, can_keep, put_raw, raw_of
from ui.desks.kept_line import KeptLine
from ui.desks.stale import StaleAwareFields
from ui.editors import FieldSet

if TYPE_CHECKING:
    from ui.pages.form_dialog import FormDialog
    from ui.pages.page import Page


class KeptFields(QObject):
    """Keeps the fields of whichever record is shown now.

    Args:
        page: the page of the form, or the form that is a window of its own.
        what: what it is, as 「一件理赔」.
        fields: the editors as they are now.
        put: puts the kept typing back; called with the whole of what was kept.
        changed: whether anything is typed; the fields say so themselves if it is left out.

    Attributes:
        about: kept beside the fields; `named` is said in the offer.
    """

    def __init__(
        self,
        page: "Page | FormDialog",
        what: str,
        fields: Callable[[], FieldSet],
        put: Callable[[dict[str, Any]], None],
        changed: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(page)
        self._context, self._fields = page.context, fields
        self._changed = changed or (lambda: fields().touched)
        self._form = ""
        self.about: dict[str, Any] = {}
        self.keeper: Keeper | None = None
        self.line = KeptLine(
            page, what, lambda kept: str(kept.get("named", "")), put, lambda: self._changed()
        )
        self._soon = KeepSoon(self, self.keep)

    def begin(self, form: str, **about: Any) -> None:
        """A record is shown: offer what was typed about it last time, once.

        Args:
            form: which record's form it is, as the file is named by.
            about: kept beside the fields; `named` is said in the offer.
        """
        self.about = about
        if form == self._form:
            return
        self._soon.stop()
        self._form = form
        self.keeper = Keeper(self._context, form)
        self.line.look(self.keeper)

    def typed(self) -> None:
        """Something was typed."""
        self._soon.typed()

    def keep(self) -> None:
        """Write it down now."""
        self._soon.stop()
        if self.keeper is not None and self._changed():
            self.keeper.keep({**self.about, **self.content()}, self._context.desk.now)

    def content(self) -> dict[str, Any]:
        """What is written down, as plain JSON."""
        return kept_of(self._fields())

    def given_up(self, question: str, yes: str = "", no: str = "") -> bool:
        """Ask whether what is typed is given up; then nothing of it is kept. True where nothing is."""
        if not self._changed():
            return True
        given_up = self._context.gives_up(question, yes, no)
        if given_up:
            self.forget()
        return given_up

    def forget(self) -> None:
        """It was saved, or given up."""
        self._soon.stop()
        if self.keeper is not None:
            self.keeper.forget()


def kept_of(fields: FieldSet) -> dict[str, Any]:
    """What is typed, and what stood there before, as plain JSON."""
    typed = [editor for editor in fields if can_keep(editor) and editor.touched]
    kept: dict[str, Any] = {"fields": {editor.name: raw_of(editor) for editor in typed}}
    if isinstance(fields, StaleAwareFields):
        held = {name: whole.hold() for name, whole in fields.wholes.items()}
        saved = fields.saved
        changed = [n for n, now in held.items() if n not in saved or saved[n].held[0] != now]
        kept["wholes"] = {name: msgspec.to_builtins(held[name]) for name in changed}
        names = [*kept["fields"], *changed]
        kept["before"] = {name: saved[name].text for name in names if name in saved}
    return kept


def put_fields(fields: FieldSet, kept: dict[str, Any]) -> None:
    """Put kept typing into the fields that are still there; what somebody changed since is said there."""
    for name, raw in kept.get("fields", {}).items():
        if name in fields:
            put_raw(fields[name], raw)
    if isinstance(fields, StaleAwareFields):
        for name, raw in kept.get("wholes", {}).items():
            if name in fields.wholes:
                whole = fields.wholes[name]
                whole.put(msgspec.convert(raw, whole.kind))
        for name, before in kept.get("before", {}).items():
            now = fields.saved.get(name)
            if now is not None and now.text != before and name in fields:
                words = tr("填写以后这里已有人改为「{v}」,请核对。")
                fields[name].problem(words.format(v=quoted_apart(now.text, before) or tr("空")))
