"""``python -m tests.windows.linux OUT``: the same recipe on Linux, tried in a Debian that is bare.

As root on Debian 12, with the packages of ``requirements-build.lock`` in this Python. The bundle runs in
a Debian 12 that has nothing but itself and the libraries that Qt asks for; it must try itself well.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.windows.bundle import NAME, PROJECT, size_mib
from tests.windows.chroot import unpack_debian

LIBRARIES = "libglib2.0-0 libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon0"
"""What the README tells to install before the program runs on a bare Debian 12 without a screen."""


def build_here(out: Path) -> Path:
    """The bundle's folder, built by this Python."""
    command = [sys.executable, "-X", "no_debug_ranges", "-m", "PyInstaller", "--noconfirm"]
    command += ["--log-level", "WARN", "--distpath", str(out), "--workpath", str(out / "work")]
    subprocess.run([*command, "build.spec"], cwd=PROJECT, check=True)
    return out / NAME


def try_bare(bundle: Path, root: Path, out: Path) -> int:
    """Let the bundle try itself in the bare Debian; its exit code."""
    unpack_debian(root, "bookworm", LIBRARIES)
    inside, folder = root / "opt" / NAME, root / "selftest"
    for old in (inside, folder):
        shutil.rmtree(old, ignore_errors=True)
    shutil.copytree(bundle, inside, symlinks=True)
    command = [f"/opt/{NAME}/{NAME}", "--selftest", "/selftest", "--limit", "1500"]
    bare = ["env", "-i", "PATH=/usr/bin:/bin", "HOME=/root", "LANG=C.UTF-8"]
    ended = subprocess.run(["chroot", str(root), *bare, *command], check=False)
    shutil.copytree(folder, out / "selftest", dirs_exist_ok=True)
    return ended.returncode


def main() -> int:
    """Build and try; see the head of this file."""
    parser = argparse.ArgumentParser(prog="python -m tests.windows.linux", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--lab", type=Path, default=Path(tempfile.gettempdir()) / "windows-lab")
    given = parser.parse_args()
    began = time.monotonic()
    bundle = build_here(given.out.resolve())
    print(f"built in {time.monotonic() - began:.0f} s, {size_mib(bundle):.0f} MiB", flush=True)
    began = time.monotonic()
    code = try_bare(bundle, given.lab / "bookworm", given.out)
    report = json.loads((given.out / "selftest" / "report.json").read_text(encoding="utf-8"))
    wrong = [f"{s['name']}: {s['text']}" for s in report["steps"] if not s["ok"]]
    took_s = time.monotonic() - began
    print(f"self-test: {len(report['steps'])} steps, exit {code}, {took_s:.0f} s")
    print("\n".join(f"WRONG: {line}" for line in wrong) or "all is well")
    return code


if __name__ == "__main__":
    sys.exit(main())
