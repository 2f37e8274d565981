"""Asks how a form is printed this time; what is chosen is remembered for the next time."""

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from desk.documents.papers import A4P, PaperSize
from desk.kernel.text import tr
from ui.asking import Box
from ui.pages.profile_form import CalibrationButtons, ProfileForm
from ui.print_profiles import PrintProfile

CALIBRATE = 2
"""Result of the dialog when the calibration page is wanted."""


class PrintDialog(Box):
    """The profile of a print-out, with the printers of this computer.

    Args:
        names: the printers.
        remembered: how it was printed last.
        window: parent.
        size: the paper of the form.
        parts: names of the parts that come out on sheets of their own.
        heading: what is printed or set.
        yes: what the accepting button says.
    """

    heading_role = "title"

    def __init__(
        self,
        names: Sequence[str],
        remembered: PrintProfile,
        window: QWidget,
        size: PaperSize = A4P,
        parts: Sequence[str] = (),
        heading: str = "",
        yes: str = "",
    ) -> None:
        super().__init__(window, heading or tr("打印"))
        self.form = ProfileForm(names, remembered, size, parts)
        self.body.addWidget(self.form)
        steps = CalibrationButtons(self.form)
        self.calibrate = steps.print
        self.calibrate.clicked.connect(lambda: self.done(CALIBRATE))
        self.body.addLayout(steps)
        self.accept_button = self.buttons(yes or tr("打印"), tr("返回"))
        self.form.complete.connect(self._chosen)
        self._chosen(self.form.is_complete)
        self._before = self.profile()

    @property
    def typing(self) -> bool:
        return self.profile() != self._before

    def profile(self) -> PrintProfile:
        return self.form.profile()

    def profile_with(self, parts: tuple[str, ...]) -> PrintProfile:
        """What is chosen, with parts that are not asked here."""
        return replace(self.form.profile(), parts=parts)

    def _chosen(self, complete: bool) -> None:
        for button in (self.accept_button, self.calibrate):
            button.setEnabled(complete)
