"""Every file that cannot be used is refused with its own sentence, and left as it was."""

import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from desk.app import Desk
from desk.kernel.clock import SetClock
from desk.kernel.errors import FileRefused
from desk.storage import lending, place
from desk.storage.backup import prove_sound
from tests.conftest import PASSWORD, Office, at
from tests.storage.broken_files import BROKEN, planted, sql

CLOCK = SetClock(at("2026-11-16 10:00"))


@pytest.mark.parametrize("make", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_has_its_own_sentence(
    office_file: Path, tmp_path: Path, make: tuple[Callable[[Path, Path], None], str]
) -> None:
    spoil, sentence = make
    path = tmp_path / "x.office"
    spoil(office_file, path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(FileRefused, match=sentence):
        Desk(path, CLOCK)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not Path(f"{path}-holder").exists()


def test_every_sentence_is_different(office_file: Path, tmp_path: Path) -> None:
    sentences = set()
    for name, (spoil, _) in BROKEN.items():
        path = tmp_path / f"{name}.office"
        spoil(office_file, path)
        with pytest.raises(FileRefused) as caught:
            Desk(path, CLOCK)
        sentences.add(str(caught.value).replace(str(path), "")[:12])
    assert len(sentences) >= len(BROKEN) - 2


@pytest.mark.parametrize(
    "planting",
    [
        "CREATE TRIGGER spy AFTER INSERT ON audit_log BEGIN SELECT 1; END",
        "CREATE TABLE hidden (x)",
        "CREATE VIEW peep AS SELECT * FROM user",
        "DROP INDEX ix_audit_entry_record",
    ],
)
def test_a_changed_structure_is_refused(office_file: Path, tmp_path: Path, planting: str) -> None:
    path = tmp_path / "x.office"
    planted(office_file, path, planting)
    with pytest.raises(FileRefused, match="结构被改动过"):
        Desk(path, CLOCK)


def test_a_file_that_is_open_names_who_has_it(open_office: Callable[[], Office]) -> None:
    office = open_office()
    with pytest.raises(FileRefused, match=r"已被打开:.+ 在电脑 .+ 上,自 2026-11-16"):
        Desk(office.desk.path, CLOCK)
    assert office.as_("boss").actor is not None


def test_a_closed_file_leaves_nothing_of_the_office_beside_it(
    open_office: Callable[[], Office],
) -> None:
    office = open_office()
    office.desk.close()
    beside = {p.name for p in office.desk.path.parent.iterdir() if p.is_file()}
    assert beside <= {"t.office", "t.office-journal", "t.office-lock"}
    lock = office.desk.path.with_name("t.office-lock")
    assert not lock.exists() or lock.stat().st_size == 0
    journal = office.desk.path.with_name("t.office-journal")
    assert not journal.exists() or journal.stat().st_size == 0


@pytest.mark.parametrize("kind", ["cifs", "nfs4", "fuse.sshfs"])
def test_a_network_folder_is_refused(
    office_file: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(place, "_file_system", lambda _folder: kind)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(FileRefused, match="网络盘或移动盘"):
        Desk(office_file, CLOCK)


@pytest.mark.parametrize("kind", [2, 4])
def test_a_removable_or_remote_drive_is_refused(
    office_file: Path, monkeypatch: pytest.MonkeyPatch, kind: int
) -> None:
    monkeypatch.setattr(place, "_windows_drive_type", lambda _folder: kind)
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(FileRefused, match="网络盘或移动盘"):
        place.refuse_unsafe_place(office_file)


def test_a_local_drive_is_welcome(office_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "_file_system", lambda _folder: "ext4")
    place.refuse_unsafe_place(office_file)


def test_a_new_file_never_covers_an_old_one(office_file: Path) -> None:
    before = office_file.read_bytes()
    with pytest.raises(FileRefused, match="已经存在"):
        Desk.create(office_file, "boss", "经理", "secret-123", CLOCK)
    assert office_file.read_bytes() == before


def test_the_pragmas_are_those_that_were_measured_safe(office: Office) -> None:
    with office.desk.engine.connect() as connection:
        wanted = {
            "journal_mode": "truncate",
            "synchronous": 2,
            "foreign_keys": 1,
            "secure_delete": 1,
        }
        for name, value in wanted.items():
            assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == value


def test_the_file_says_whose_it_is(office_file: Path) -> None:
    with closing(sqlite3.connect(office_file)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (0x4B464454,)
    assert sql(office_file, "SELECT count(*) FROM user") == 5


def test_a_path_with_signs_of_an_address_is_a_path(office_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "3#库 50%?x"
    folder.mkdir()
    shutil.copyfile(office_file, folder / "a#b?c%20.office")
    with Desk(folder / "a#b?c%20.office") as desk:
        assert desk.login("boss", PASSWORD).name == "经理"
        copy = desk.backup(folder / "备份#1.office")
    prove_sound(copy)


@pytest.mark.parametrize("cloud", ["OneDrive", "OneDrive - 天山物流", "Nutstore", "BaiduSyncdisk"])
def test_a_folder_kept_in_step_with_a_cloud_takes_no_office(tmp_path: Path, cloud: str) -> None:
    folder = tmp_path / cloud / "文档"
    folder.mkdir(parents=True)
    with pytest.raises(FileRefused, match="备份可以放在网盘里"):
        Desk.create(folder / "t.office", "boss", "王经理", "secret-123")
    assert list(folder.iterdir()) == []


def test_an_office_that_cannot_be_lent_is_let_go_of(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, clock = office.desk.path, office.clock
    office.desk.close()

    def too_many(_path: Path, _lender: lending.Lender) -> None:
        raise OSError(24, "Too many open files")

    with monkeypatch.context() as patch:
        patch.setattr(lending, "lend", too_many)
        with pytest.raises(FileRefused):
            Desk(path, clock)
    Desk(path, clock).close()
