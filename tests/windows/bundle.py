"""The bundle: built in the lab, every import of every file looked up, and the installer of it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import desk
from tests.windows.chroot import Chroot

PROJECT = Path(__file__).parents[2]
NAME = "freight-desk"
PARTS = ("desk", "ui", "resources", "build.spec", "pyproject.toml", "LICENSE", "README.md")
MOST_BUNDLE_MIB, MOST_INSTALLER_MB = 90, 36
_OF_WINDOWS = """
    advapi32 authz bcrypt bcryptprimitives cabinet cfgmgr32 comctl32 comdlg32 credui crypt32
    d2d1 d3d11 d3d12 d3d9 dbghelp dcomp dnsapi dwmapi dwrite dxgi gdi32 gdiplus hid icu icuin icuuc
    imagehlp imm32 iphlpapi kernel32 mincore mpr mscms msi msimg32 msvcrt ncrypt netapi32 normaliz
    ntdll oleacc ole32 oleaut32 onecore opengl32 pdh powrprof propsys psapi rpcrt4 rstrtmgr
    runtimeobject secur32 setupapi shcore shell32 shlwapi uiautomationcore user32 userenv usp10 uxtheme version
    windowscodecs winhttp winmm winspool.drv wintrust winusb wldap32 ws2_32 wtsapi32
"""
OF_WINDOWS = frozenset(_OF_WINDOWS.split())
"""Libraries that every Windows 10 brings itself."""


def build(lab: Chroot, version: str = desk.__version__, folder: str = "source") -> Path:
    """The bundle's folder, built by the Windows Python from the project's own build.spec.

    Args:
        version: what the built program says it is; written where the project's own version stands.
        folder: on drive C, made anew.
    """
    source = lab.drive_c / folder
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir()
    for name in PARTS:
        found = PROJECT / name
        if found.is_dir():
            shutil.copytree(
                found, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
            )
        elif found.exists():
            shutil.copyfile(found, source / name)
    told = source / "desk" / "__init__.py"
    words = told.read_text(encoding="utf-8")
    told.write_text(words.replace(f'"{desk.__version__}"', f'"{version}"'), encoding="utf-8")
    python = r"C:\py\python.exe -X no_debug_ranges -m PyInstaller --noconfirm --clean build.spec"
    lab.wine("cmd", "/c", rf"cd /d C:\{folder} && {python}", limit_s=3000)
    return source / "dist" / NAME


def size_mib(bundle: Path) -> float:
    files = (f for f in bundle.rglob("*") if f.is_file() and not f.is_symlink())
    return sum(f.stat().st_size for f in files) / 2**20


def biggest(bundle: Path, most: int = 16) -> list[str]:
    """The files that weigh most, in MiB."""
    files = sorted((f for f in bundle.rglob("*") if f.is_file()), key=lambda f: -f.stat().st_size)
    return [f"{f.stat().st_size / 2**20:6.2f} {f.relative_to(bundle)}" for f in files[:most]]


def troubles(bundle: Path, tools: Path) -> list[str]:
    """Libraries that a file of the bundle imports and nobody brings, and what is not Windows' own.

    Args:
        bundle: the folder.
        tools: a virtual environment that has pefile.
    """
    reader = (
        "import pefile,sys\n"
        "for p in sys.argv[1:]:\n"
        " e=pefile.PE(p,fast_load=True); e.parse_data_directories([1,13])\n"
        " print(p,hex(e.FILE_HEADER.Machine),*[i.dll.decode().lower() for k in"
        " ('DIRECTORY_ENTRY_IMPORT','DIRECTORY_ENTRY_DELAY_IMPORT') for i in getattr(e,k,[])],sep='|')"
    )
    files = [f for f in bundle.rglob("*") if f.is_file() and f.read_bytes()[:2] == b"MZ"]
    told = subprocess.run(
        [str(tools / "bin" / "python"), "-c", reader, *map(str, files)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    brought = {f.name.lower() for f in files}
    found = []
    for line in told.splitlines():
        path, machine, *imports = line.split("|")
        name = os.path.relpath(path, bundle)
        if machine != "0x8664":
            found.append(f"{name}: not for 64-bit Windows")
        found += [f"{name}: {dll} is missing" for dll in imports if not _known(dll, brought)]
    found += [
        f"{os.path.relpath(f, bundle)}: is Wine's own"
        for f in files
        if b"Wine builtin DLL" in f.read_bytes()[:4096]
    ]
    return sorted(set(found))


def _known(dll: str, brought: set[str]) -> bool:
    plain = re.sub(r"\.dll$", "", dll)
    return dll in brought or plain in OF_WINDOWS or dll.startswith(("api-ms-win-", "ext-ms-"))


def make_installer(lab: Chroot, bundle: Path, version: str = desk.__version__) -> Path:
    """``setup-VERSION.exe`` on drive C; one of another version is only tried, and packed quickly."""
    shutil.copyfile(PROJECT / "resources" / "windows" / "installer.nsi", lab.root / "tmp" / "i.nsi")
    inside = "/" + str(bundle.relative_to(lab.root))
    made = f"setup-{version}.exe"
    options = ["-V2", "-INPUTCHARSET", "UTF8", "-XTarget amd64-unicode", f"-DVERSION={version}"]
    options += ["-DQUICK"] * (version != desk.__version__)
    lab.run("makensis", *options, f"-DDIST={inside}", f"-DOUT=/wp/drive_c/{made}", "/tmp/i.nsi")
    return lab.drive_c / made
