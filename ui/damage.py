"""What the check of the file finds while somebody already looks into it."""

import threading

from PySide6.QtCore import QObject, Signal

from desk.app import Desk


class DamageWatch(QObject):
    """Waits for the end of the check beside the window.

    Signals:
        found: the refusal that names the damage; every command is refused from now on.
    """

    found = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        if not desk.proven:
            threading.Thread(target=self._wait, name="desk-damage", daemon=True).start()

    def _wait(self) -> None:
        damage = self._desk.damage()
        if damage is not None:
            try:
                self.found.emit(damage)
            except RuntimeError:  # the window is gone
                return
