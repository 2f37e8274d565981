"""What is typed in the views of the page, kept together: one offer, wherever it was typed."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from desk.kernel.text import tr
from ui.desks.kept_fields import KeptFields, kept_of, put_fields
from ui.desks.receipt_desk.steps import Step

if TYPE_CHECKING:
    from ui.pages.page import Page


class KeptSteps(KeptFields):
    """See the module.

    Args:
        page: the page of the views.
        steps: their fields, by view.
        restored: called with the first view whose typing was put back.
    """

    def __init__(
        self, page: "Page", steps: Mapping[str, Step], restored: Callable[[str], None]
    ) -> None:
        first = next(iter(steps.values()))
        super().__init__(
            page, tr("一次回单登记"), lambda: first.fields, self._put, lambda: self.typing
        )
        self._steps, self._restored = steps, restored
        for step in steps.values():
            step.fields.edited.connect(self.typed)

    @property
    def typing(self) -> bool:
        """Whether anything is typed in any view."""
        return any(step.fields.touched for step in self._steps.values())

    def content(self) -> dict[str, Any]:
        typed = {key: step for key, step in self._steps.items() if step.fields.touched}
        return {"views": {key: kept_of(step.fields) for key, step in typed.items()}}

    def saved(self) -> None:
        """One view was saved; what is typed in another stays kept."""
        if self.typing:
            self.keep()
        else:
            self.forget()

    def _put(self, kept: dict[str, Any]) -> None:
        views = [key for key in kept.get("views", {}) if key in self._steps]
        for key in views:
            put_fields(self._steps[key].fields, kept["views"][key])
        if views:
            self._restored(views[0])
