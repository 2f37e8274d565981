"""A call that is being taken down survives a crash: whose it is, and what was typed."""

from dataclasses import dataclass
from typing import Any

from ui.desks.callback_desk.form import CallForm
from ui.desks.keep_soon import KeepSoon
from ui.desks.keeping import Keeper
from ui.registry import Context


@dataclass(frozen=True)
class Whose:
    """The call that is typed: one of a plan, or one nobody planned."""

    item_id: int | None
    customer_id: int
    name: str

    @staticmethod
    def of(kept: dict[str, Any]) -> "Whose":
        """Whose call was kept."""
        return Whose(kept.get("item_id"), int(kept["customer_id"]), str(kept["name"]))


class KeptCall:
    """The kept typing of the calling window."""

    def __init__(self, context: Context, form: CallForm) -> None:
        self._context, self._form = context, form
        self.whose: Whose | None = None
        self.keeper = Keeper(context, "callback")
        self._soon = KeepSoon(form, self.keep)
        form.fields.edited.connect(self._soon.typed)

    def keep(self) -> None:
        """Write the typing to the user's own folder."""
        self._soon.stop()
        whose = self.whose
        if whose is not None and self._form.touched:
            typed = {"fields": self._form.raw(), **vars(whose)}
            self.keeper.keep(typed, self._context.desk.now)

    def forget(self) -> None:
        """It was saved, or given up."""
        self._soon.stop()
        self.keeper.forget()
