"""``python -m tests.windows OUT``: build, install, try, drive, upgrade and remove the Windows program.

As root on Debian 12, with its package source and PyPI within reach; 4 GB below ``--lab``, which the
next run uses again. Pictures, the self-test's report, the installer and ``lab.log`` are in OUT. Ends
with 0 only if every step did what it should.
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
    PROJECT,
    biggest,
    build,
    make_installer,
    size_mib,
    troubles,
)
from tests.windows.chroot import Chroot
from tests.windows.driving import KINDS, drive
from tests.windows.python import install_wheels, make_python
from tests.windows.starting import start_times, told
from tests.windows.updating import lay_out, update
from tests.windows.user import User

INSTALLED = "物流 开单"
"""A path with Chinese and a blank."""
PROGRAM = f"C:\\{INSTALLED}\\{NAME}.exe"
SELFTEST_S = 1500
OLDER = "0.0.1"
REMOVAL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\FreightDesk"


class Log:
    """What was done, when, how long it took, and how it ended; printed and kept."""

    def __init__(self, path: Path) -> None:
        self._lines: list[str] = []
        self._path = path
        self._started = time.monotonic()

    def say(self, line: str) -> None:
        stamped = f"[{time.monotonic() - self._started:5.0f} s] {line}"
        self._lines.append(stamped)
        self._path.write_text("\n".join(self._lines) + "\n", encoding="utf-8")
        print(stamped, flush=True)


class Session:
    """One run of the lab: where it is, what was done, what went wrong."""

    def __init__(self, lab: Chroot, out: Path, tools: Path) -> None:
        self.lab, self.out, self.tools = lab, out, tools
        self.log = Log(out / "lab.log")
        self.user = User(lab)
        self.home = lab.drive_c / INSTALLED
        self.bundle = lab.drive_c / "source" / "dist" / NAME
        self.older = lab.drive_c / "older" / "dist" / NAME
        self.wrong: list[str] = []

    def step(self, name: str, does: Callable[[], list[str]]) -> None:
        """Do one thing; what it finds wrong does not stop the next one."""
        began = time.monotonic()
        found = does()
        took_s = time.monotonic() - began
        self.log.say(f"{name}: {'WRONG' if found else 'well'} ({took_s:.0f} s)")
        for line in found:
            self.log.say(f"  WRONG: {line}")
        self.wrong += found

    def build(self) -> list[str]:
        """The program, and one of a lower version unless it is there."""
        make_python(self.lab, self.tools.parent)
        install_wheels(self.lab, self.tools.parent)
        self.log.say("Python and the wheels for Windows are there")
        if not self._older_serves():
            build(self.lab, OLDER, "older")
            self.log.say(f"older version {OLDER} built")
        build(self.lab)
        return []

    def weigh(self) -> list[str]:
        """Size and imports of the bundle."""
        size = size_mib(self.bundle)
        self.log.say(f"bundle: {size:.1f} MiB (limit {MOST_BUNDLE_MIB}); the biggest:")
        for line in biggest(self.bundle):
            self.log.say(f"  {line}")
        too_big = [f"the bundle is {size:.1f} MiB"] * (size > MOST_BUNDLE_MIB)
        return too_big + troubles(self.bundle, self.tools)

    def pack(self) -> list[str]:
        """Both installers; ours is kept."""
        make_installer(self.lab, self.older, OLDER)
        setup = make_installer(self.lab, self.bundle)
        size = setup.stat().st_size / 1e6
        self.log.say(f"installer: {size:.1f} MB (limit {MOST_INSTALLER_MB})")
        shutil.copyfile(setup, self.out / setup.name)
        return [f"the installer is {size:.1f} MB"] * (size > MOST_INSTALLER_MB)

    def install_older(self) -> list[str]:
        """A version before this one, with a file that this one no longer has."""
        shutil.rmtree(self.home, ignore_errors=True)
        self.user.gets_an_office()
        self.lab.wine("cmd", "/c", rf"C:\setup-{OLDER}.exe /S /D=C:\{INSTALLED}")
        wrong = [] if (self.home / f"{NAME}.exe").exists() else ["no program was installed"]
        (self.home / "_internal" / "left-over.txt").write_text("of an older version", "utf-8")
        return wrong + self._version_is(OLDER)

    def upgrade(self) -> list[str]:
        """In place, without being told where: the older one is found and replaced."""
        before = self.user.print_of()
        self.lab.wine("cmd", "/c", rf"C:\setup-{desk.__version__}.exe /S")
        wrong = self._version_is(desk.__version__)
        if (self.home / "_internal" / "left-over.txt").exists():
            wrong.append("files of the older version are left")
        wrong += [f"{key} is not registered" for key in KINDS if not self._told(rf"HKCU\{key}")]
        return wrong + self._untouched(before)

    def update(self) -> list[str]:
        """The same, but by the older program itself: it finds the newer one in a folder and leaves for it."""
        self._uninstall()  # an installer refuses to go back to an older version
        self.lab.wine("cmd", "/c", rf"C:\setup-{OLDER}.exe /S /D=C:\{INSTALLED}")
        lay_out(self.lab, self.home, self.lab.drive_c / f"setup-{desk.__version__}.exe")
        wrong, done = update(self.lab, self.user, self.out, PROGRAM)
        for line in done:
            self.log.say(f"  {line}")
        return wrong + self._version_is(desk.__version__)

    def try_itself(self) -> list[str]:
        """The self-test of the installed program under code page 936."""
        folder = self.lab.drive_c / "自检"
        shutil.rmtree(folder, ignore_errors=True)
        options = ["--selftest", r"C:\自检", "--limit", str(SELFTEST_S)]
        ended = self.lab.wine(PROGRAM, *options, check=False, limit_s=SELFTEST_S + 60)
        report = folder / "report.json"
        if not report.exists():
            return [f"no report; ended with {ended.returncode}"]
        kept = self.out / "selftest"
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir()
        for found in [report, *folder.glob("*.png"), *folder.glob("*.pdf")]:
            shutil.copyfile(found, kept / found.name)
        said = json.loads(report.read_text(encoding="utf-8"))
        self.log.say(f"self-test: {len(said['steps'])} steps, exit {ended.returncode}")
        wrong = [f"{s['name']}: {s['text']}" for s in said["steps"] if not s["ok"]]
        return wrong or [f"ended with {ended.returncode}"] * (ended.returncode != 0)

    def measure(self) -> list[str]:
        """From the start of the process to the painted sign-in."""
        self.log.say(told(start_times(self.lab, self.user, PROGRAM)))
        return []

    def drive(self) -> list[str]:
        """By keyboard, from the double click on the office's file."""
        wrong, done = drive(self.lab, self.user, self.out)
        for line in done:
            self.log.say(f"  {line}")
        return wrong

    def remove(self) -> list[str]:
        """Everything of the program is gone, everything of the user is there."""
        before = self.user.print_of()
        self._uninstall()
        wrong = [f"{f.name} is left" for f in (self.home.iterdir() if self.home.exists() else ())]
        keys = (REMOVAL, *(rf"HKCU\{key}" for key in KINDS))
        wrong += [f"{key} is left" for key in keys if self._told(key)]
        return wrong + self._untouched(before)

    def _uninstall(self) -> None:
        self.lab.wine(rf"C:\{INSTALLED}\uninstall.exe", "/S")
        deadline = time.monotonic() + 60
        while (self.home / f"{NAME}.exe").exists() and time.monotonic() < deadline:
            time.sleep(1)
        time.sleep(3)

    def _older_serves(self) -> bool:
        """Whether the older version is there and opens the same offices as this one."""
        schema = Path("desk/storage/migrations/frozen.json")
        its = self.older / "_internal" / schema
        return its.exists() and its.read_bytes() == (PROJECT / schema).read_bytes()

    def _version_is(self, wanted: str) -> list[str]:
        words = self._told(REMOVAL, "/v", "DisplayVersion").split()
        found = words[-1] if "REG_SZ" in words else "none"
        return [] if found == wanted else [f"registered version: {found}, not {wanted}"]

    def _told(self, key: str, *which: str) -> str:
        ended = self.lab.wine("reg", "query", key, *which, check=False)
        return "" if ended.returncode else ended.stdout.decode("gbk", errors="replace")

    def _untouched(self, before: str) -> list[str]:
        after = self.user.print_of()
        self.log.say(f"  the user's files before and after: {before}, {after}")
        return [] if after == before else ["the user's files are not what they were"]


def main() -> int:
    """Run the lab; see the head of this file."""
    parser = argparse.ArgumentParser(prog="python -m tests.windows", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--lab", type=Path, default=Path(tempfile.gettempdir()) / "windows-lab")
    parser.add_argument("--only", nargs="*", default=[], help="these steps of a lab that is there")
    given = parser.parse_args()
    out: Path = given.out.resolve()
    for folder in (out, given.lab):
        folder.mkdir(parents=True, exist_ok=True)
    lab = Chroot(given.lab)
    lab.make()
    run = Session(lab, out, given.lab / "tools")
    run.log.say("Debian 13 with Wine is there")
    steps = {
        "build": run.build,
        "weigh": run.weigh,
        "pack": run.pack,
        "install-older": run.install_older,
        "upgrade": run.upgrade,
        "update": run.update,
        "self-test": run.try_itself,
        "start-times": run.measure,
        "drive": run.drive,
        "remove": run.remove,
    }
    with lab:
        for name, does in steps.items():
            if not given.only or name in given.only:
                run.step(name, does)
    run.log.say(f"{len(run.wrong)} wrong" if run.wrong else "all is well")
    return int(bool(run.wrong))


if __name__ == "__main__":
    sys.exit(main())
