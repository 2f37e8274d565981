"""What lies in the place of an office after a fault, as whoever opens the file now finds it.

A copy is looked into, since the program that met the fault still has the file open.
"""

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path

from desk.kernel.clock import SetClock
from desk.storage import pins
from desk.storage.opening import prove_writable
from tests.faults.power_cuts import empty, unsound
from tests.faults.put_back import lies_there
from tests.faults.recording import Recorded, digest_of, files_of

_DIGEST_BYTES = 32
_BEFORE, _AFTER = bytes(_DIGEST_BYTES), bytes([1] * _DIGEST_BYTES)


class Lying:
    """One office that a command is tried on again and again; what was looked into is known from then on."""

    def __init__(self, recorded: Recorded, office: Path, copies: Path) -> None:
        self._recorded, self._office = recorded, office
        self._state = pins.state_folder()
        self._looked, self._looked_state = copies / "looked", copies / "looked-state"
        self._before, self._after = office.read_bytes(), b""
        self._files_after: dict[str, bytes] = {}
        self._known = {_BEFORE: False, _AFTER: True}

    def learn_after(self) -> None:
        """What lies there now is where the command leads."""
        self._after, self._files_after = self._office.read_bytes(), files_of(self._office)

    def key(self) -> bytes:
        """Tells apart whatever may lie there."""
        journal = b""
        with suppress(FileNotFoundError):
            journal = self._office.with_name(f"{self._office.name}-journal").read_bytes()
        if lies_there(self._office, self._before):
            key = _BEFORE
        elif lies_there(self._office, self._after):
            key = _AFTER
        else:
            key = hashlib.sha256(self._office.read_bytes()).digest()
        return key + hashlib.sha256(journal).digest() if journal else key

    def is_saved(self, key: bytes, faults: list[str]) -> bool | None:
        """Whether the command is in it; None when it is neither the office before nor the new one."""
        if key not in self._known:
            found, saved = self.looked_at()
            if found:
                faults += found
                return None
            self._known[key] = saved
        saved = self._known[key]
        if saved and not files_of(self._office).items() >= self._files_after.items():
            faults.append("an attachment is lost")
        return saved

    def looked_at(self) -> tuple[list[str], bool]:
        """Faults of a copy that is opened as anybody does, and whether the command is in it."""
        os.environ["DESK_STATE"] = str(self._looked_state)
        try:
            place = self._copied()
            prove_writable(place)  # here SQLite takes back what was half done
            content = place.read_bytes()
            if content in (self._before, self._after):
                return [], content == self._after
            faults = list(unsound(place, SetClock(self._recorded.at)))
            digest = digest_of(place)
            if digest not in (self._digest_before(), self._recorded.digest_after):
                faults.append("neither before nor after")
            return faults, digest == self._recorded.digest_after
        except Exception as fault:
            return [f"not opened: {fault}"], False
        finally:
            os.environ["DESK_STATE"] = str(self._state)

    def _copied(self) -> Path:
        """The disk as it lies there, and what this computer has seen of the office."""
        for folder in (self._looked, self._looked_state):
            empty(folder)
        shutil.copytree(self._office.parent, self._looked, dirs_exist_ok=True)
        shutil.copytree(self._state, self._looked_state, dirs_exist_ok=True)
        return self._looked / self._office.name

    def _digest_before(self) -> str:
        place = self._looked / "before.office"
        place.write_bytes(self._before)
        return digest_of(place)


def has_journal(key: bytes) -> bool:
    """Whether something had first to be taken back."""
    return len(key) > _DIGEST_BYTES
