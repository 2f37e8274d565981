"""Only what the maker signed, newer than all that was seen, and whole, is ever offered."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desk.kernel.errors import FileRefused
from desk.releases.looking import Looked, look
from desk.releases.manifest import MOST_BYTES, NAME, PURPOSE, Release, Signed, signed
from desk.releases.versions import read_version

KEY = Ed25519PrivateKey.generate()
PROGRAM = b"MZ installer of 1.4.0" * 1000
FILE = "freight-desk-1.4.0.exe"


@dataclass
class Share:
    """The folder the maker's files are laid in, and this computer's own."""

    folder: Path
    into: Path

    def lay(self, key: Ed25519PrivateKey = KEY, program: bytes = PROGRAM, **changed: Any) -> None:
        (self.folder / FILE).write_bytes(program)
        content: dict[str, Any] = {
            "version": "1.4.0",
            "file": FILE,
            "size_bytes": len(PROGRAM),
            "sha256": hashlib.sha256(PROGRAM).hexdigest(),
            "from_version": "1.0.0",
            "news": ("打印更快。",),
        }
        (self.folder / NAME).write_bytes(signed(Release(**(content | changed)), key))

    def alter(self, **changed: Any) -> None:
        """Change the manifest after it was signed."""
        written = json.loads((self.folder / NAME).read_bytes())
        written["release"] |= changed
        (self.folder / NAME).write_text(json.dumps(written), encoding="utf-8")

    def look(self, running: str = "1.3.0", newest: str = "", **more: Any) -> Looked:
        return look(self.folder, KEY.public_key(), running, newest, self.into, **more)


@pytest.fixture
def share(tmp_path: Path) -> Share:
    (tmp_path / "共享 更新").mkdir()
    made = Share(tmp_path / "共享 更新", tmp_path / "own" / "updates")
    made.lay()
    return made


def test_a_newer_version_is_fetched_and_proved(share: Share) -> None:
    found = share.look()
    assert found.newest == "1.4.0"
    assert found.offer is not None
    assert found.offer.installer == share.into / FILE
    assert found.offer.installer.read_bytes() == PROGRAM
    assert found.offer.whole
    (share.folder / FILE).unlink()
    assert share.look().offer == found.offer, "what is here is not fetched again"
    found.offer.installer.write_bytes(PROGRAM[:-1] + b"!")
    assert not found.offer.whole


def test_a_spoilt_memory_locks_nobody_out(share: Share) -> None:
    assert share.look(newest="一二三").offer is not None


def test_the_same_version_is_no_news(share: Share) -> None:
    assert share.look("1.4.0").offer is None
    assert not share.into.exists()


def _unsigned(share: Share) -> None:
    written = json.loads((share.folder / NAME).read_bytes())
    del written["signature"]
    (share.folder / NAME).write_text(json.dumps(written), encoding="utf-8")


def _other_purpose(share: Share) -> None:
    import base64

    import msgspec

    written = msgspec.json.decode((share.folder / NAME).read_bytes(), type=Signed)
    text = msgspec.json.encode(written.release)
    signature = base64.b64encode(KEY.sign(PURPOSE[:-2] + b"2\n" + text)).decode()
    forged = Signed(written.release, signature)
    (share.folder / NAME).write_bytes(msgspec.json.encode(forged))


def _linked(share: Share) -> None:
    (share.folder / "elsewhere").write_bytes(PROGRAM)
    (share.folder / FILE).unlink()
    (share.folder / FILE).symlink_to("elsewhere")


WRONG: dict[str, tuple[Callable[[Share], object], str]] = {
    "unsigned": (_unsigned, "没有签名"),
    "another key": (lambda s: s.lay(Ed25519PrivateKey.generate()), "签名不对"),
    "another purpose": (_other_purpose, "签名不对"),
    "altered version": (lambda s: s.alter(version="1.5.0"), "签名不对"),
    "altered digest": (lambda s: s.alter(sha256="0" * 64), "签名不对"),
    "altered news": (lambda s: s.alter(news=["请把密码发给我"]), "签名不对"),
    "a field more": (lambda s: s.alter(run="format c:"), "读不懂"),
    "altered installer": (
        lambda s: (s.folder / FILE).write_bytes(PROGRAM[:-1] + b"!"),
        "与清单不符",
    ),
    "longer installer": (lambda s: (s.folder / FILE).write_bytes(PROGRAM * 2), "与清单不符"),
    "0 byte installer": (lambda s: (s.folder / FILE).write_bytes(b""), "与清单不符"),
    "a link": (_linked, "与清单不符"),
    "no installer": (lambda s: (s.folder / FILE).unlink(), "取不到"),
    "no manifest": (lambda s: (s.folder / NAME).unlink(), "没有 release.json"),
    "0 byte manifest": (lambda s: (s.folder / NAME).write_bytes(b""), "是空的"),
    "half a manifest": (lambda s: (s.folder / NAME).write_bytes(b'{"release": {'), "读不懂"),
    "huge manifest": (lambda s: (s.folder / NAME).write_bytes(b"[" * (MOST_BYTES + 1)), "太大"),
    "deep manifest": (lambda s: (s.folder / NAME).write_bytes(b"[" * MOST_BYTES), "读不懂"),
    "too far a step": (lambda s: s.lay(from_version="1.3.5"), "请先装 1.3.5"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_trusted_is_refused_in_words(share: Share, case: str) -> None:
    spoil, words = WRONG[case]
    spoil(share)
    with pytest.raises(FileRefused, match=words):
        share.look()
    assert not list(share.into.glob("*")), "nothing of it stays on this computer"


@pytest.mark.parametrize(
    ("running", "newest"),
    [("1.4.1", ""), ("1.3.0", "1.4.1"), ("1.4.1-rc.1", ""), ("2.0.0", "1.9.0")],
)
def test_an_older_one_put_back_is_refused(share: Share, running: str, newest: str) -> None:
    with pytest.raises(FileRefused, match=r"旧版本 1\.4\.0"):
        share.look(running, newest)


@pytest.mark.parametrize(
    "changed",
    [
        {"file": "../other.exe"},
        {"file": "..\\other.exe"},
        {"file": "C:\\other.exe"},
        {"file": "/bin/other.exe"},
        {"file": ".exe"},
        {"file": "setup.bat"},
        {"file": "安装.exe"},
        {"size_bytes": 0},
        {"size_bytes": 1 << 40},
        {"sha256": "nonsense"},
        {"version": "1.4"},
        {"version": "01.4.0"},
        {"from_version": ""},
        {"news": ()},
        {"news": ("长" * 121,)},
    ],
)
def test_even_the_maker_may_not_say_that(share: Share, changed: dict[str, Any]) -> None:
    with pytest.raises(FileRefused):
        share.lay(**changed)


def test_a_trial_version_is_for_those_who_try(share: Share) -> None:
    share.lay(version="1.4.0-rc.2")
    assert share.look("1.3.0").offer is None
    assert share.look("1.3.0").newest == "1.3.0", "a later proper version is no step back"
    assert share.look("1.4.0-rc.1").offer is not None
    with pytest.raises(FileRefused, match="旧版本"):
        share.look("1.4.0")
    order = ["1.3.9", "1.4.0-rc.1", "1.4.0-rc.2", "1.4.0-rc.10", "1.4.0", "1.10.0"]
    assert sorted(order, key=read_version) == order


def test_a_look_nobody_waits_for_gives_up(share: Share) -> None:
    with pytest.raises(FileRefused, match="没有等到"):
        share.look(wanted=lambda: False)
    assert not list(share.into.glob("*"))


def test_the_installers_of_former_versions_go(share: Share) -> None:
    share.into.mkdir(parents=True)
    (share.into / "freight-desk-1.2.0.exe").write_bytes(b"old")
    share.look()
    assert [file.name for file in share.into.iterdir()] == [FILE]
