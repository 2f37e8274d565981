"""Is there a newer version in the folder? Everything about it is proved before anybody hears of it."""

import hashlib
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desk.kernel.errors import FileRefused
from desk.kernel.text import tr
from desk.releases.manifest import NAME, Release, read_release
from desk.releases.versions import is_version, read_version

BLOCK = 1024 * 1024
LEAST = "0.0.0"


@dataclass(frozen=True)
class Offer:
    """A newer version whose proved installer lies on this computer."""

    release: Release
    installer: Path

    @property
    def whole(self) -> bool:
        """Whether the copy is still the one that was proved."""
        try:
            return _digest_of(self.installer, self.release.size_bytes) == self.release.sha256
        except (OSError, FileRefused):
            return False


@dataclass(frozen=True)
class Looked:
    """What a look found: the newest version the maker is known to have given out, and perhaps an offer."""

    newest: str
    offer: Offer | None = None


def look(
    folder: Path,
    key: Ed25519PublicKey,
    running: str,
    newest: str,
    into: Path,
    wanted: Callable[[], bool] = lambda: True,
) -> Looked:
    """Look into a folder; a newer version is copied to this computer and proved there.

    Args:
        folder: where the maker's files are laid.
        key: the maker's public key.
        running: the version of this program.
        newest: the newest version this computer has seen so far; nonsense is none.
        into: where the installer is copied to.
        wanted: asked between two blocks; False gives up.

    Raises:
        FileRefused: what lies there cannot be trusted or used; the text says why.
    """
    release = read_release(folder / NAME, key)
    offered, here = read_version(release.version), read_version(running)
    seen = max(running, newest if is_version(newest) else LEAST, key=read_version)
    if offered < read_version(seen):
        words = tr("更新文件夹里是旧版本 {old},本机已见过 {new},不会装回旧版本。")
        raise FileRefused(words.format(old=release.version, new=seen))
    if offered == here or (offered.on_trial and not here.on_trial):
        return Looked(newest or running)
    if here < read_version(release.from_version):
        words = tr("新版本 {new} 不能直接装在 {now} 上,请先装 {first}。")
        raise FileRefused(
            words.format(new=release.version, now=running, first=release.from_version)
        )
    return Looked(release.version, Offer(release, _fetched(folder, release, into, wanted)))


def _fetched(folder: Path, release: Release, into: Path, wanted: Callable[[], bool]) -> Path:
    """Copy the installer, proved on the way; a copy that is already here is not fetched again."""
    target = into / release.file
    if Offer(release, target).whole:
        return target
    part = target.with_name(target.name + ".part")
    try:
        into.mkdir(parents=True, exist_ok=True)
        for former in into.glob("*.exe*"):
            former.unlink()
        digest = _copied(folder / release.file, part, release.size_bytes, wanted)
        if digest != release.sha256:
            raise FileRefused(
                tr("安装程序 {name} 与清单不符,被改过或没有复制完整,不会使用。").format(
                    name=release.file
                )
            )
        part.replace(target)
    except OSError as fault:
        words = tr("安装程序 {name} 取不到({why})。")
        raise FileRefused(words.format(name=release.file, why=fault.strerror)) from None
    finally:
        part.unlink(missing_ok=True)
    return target


def _copied(source: Path, part: Path, size_bytes: int, wanted: Callable[[], bool]) -> str:
    _check_size(source, size_bytes)
    digest, left = hashlib.sha256(), size_bytes + 1
    with source.open("rb") as read, part.open("wb") as written:
        while left > 0 and (block := read.read(min(BLOCK, left))):
            if not wanted():
                raise FileRefused(tr("没有等到更新文件夹的回应。"))
            digest.update(block)
            written.write(block)
            left -= len(block)
    return digest.hexdigest() if left == 1 else ""


def _digest_of(file: Path, size_bytes: int) -> str:
    _check_size(file, size_bytes)
    with file.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


def _check_size(file: Path, size_bytes: int) -> None:
    found = file.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_size != size_bytes:
        words = tr("安装程序 {name} 与清单不符,被改过或没有复制完整,不会使用。")
        raise FileRefused(words.format(name=file.name))
