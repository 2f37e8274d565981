"""Garbage is looked through while nobody waits for the window.

A look through everything the program holds takes a tenth of a second and more, wherever it strikes; by
itself Python does it in the middle of an export or of opening a page. So the full look is left to quiet
moments, and what is kept then is left out of the next one. After a long quiet all is looked through.
"""

import gc
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

if TYPE_CHECKING:
    from ui.main_window import MainWindow

LOOKS_EVERY_MS = 1500
QUIET_S, LONG_QUIET_S = 1.5, 120.0
ENOUGH = 2
"""So many looks at the youngest objects must have passed before a full one is worth it."""


class Sweeping(QObject):
    """Takes the full look over from Python for as long as the window is there."""

    def __init__(
        self, window: "MainWindow", quiet_s: float = QUIET_S, long_quiet_s: float = LONG_QUIET_S
    ) -> None:
        super().__init__(window)
        self._window, self._quiet_s, self._long_quiet_s = window, quiet_s, long_quiet_s
        self._usual = gc.get_threshold()
        self._all_is_due = True
        gc.freeze()  # what was loaded and built before is looked through after a long quiet
        gc.set_threshold(*self._usual[:2], sys.maxsize >> 32)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.step)
        self._timer.start()

    def stop(self) -> None:
        """Let Python do it again."""
        self._timer.stop()
        gc.set_threshold(*self._usual)

    def step(self) -> None:
        """Look through what is new, after a long quiet through everything; not while somebody works."""
        quiet = self._window.idle.quiet_s
        if quiet < self._quiet_s or self._window.bridge.busy:
            self._all_is_due = True
        elif self._all_is_due and quiet >= self._long_quiet_s:
            self._all_is_due = False
            gc.unfreeze()
            self._look()
        elif gc.get_count()[2] >= ENOUGH:
            self._look()

    @staticmethod
    def _look() -> None:
        gc.collect()
        gc.freeze()


def sweep_out() -> None:
    """A window has been left: let go of it and its pages now, not while the next user signs in.

    A hundred pages take a tenth of a second; Python looked for them while the next window was made.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.unfreeze()
    gc.collect()
    gc.freeze()
