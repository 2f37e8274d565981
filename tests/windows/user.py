"""The user of the lab's Windows: his office, what the program keeps for him, and what nobody may touch."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.windows.chroot import Chroot

OFFICE = r"C:\用户\办公室.office"
LOG = r"%LOCALAPPDATA%\freight-desk\log\window.log"


class User:
    """What lies in his folders."""

    def __init__(self, lab: Chroot) -> None:
        self.folder = lab.drive_c / "用户"
        self.office = self.folder / "办公室.office"
        self.state = lab.drive_c / "users" / "root" / "AppData" / "Local" / "freight-desk"

    def gets_an_office(self) -> None:
        """A fresh sample office, in folders that hold nothing else."""
        for old in (self.folder, self.state):
            shutil.rmtree(old, ignore_errors=True)
        made = self.folder / "sample"
        made.parent.mkdir(parents=True)
        told = {**os.environ, "DESK_STATE": str(self.folder / "state"), "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "desk", "demo", str(made), "--no-window", "--days", "6"]
        quiet = subprocess.DEVNULL
        subprocess.run(command, env=told, check=True, stdout=quiet, stderr=quiet)
        (made / "sample.office").rename(self.office)
        (made / "sample.office-files").rename(f"{self.office}-files")
        for left in (made, self.folder / "state"):
            shutil.rmtree(left)

    def print_of(self) -> str:
        """A digest of everything he has: office, attachments, settings."""
        digest = hashlib.sha256()
        for folder in (self.folder, self.state):
            for file in sorted(f for f in folder.rglob("*") if f.is_file()):
                digest.update(f"{file.relative_to(folder)}\0".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
        return digest.hexdigest()[:16]

    def log(self) -> str:
        """What the program wrote about itself."""
        file = self.state / "log" / "window.log"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def forgets_the_log(self) -> None:
        (self.state / "log" / "window.log").unlink(missing_ok=True)
        Path(f"{self.office}-holder").unlink(missing_ok=True)

    def started(self) -> str:
        """What the newest start says of itself."""
        return [line for line in self.log().splitlines() if "start: " in line][-1]

    def keeps(self, settings: dict[str, str]) -> None:
        """Only these settings of the window."""
        self.state.mkdir(parents=True, exist_ok=True)
        (self.state / "window.json").write_text(json.dumps(settings), encoding="utf-8")

    def kept(self, name: str) -> object:
        """One of them, as the program left it."""
        try:
            return json.loads((self.state / "window.json").read_bytes())[name]
        except (OSError, ValueError, KeyError):
            return None

    def backups(self) -> int:
        """How many there are of his office."""
        return len(list((self.folder / "自动备份").rglob("*.office")))

    def is_open(self) -> bool:
        """Whether the program holds the office."""
        return Path(f"{self.office}-holder").exists()
