"""The maker makes his keys once and signs each version; the program believes his public half only."""

from pathlib import Path

import pytest

from desk import __version__
from desk.releases import keys
from desk.releases.keys import makers_key
from desk.releases.looking import look
from tests.cli.conftest import Say


def test_keys_manifest_and_look(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert makers_key() is None, "the house gives out no key; its maker puts his own there"
    key, public = tmp_path / "maker.key", tmp_path / "release.pub"
    made = say("release-key", key, "--json")
    assert made.json == {"ok": True, "key": str(key), "public": str(public)}
    assert b"ENCRYPTED" in key.read_bytes()
    assert "不会覆盖" in say("release-key", key).err
    monkeypatch.setattr(keys, "resource", lambda name: tmp_path / name)
    believed = makers_key()
    assert believed is not None

    installer = tmp_path / "发布" / "freight-desk-9.0.0.exe"
    installer.parent.mkdir()
    installer.write_bytes(b"MZ")
    wanted = ("release-manifest", installer, "--key", key, "--news", "打印更快。")
    signed = say(*wanted, "--release", "9.0.0")
    assert signed.code == 0, signed.err
    found = look(installer.parent, believed, __version__, "", tmp_path / "own")
    assert found.offer is not None
    assert found.offer.release.news == ("打印更快。",)

    monkeypatch.setenv("DESK_PASSWORD", "another-word")
    assert "密钥打不开" in say(*wanted).err
    assert "找不到密钥文件" in say(*wanted[:2], "--key", tmp_path / "no", "--news", "x").err
    monkeypatch.setenv("DESK_PASSWORD", "short")
    assert "至少 8 位" in say("release-key", tmp_path / "k2").err


def test_a_public_half_that_is_none_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "resource", lambda name: tmp_path / name)
    (tmp_path / keys.PUBLIC).write_text("not a key", encoding="utf-8")
    assert makers_key() is None
