"""Garbage is looked through by the window's thread, and all of it only while nobody waits for the window.

By itself Python looks in whatever thread makes the next object. Where that reads for the window and a
part of Qt is among what it finds, the part is taken to pieces there while Qt still tells it something:
the program breaks down. So the window's thread takes every look over, the short ones at what is new too.

A look through everything the program holds takes a tenth of a second and more, wherever it strikes. It
is left to quiet moments, and what is kept then is left out of the next one. After a long quiet all is
looked through.
"""

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

if TYPE_CHECKING:
    from ui.main_window import MainWindow

YOUNG_EVERY_MS = 25
LOOKS_EVERY_MS = 1500
QUIET_S, LONG_QUIET_S = 1.5, 120.0
MANY_NEW, MANY_SHORT_LOOKS = 700, 10
"""So many new objects, and so many looks at the newest alone, are what Python waits for."""
ENOUGH = 2
"""So many looks at the younger objects must have passed before a full one is worth it."""


def look_in_no_other_thread() -> None:
    """Python looks for no garbage by itself; what waits with ``gc.disable`` for the looks still waits."""
    gc.set_threshold(0, *gc.get_threshold()[1:])


class Sweeping(QObject):
    """Takes the looks over from Python for as long as the window is there."""

    def __init__(
        self, window: "MainWindow", quiet_s: float = QUIET_S, long_quiet_s: float = LONG_QUIET_S
    ) -> None:
        super().__init__(window)
        self._window, self._quiet_s, self._long_quiet_s = window, quiet_s, long_quiet_s
        self._usual = gc.get_threshold()
        self._all_is_due = True
        gc.freeze()  # what was loaded and built before is looked through after a long quiet
        look_in_no_other_thread()
        self._timers = (
            self._every(YOUNG_EVERY_MS, self.young),
            self._every(LOOKS_EVERY_MS, self.step),
        )

    def _every(self, ms: int, do: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(ms)
        timer.timeout.connect(do)
        timer.start()
        return timer

    def stop(self) -> None:
        """Leave it to whoever did it before."""
        for timer in self._timers:
            timer.stop()
        gc.set_threshold(*self._usual)

    @staticmethod
    def young() -> None:
        """Look through what is new where it is much; not while a long list is read."""
        new, short_looks, _ = gc.get_count()
        if new > MANY_NEW and gc.isenabled():
            gc.collect(1 if short_looks > MANY_SHORT_LOOKS else 0)

    def step(self) -> None:
        """Look through what is new, after a long quiet through everything; not while somebody works."""
        quiet = self._window.idle.quiet_s
        if quiet < self._quiet_s or self._window.bridge.busy or not gc.isenabled():
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
