"""``python -m tests.windows OUT``: build, install, try, drive, upgrade and remove the Windows program.

As root on Debian 12, with its package source and PyPI within reach; 4 GB below ``--lab``, which the
next run uses again. Pictures, the self-test's report and ``lab.log`` are in OUT. Ends with 0 only if
every step did what it should.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import desk
from tests.windows.bundle import (
    MOST_BUNDLE_MIB,
    MOST_INSTALLER_MB,
    NAME,
    build,
    make_installer,
    size_mib,
    troubles,
)
from tests.windows.chroot import Chroot
from tests.windows.driving import drive
from tests.windows.python import install_wheels, make_python

INSTALLED = "物流 开单"
"""A path with Chinese and a blank."""
SELFTEST_S = 900
OLDER = "0.0.1"


class Log:
    """What was done, when, and how it ended; printed and kept."""

    def __init__(self, path: Path) -> None:
        self._lines: list[str] = []
        self._path = path
        self._started = time.monotonic()

    def say(self, line: str) -> None:
        stamped = f"[{time.monotonic() - self._started:5.0f} s] {line}"
        self._lines.append(stamped)
        self._path.write_text("\n".join(self._lines) + "\n", encoding="utf-8")
        print(stamped, flush=True)


def main() -> int:
    """Run the lab; see the head of this file."""
    parser = argparse.ArgumentParser(prog="python -m tests.windows", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--lab", type=Path, default=Path(tempfile.gettempdir()) / "windows-lab")
    parser.add_argument("--built", action="store_true", help="take the bundle of the last run")
    given = parser.parse_args()
    out: Path = given.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    given.lab.mkdir(parents=True, exist_ok=True)
    log = Log(out / "lab.log")
    lab = Chroot(given.lab)
    lab.make()
    log.say("Debian 13 with Wine is there")
    with lab:
        bundle = lab.drive_c / "source" / "dist" / NAME
        if not given.built:
            make_python(lab, given.lab)
            install_wheels(lab, given.lab)
            log.say("Python and the wheels for Windows are there")
            bundle = build(lab)
        wrong = [*_bundle(bundle, given.lab / "tools", log), *_works(lab, bundle, out, log)]
    for line in wrong:
        log.say(f"WRONG: {line}")
    log.say("all is well" if not wrong else f"{len(wrong)} wrong")
    return int(bool(wrong))


def _bundle(bundle: Path, tools: Path, log: Log) -> list[str]:
    size = size_mib(bundle)
    log.say(f"bundle built: {size:.1f} MiB (limit {MOST_BUNDLE_MIB})")
    too_big = [f"the bundle is {size:.1f} MiB"] * (size > MOST_BUNDLE_MIB)
    return too_big + troubles(bundle, tools)


def _works(lab: Chroot, bundle: Path, out: Path, log: Log) -> list[str]:
    """Install an older one, install ours over it, try, drive, remove."""
    wrong = []
    setup = make_installer(lab, bundle)
    size = setup.stat().st_size / 1e6
    log.say(f"installer: {size:.1f} MB (limit {MOST_INSTALLER_MB})")
    if size > MOST_INSTALLER_MB:
        wrong.append(f"the installer is {size:.1f} MB")
    shutil.copyfile(setup, out / setup.name)
    home = lab.drive_c / INSTALLED
    steps: tuple[tuple[str, Callable[[], list[str]]], ...] = (
        ("older version installed", lambda: _older(lab, bundle, home)),
        ("installed over it", lambda: _install(lab, setup, home)),
        ("self-test", lambda: _selftest(lab, home, out)),
        ("driven by keyboard", lambda: drive(lab, home / f"{NAME}.exe", out)),
        ("removed", lambda: _removed(lab, home)),
    )
    for name, step in steps:
        found = step()
        log.say(f"{name}: {'well' if not found else 'WRONG'}")
        wrong += [f"{name}: {line}" for line in found]
    return wrong


def _older(lab: Chroot, bundle: Path, home: Path) -> list[str]:
    """A version before this one, with a file that this one no longer has."""
    left = bundle / "_internal" / "left-over.txt"
    left.write_text("of an older version", encoding="utf-8")
    try:
        older = make_installer(lab, bundle, OLDER)
    finally:
        left.unlink()
    shutil.rmtree(home, ignore_errors=True)
    lab.wine("cmd", "/c", rf"C:\{older.name} /S /D=C:\{INSTALLED}")
    wrong = [] if (home / f"{NAME}.exe").exists() else ["no program was installed"]
    if _registered(lab, "DisplayVersion") != OLDER:
        wrong.append("the version is not registered")
    return wrong


def _install(lab: Chroot, setup: Path, home: Path) -> list[str]:
    """In place, without being told where: the older one is found and replaced."""
    lab.wine("cmd", "/c", rf"C:\{setup.name} /S")
    wrong = []
    if (home / "_internal" / "left-over.txt").exists():
        wrong.append("files of the older version are left")
    if _registered(lab, "DisplayVersion") != desk.__version__:
        wrong.append("the version is not registered")
    return wrong


def _registered(lab: Chroot, value: str) -> str:
    key = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\FreightDesk"
    told = lab.wine("reg", "query", key, "/v", value, check=False).stdout
    words = told.decode("gbk", errors="replace").split()
    return words[-1] if "REG_SZ" in words else ""


def _selftest(lab: Chroot, home: Path, out: Path) -> list[str]:
    folder = lab.drive_c / "用户" / "自检"
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(exist_ok=True)
    program = f"C:\\{INSTALLED}\\{NAME}.exe"
    limit = ["--limit", str(SELFTEST_S)]
    ended = lab.wine(
        program, "--selftest", r"C:\用户\自检", *limit, check=False, limit_s=SELFTEST_S + 60
    )
    report = folder / "report.json"
    if not report.exists():
        return [f"no report; ended with {ended.returncode}"]
    kept = out / "selftest"
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir()
    for found in [report, *folder.rglob("*.png")]:
        shutil.copyfile(found, kept / found.name)
    steps = json.loads(report.read_text(encoding="utf-8"))["steps"]
    return [f"{s['name']}: {s['text']}" for s in steps if not s["ok"]]


def _removed(lab: Chroot, home: Path) -> list[str]:
    """Everything of the program is gone, everything of the user is there."""
    lab.wine(f"C:\\{INSTALLED}\\uninstall.exe", "/S")
    deadline = time.monotonic() + 60
    while (home / f"{NAME}.exe").exists() and time.monotonic() < deadline:
        time.sleep(1)
    wrong = [f"{f.name} is left" for f in (home.iterdir() if home.exists() else ())]
    if _registered(lab, "DisplayVersion"):
        wrong.append("the registry still names it")
    if not (lab.drive_c / "用户" / "办公室.office").exists():
        wrong.append("the user's office is gone")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
