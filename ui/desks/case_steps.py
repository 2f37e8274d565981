"""What may be done with one case: a row of keyed buttons, each opening a form, asking for a reason, or at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from desk.kernel.commands import Command, entry_of
from desk.kernel.text import tr
from desk.screens.fields import Field
from ui.desks.pieces import keyed_button, on_key
from ui.pages.flow import Flow
from ui.pages.form_dialog import FormDialog
from ui.registry import Context


@dataclass(frozen=True)
class CaseStep:
    """One thing that may be done; its right is that of its command.

    Attributes:
        name: stable name of its button.
        word: what the button says.
        key: its key.
        command: what it runs.
        fields: what is typed; a step without fields asks for a reason or only for a yes.
        reason: whether it needs one.
        role: primary or danger.
        fixed: arguments beyond the number that are not typed.
    """

    name: str
    word: str
    key: str
    command: Callable[..., Any]
    fields: tuple[Field, ...] = ()
    reason: bool = False
    role: str = ""
    fixed: tuple[tuple[str, Any], ...] = ()

    @property
    def entry(self) -> Command:
        entry: Command = entry_of(self.command)
        return entry


class CaseButtons(QWidget):
    """The buttons of a case; only those that fit its state are shown, and only they hear their key.

    Attributes:
        number: of the case.
        values: what the form of a step shows at first, by the step's name.
        hints: what its form says above the fields.

    `saved` is told about every step that was carried out; keys in `heard_by_page` mean several things
    there, and the page calls `press`.
    """

    def __init__(
        self,
        context: Context,
        page: QWidget,
        steps: tuple[CaseStep, ...],
        saved: Callable[[], None],
        heard_by_page: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__()
        self._context, self._page, self._saved = context, page, saved
        self.number = ""
        self.values: Mapping[str, Mapping[str, Any]] = {}
        self.hints: Mapping[str, str] = {}
        self.buttons: dict[str, QPushButton] = {}
        self._flow = Flow(self)
        self._steps = {step.name: step for step in steps}
        for step in steps:
            button = keyed_button(page, tr(step.word), "", partial(self._pressed, step), step.role)
            if step.key:
                shown = step.key.replace("Return", "Enter").replace("Delete", "Del")
                button.setText(f"{tr(step.word)}  {shown}")
            self.add(step.name, button)
        for key in {step.key for step in steps if step.key} - heard_by_page:
            on_key(page, key, partial(self.press, key))

    def press(self, key: str) -> None:
        """Press the button of a key, if it is shown."""
        for step in self._steps.values():
            if step.key == key and not self.buttons[step.name].isHidden():
                self.buttons[step.name].click()
                return

    def add(self, name: str, button: QPushButton) -> None:
        """Take another button into the row."""
        self.buttons[name] = button
        self._flow.addWidget(button)

    def show_only(self, names: frozenset[str]) -> None:
        """Show the buttons of these names, as far as the person may."""
        for name, button in self.buttons.items():
            step = self._steps.get(name)
            allowed = step is None or self._context.may(step.entry.needs)
            button.setVisible(name in names and allowed)
        self.setVisible(any(not button.isHidden() for button in self.buttons.values()))
        self._flow.invalidate()
        self.updateGeometry()

    def _pressed(self, step: CaseStep) -> None:
        if self.number and self.isVisible():
            self.take(step)

    def take(self, step: CaseStep) -> None:
        """Carry out a step."""
        fixed = {"number": self.number, **dict(step.fixed)}
        if step.fields:
            self._form(step, fixed)
            return
        label = tr(step.entry.label)
        if step.reason:
            reason = self._context.asker.reason(f"{label} {self.number}")
            if not reason:
                return
            fixed["reason"] = reason
        elif not self._context.sure(tr("{do} {no}?").format(do=label, no=self.number), yes=label):
            return
        self._context.do(step.command, fixed, lambda _: self._done(step), window=self._page)

    def _form(self, step: CaseStep, fixed: Mapping[str, Any]) -> None:
        fields = tuple(replace(field, label=tr(field.label)) for field in step.fields)
        values = {k: v for k, v in self.values.get(step.name, {}).items() if v not in (None, "")}
        FormDialog(
            self._context,
            step.entry,
            fields,
            fixed,
            values,
            self._page.window(),
            lambda _: self._done(step),
            self.hints.get(step.name, ""),
        ).show()

    def _done(self, step: CaseStep) -> None:
        words = tr("{no} {label}:已登记。")
        self._context.say(words.format(no=self.number, label=tr(step.entry.label)))
        self._saved()
