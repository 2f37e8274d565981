"""What the maker says about a version, and his signature under it.

The signature is over the canonical text of the whole content and its purpose, so that no field can be
changed, added or left out, and no other signature of the house passes for it.
"""

import base64
import binascii
import re
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from desk.kernel.errors import FileRefused
from desk.kernel.text import tr
from desk.releases.versions import read_version

NAME = "release.json"
PURPOSE = b"freight-desk release 1\n"
MOST_BYTES = 64 * 1024
MOST_INSTALLER_BYTES = 512 * 1024 * 1024
MOST_NEWS, LONGEST_NEWS = 12, 120
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,95}\.exe")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Release(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version that may be installed.

    Attributes:
        file: the installer's name, beside the manifest.
        from_version: the oldest version it may be installed over.
        news: what is new, in the user's words.
    """

    version: str
    file: str
    size_bytes: int
    sha256: str
    from_version: str
    news: tuple[str, ...]


class Signed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it lies there; the signature in base 64."""

    release: Release
    signature: str = ""


def signed(release: Release, key: Ed25519PrivateKey) -> bytes:
    """The manifest file of a version, signed.

    Raises:
        FileRefused: the release says something no computer would accept.
    """
    _check(release)
    signature = base64.b64encode(key.sign(_text(release))).decode()
    return msgspec.json.format(msgspec.json.encode(Signed(release, signature)))


def read_release(file: Path, key: Ed25519PublicKey) -> Release:
    """Read a manifest, which nobody but the owner of the key can have written.

    Raises:
        FileRefused: it is missing, not whole, not signed by that key, or says nonsense.
    """
    written = _read(file)
    if not written.signature:
        raise FileRefused(tr("更新清单没有签名,不能相信。"))
    try:
        key.verify(base64.b64decode(written.signature, validate=True), _text(written.release))
    except (InvalidSignature, binascii.Error, ValueError):
        raise FileRefused(
            tr("更新清单的签名不对:不是发布者签的,或签名后被改过。请向发布者索取。")
        ) from None
    _check(written.release)
    return written.release


def _read(file: Path) -> Signed:
    try:
        with file.open("rb") as source:
            text = source.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise FileRefused(tr("更新文件夹里没有 {name}。").format(name=NAME)) from None
    except OSError as fault:
        raise FileRefused(tr("更新文件夹读不到({why})。").format(why=fault.strerror)) from None
    if not text:
        raise FileRefused(tr("更新清单是空的。"))
    if len(text) > MOST_BYTES:
        raise FileRefused(tr("更新清单太大,不是发布者给的。"))
    try:
        return msgspec.json.decode(text, type=Signed)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise FileRefused(tr("更新清单读不懂,可能没有复制完整。")) from None


def _check(release: Release) -> None:
    read_version(release.version)
    read_version(release.from_version)
    if not _FILE.fullmatch(release.file):
        raise FileRefused(tr("更新清单里的安装程序名称不对,应是同一文件夹里的 .exe。"))
    if not 0 < release.size_bytes <= MOST_INSTALLER_BYTES:
        raise FileRefused(tr("更新清单里的安装程序大小不对。"))
    if not _SHA256.fullmatch(release.sha256):
        raise FileRefused(tr("更新清单里的校验码不对。"))
    short = all(line.strip() and len(line) <= LONGEST_NEWS for line in release.news)
    if not (0 < len(release.news) <= MOST_NEWS and short):
        raise FileRefused(
            tr("更新清单要写明新内容:1~{n} 条,每条至多 {m} 字。").format(
                n=MOST_NEWS, m=LONGEST_NEWS
            )
        )


def _text(release: Release) -> bytes:
    return PURPOSE + msgspec.json.encode(release)
