"""A Debian 13 beside this one: its Wine 10 runs the program, Debian 12's Wine 8 does not.

Everything comes from the package source this machine already uses, and stays in one folder that
the next run finds again.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_PACKAGES = """
    wine64 wine xvfb xauth imagemagick xdotool nsis locales gcc-mingw-w64-x86-64
    osslsigncode fonts-wqy-zenhei libcups2t64
"""
DISPLAY = ":93"
SCREEN = "1366x768x24"
_WITHOUT = "mscoree,mshtml=;icuuc,mscms=n;winedbg.exe=d"
"""No Mono and no Internet Explorer; the two stand-ins of ours; no debugger window that waits."""


class Chroot:
    """The Debian 13 in ``folder``, with Wine's drive C below ``wp/drive_c``."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "trixie"
        self.drive_c = self.root / "wp" / "drive_c"
        self._said = self.root / "tmp" / "said.txt"
        self._screen: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Unpack Debian 13 and install what the lab needs; nothing when it is there."""
        unpack_debian(self.root, "trixie", _PACKAGES)
        if not (self.root / "usr/lib/locale/locale-archive").exists():
            self.run("localedef", "-i", "zh_CN", "-f", "UTF-8", "zh_CN.UTF-8")

    def __enter__(self) -> "Chroot":
        """Mount /proc, make the devices Wine asks for, show a screen."""
        if not os.path.ismount(self.root / "proc"):
            _run("mount", "-t", "proc", "proc", str(self.root / "proc"))
        for name, minor in (("null", "3"), ("urandom", "9")):
            if not (self.root / "dev" / name).exists():
                _run("mknod", "-m", "666", str(self.root / "dev" / name), "c", "1", minor)
        sockets = self.root / "tmp" / ".X11-unix"
        sockets.mkdir(parents=True, exist_ok=True)
        sockets.chmod(0o1777)
        command = ["chroot", str(self.root), "Xvfb", DISPLAY, "-screen", "0", SCREEN]
        quiet = subprocess.DEVNULL
        self._screen = subprocess.Popen(
            [*command, "-nolisten", "tcp"], stdout=quiet, stderr=quiet, stdin=quiet
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.run("wineserver", "-k", check=False)
        if self._screen is not None:
            self._screen.terminate()
            self._screen.wait()
        subprocess.run(["umount", str(self.root / "proc")], check=False)

    def run(
        self, *command: str, check: bool = True, limit_s: float = 1200
    ) -> subprocess.CompletedProcess[bytes]:
        """Run something inside; what it printed is part of the error when it fails.

        Raises:
            RuntimeError: it ended badly (with the last lines it printed) or took too long.
        """
        ended = subprocess.run(
            ["chroot", str(self.root), *command],
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=limit_s,
            check=False,
        )
        if check and ended.returncode:
            last = ended.stdout.decode(errors="replace")[-2000:]
            raise RuntimeError(f"{' '.join(command)[:200]} ended with {ended.returncode}\n{last}")
        return ended

    def wine(
        self, *command: str, check: bool = True, limit_s: float = 1200
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a Windows program to its end."""
        return self.run("wine", *command, check=check, limit_s=limit_s)

    def start(
        self, *command: str, environment: Mapping[str, str] = MappingProxyType({})
    ) -> subprocess.Popen[bytes]:
        """Start a Windows program and leave it running; what Wine says of it is in `said`."""
        quiet = subprocess.DEVNULL
        with self._said.open("wb") as said:
            return subprocess.Popen(
                ["chroot", str(self.root), "wine", *command],
                env={**ENVIRONMENT, **environment},
                stdin=quiet,
                stdout=quiet,
                stderr=said,
            )

    def said(self) -> list[str]:
        """What Wine said of the program that was started last, if it was told to say something."""
        return self._said.read_text(encoding="utf-8", errors="replace").splitlines()


ENVIRONMENT = {
    "PATH": "/usr/bin:/bin:/usr/sbin:/sbin",
    "HOME": "/root",
    "LC_ALL": "zh_CN.UTF-8",  # Wine makes code page 936 of it
    "DISPLAY": DISPLAY,
    "WINEPREFIX": "/wp",
    "WINEARCH": "win64",
    "WINEDEBUG": "-all",
    "WINEDLLOVERRIDES": _WITHOUT,
    "DEBIAN_FRONTEND": "noninteractive",
}


def unpack_debian(root: Path, suite: str, packages: str) -> None:
    """A Debian with these packages in a folder; nothing when it is there."""
    ready = root / ".ready"
    if ready.exists():
        return
    if shutil.which("debootstrap") is None:
        _run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "debootstrap")
    listed = _told("apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages")
    source = next(line for line in listed.splitlines() if "security" not in line)
    _run("debootstrap", "--variant=minbase", suite, str(root), source)
    quietly = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq"]
    _run("chroot", str(root), *quietly, "--no-install-recommends", *packages.split())
    ready.touch()


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _told(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
