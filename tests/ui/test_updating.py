"""A newer version is told in a line; a bad, slow or vanished folder never holds the window up."""

import hashlib
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.kernel.errors import FileRefused
from desk.releases.looking import Looked
from desk.releases.manifest import NAME, Release, signed
from tests.conftest import Office
from tests.ui.conftest import ScriptedAsker
from ui import local_settings, updating
from ui.about import AboutBox, UpdatePart
from ui.installing import UpdateLine, install
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow
from ui.updating import Updates, start_installer

KEY = Ed25519PrivateKey.generate()
PROGRAM = b"MZ 99"


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "新版本"
    folder.mkdir()
    (folder / "freight-desk-99.0.0.exe").write_bytes(PROGRAM)
    digest = hashlib.sha256(PROGRAM).hexdigest()
    news = ("打印更快。", "修了三个小毛病。")
    release = Release("99.0.0", "freight-desk-99.0.0.exe", len(PROGRAM), digest, "0.0.0", news)
    (folder / NAME).write_bytes(signed(release, KEY))
    monkeypatch.setattr(updating, "makers_key", KEY.public_key)
    return folder


@pytest.fixture
def updates(dressed: QApplication, share: Path) -> Iterator[Updates]:
    made = Updates(LocalSettings())
    yield made
    made.stop()


def looked(updates: Updates, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not updates._waiting, timeout=10_000)


def test_a_chosen_folder_is_kept_and_looked_into(
    updates: Updates, share: Path, qtbot: QtBot
) -> None:
    updates.choose(str(share))
    looked(updates, qtbot)
    assert updates.offer is not None
    assert updates.offer.release.version == "99.0.0"
    kept = local_settings.load()
    assert (kept.update_folder, kept.newest_release) == (str(share), "99.0.0")
    assert updates._next.remainingTime() > 60_000


def test_what_is_wrong_is_said_to_who_asked_only(
    updates: Updates, share: Path, qtbot: QtBot
) -> None:
    said: list[str] = []
    updates.said.connect(said.append)
    (share / NAME).write_bytes(b"")
    updates.choose(str(share))
    looked(updates, qtbot)
    assert said == ["检查更新没有成功:更新清单是空的。"]
    updates.look()
    looked(updates, qtbot)
    updates._settings.update_folder = str(share / "gone")
    updates.look()
    looked(updates, qtbot)
    assert (len(said), updates.offer) == (1, None)
    updates.look_now()
    looked(updates, qtbot)
    assert "没有 release.json" in said[1]


def test_a_share_that_hangs_holds_nothing_up(
    updates: Updates, share: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    updates.said.connect(said.append)
    comes_back, wanted = threading.Event(), list[bool]()

    def hangs(*given: object) -> Looked:
        comes_back.wait(20)
        wanted.append(given[-1]())  # type: ignore[operator]
        return Looked("99.0.0")

    monkeypatch.setattr(updating, "look", hangs)
    monkeypatch.setattr(updating, "DEADLINE_MS", 50)
    updates.choose(str(share))
    qtbot.waitUntil(lambda: len(said) == 1, timeout=5_000)
    assert "没有回应,程序照常使用" in said[0]
    threads = threading.active_count()
    updates.look_now()
    assert threading.active_count() == threads, "one thread waits, never a second"
    comes_back.set()
    looked(updates, qtbot)
    assert wanted == [False]
    assert updates._settings.newest_release == "", "what comes after the deadline is not heard"


def test_without_a_makers_key_nothing_is_looked_for(
    dressed: QApplication, share: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(updating, "makers_key", lambda: None)
    updates = Updates(LocalSettings(update_folder=str(share)))
    assert not updates.standing
    assert not updates._next.isActive()
    part = UpdatePart(updates)
    qtbot.addWidget(part)
    assert "没有发布者的公钥" in part.told.text()
    assert not part.look.isEnabled()


def test_a_line_leads_to_the_installer_after_a_backup(
    dressed: QApplication, office: Office, share: Path, updates: Updates, qtbot: QtBot
) -> None:
    asker = ScriptedAsker([False, True])
    window = MainWindow(office.as_("boss"), LocalSettings(), asker)
    qtbot.addWidget(window)
    window.show()
    line = UpdateLine(window, updates)
    line.ask()
    assert asker.asked == []
    updates.choose(str(share))
    looked(updates, qtbot)
    assert window.status.newer.text() == "新版本 99.0.0 可以安装"
    assert asker.asked == [], "told in a line, never asked for"
    window.status.newer.click()
    assert (line.chosen, window.isVisible()) == (None, True)
    assert asker.asked[0][1] == ("打印更快。", "修了三个小毛病。")
    window.status.newer.click()
    assert not window.isVisible()
    assert line.chosen is not None
    with pytest.raises(FileRefused, match="备份没有成功"):
        install(line.chosen, backed_up=False)
    line.chosen.installer.write_bytes(b"MZ 66")
    with pytest.raises(FileRefused, match="已被改动"):
        install(line.chosen, backed_up=True)


def test_windows_runs_it_and_others_show_it(
    updates: Updates, share: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    updates.choose(str(share))
    looked(updates, qtbot)
    assert updates.offer is not None
    opened: list[str] = []

    def show(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    for platform in ("win32", "linux"):
        monkeypatch.setattr(sys, "platform", platform)
        assert start_installer(updates.offer, show)
    assert opened == [str(updates.offer.installer), str(updates.offer.installer.parent)]


def test_the_about_box_looks_and_forgets(
    updates: Updates, share: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = AboutBox(Path("x.office"), updates=updates)
    qtbot.addWidget(box)
    part = box.findChild(UpdatePart)
    assert part is not None
    assert "没有设更新文件夹" in part.told.text()
    monkeypatch.setattr("ui.about.QFileDialog.getExistingDirectory", lambda *_: str(share))
    part.choose.click()
    looked(updates, qtbot)
    qtbot.waitUntil(lambda: part.told.text().startswith("有新版本 99.0.0"))
    part.forget.click()
    assert "没有设更新文件夹" in part.told.text()
    assert not updates.standing
