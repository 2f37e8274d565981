"""Backups are proven before they get their name; a restored one leaves the former file aside."""

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from desk.app import Desk
from desk.archive.customers.choices import CustomerKind, CustomerType, PayTerms
from desk.archive.customers.commands import add_customer, attach_contract
from desk.archive.customers.entries import ContactEntry, CustomerEntry
from desk.checking import check
from desk.kernel.errors import FileRefused, Refused
from desk.kernel.roles import Role
from desk.office.users.commands import add_user, update_user
from desk.office.users.queries import users
from desk.restoring import restore
from desk.storage import backup as backing
from desk.storage import lending, pins, rounds, securing
from desk.storage.backup import backup_name, backup_to
from desk.storage.cabinet import Upload, cabinet_of
from tests.conftest import PASSWORD, Office, at
from tests.storage.broken_files import BROKEN, sql


@pytest.fixture
def worked(open_office: Callable[[], Office], tmp_path: Path) -> tuple[Office, Path]:
    """An office with a backup of this morning and one change after it."""
    office = open_office()
    desk = office.as_("boss")
    saved = desk.backup(tmp_path / "morning.office")
    desk.run(add_user, login="late", name="午后来的", role=Role.CS, password="pass-1234")
    return office, saved


def logins(path: Path) -> int:
    return int(sql(path, "SELECT count(*) FROM user"))


def test_a_backup_is_the_office_of_its_moment(worked: tuple[Office, Path]) -> None:
    office, saved = worked
    with closing(sqlite3.connect(saved)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert (logins(saved), logins(office.desk.path)) == (5, 6)
    assert not list(saved.parent.glob("*.part"))


def test_photos_and_papers_go_with_a_backup_and_come_back(
    worked: tuple[Office, Path], tmp_path: Path
) -> None:
    office, _ = worked
    desk = office.as_("boss")
    sheet = (ContactEntry(name="刘工", mobile="13800000001"),)
    firm = CustomerEntry(
        name="天果园果品",
        customer_type=CustomerType.COMPANY,
        kinds=(CustomerKind.OUTBOUND,),
        settlement=PayTerms.PREPAID,
    )
    customer = desk.run(add_customer, customer=firm, contacts=sheet).value
    paper = Upload("合同.pdf", b"%PDF-1.7 contract")
    desk.run(attach_contract, customer_id=customer, file=paper)
    saved = desk.backup(tmp_path / "stick" / "evening.office")
    assert check(saved).ok
    path = office.desk.path
    office.desk.close()
    shutil.rmtree(cabinet_of(path))
    restore(saved, path, "boss", PASSWORD, office.clock)
    assert check(path).ok


def test_a_clerk_may_back_up_a_stranger_may_not(office: Office, tmp_path: Path) -> None:
    assert office.as_("jia").backup(tmp_path / "b.office").exists()
    office.desk.logout()
    with pytest.raises(Refused):
        office.desk.backup(tmp_path / "c.office")


def test_a_backup_never_covers_the_live_file(office: Office) -> None:
    with pytest.raises(FileRefused, match="不能覆盖正在使用"):
        office.as_("boss").backup(office.desk.path)


@pytest.mark.parametrize("most", [0, rounds.MOST_BYTES])
def test_saves_go_on_while_a_backup_runs_and_are_taken_along(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(rounds, "MOST_BYTES", most)
    monkeypatch.setattr(rounds, "BLOCK_BYTES", 40 * lending.PAGE_BYTES)
    monkeypatch.setattr(lending, "STEP_PAGES", 40)
    desk, target = office.as_("boss"), tmp_path / "b.office"
    running = threading.Thread(target=backup_to, args=(desk.path, target))
    running.start()
    made = 0
    while running.is_alive():
        desk.run(add_user, login=f"u{made}", name="忙碌的", role=Role.CS, password="pass-1234")
        made += 1
    running.join()
    assert made
    backing.prove_sound(target)
    assert 5 <= logins(target) <= 5 + made
    desk.run(add_user, login="after", name="之后的", role=Role.CS, password="pass-1234")
    assert logins(desk.path) == 5 + made + 1


@pytest.mark.parametrize("most", [0, rounds.MOST_BYTES])
def test_a_copy_is_brought_to_the_disk_while_it_grows_and_a_fault_of_the_disk_is_told(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(rounds, "MOST_BYTES", most)
    monkeypatch.setattr(rounds, "BLOCK_BYTES", 20 * lending.PAGE_BYTES)
    monkeypatch.setattr(lending, "STEP_PAGES", 20)
    monkeypatch.setattr(securing, "SECURED_BYTES", 40 * lending.PAGE_BYTES)
    to_disk, caller = os.fsync, threading.current_thread()
    broken: list[int] = []

    def breaks(file: int) -> None:
        if threading.current_thread() is not caller:
            broken.append(file)
            raise OSError(5, "Input/output error")
        to_disk(file)

    monkeypatch.setattr(os, "fsync", breaks)
    with pytest.raises(FileRefused, match="备份没有成功"):
        office.as_("boss").backup(tmp_path / "b.office")
    assert broken, "while it grew, beside the copying"
    assert not list(tmp_path.glob("b.office*"))


def test_a_closed_office_is_copied_from_the_file(office: Office, tmp_path: Path) -> None:
    office.desk.close()
    assert logins(backup_to(office.desk.path, tmp_path / "b.office")) == 5


def test_an_unsound_copy_gets_no_name(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "b.office"
    target.write_bytes(b"the good backup of yesterday")

    def unsound(path: Path) -> None:
        raise FileRefused(f"文件校验不通过:{path}")

    monkeypatch.setattr(backing, "prove_sound", unsound)
    with pytest.raises(FileRefused, match="校验不通过"):
        backup_to(office.desk.path, target)
    assert target.read_bytes() == b"the good backup of yesterday"


def test_a_place_that_cannot_be_written_is_said(office: Office, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileRefused, match="备份没有成功"):
        office.as_("boss").backup(tmp_path / "folder")
    assert not list(tmp_path.glob("*.part"))


def test_names_sort_by_time(tmp_path: Path) -> None:
    assert backup_name(tmp_path / "a.office", at("2026-11-18 17:30")) == (
        "a-20261118-173000.office"
    )


def test_a_restore_brings_the_backup_back_and_keeps_the_former_file(
    worked: tuple[Office, Path],
) -> None:
    office, saved = worked
    path = office.desk.path
    office.desk.close()
    aside = restore(saved, path, "boss", PASSWORD, office.clock)
    assert aside is not None
    assert (logins(path), logins(aside)) == (5, 6)
    assert pins.as_left(path), "it may be looked into at once"
    assert pins.checked_at(path) == office.clock.now(), "it was just read through"
    with Desk(path, office.clock) as again:
        again.login("boss", PASSWORD)
        assert len(again.ask(users)) == 5
        again.run(update_user, user_id=2, name="接着做", role=Role.CS)


def test_the_journal_of_a_lost_file_never_meets_the_restored_one(
    worked: tuple[Office, Path],
) -> None:
    office, saved = worked
    path = office.desk.path
    office.desk.close()
    path.unlink()
    journal = Path(f"{path}-journal")
    journal.write_bytes(b"left over")
    assert restore(saved, path, "boss", PASSWORD, office.clock) is None
    assert not journal.exists()
    assert logins(path) == 5


def test_a_restore_that_ends_half_way_says_where_the_former_file_is(
    worked: tuple[Office, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    office, saved = worked
    path = office.desk.path
    office.desk.close()
    replace = Path.replace

    def full(source: Path, target: Path) -> Path:
        if source.name.endswith(".part") and target == path:
            raise OSError("磁盘已满")
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FileRefused, match=r"原文件在 .*换下"):
        restore(saved, path, "boss", PASSWORD, office.clock)


def test_a_restore_needs_the_file_closed(worked: tuple[Office, Path]) -> None:
    office, saved = worked
    with pytest.raises(FileRefused, match="已被打开"):
        restore(saved, office.desk.path, "boss", PASSWORD, office.clock)
    assert logins(office.desk.path) == 6


@pytest.mark.parametrize(
    ("login", "password", "code"),
    [("boss", "wrong-one", "E013"), ("nobody", PASSWORD, "E013"), ("jia", PASSWORD, "E210")],
)
def test_only_a_manager_restores(
    worked: tuple[Office, Path], login: str, password: str, code: str
) -> None:
    office, saved = worked
    path = office.desk.path
    office.desk.close()
    with pytest.raises(Refused) as caught:
        restore(saved, path, login, password, office.clock)
    assert caught.value.codes == (code,)
    assert logins(path) == 6


def test_a_damaged_office_is_restored_with_the_password_of_the_backup(
    worked: tuple[Office, Path],
) -> None:
    office, saved = worked
    path = office.desk.path
    office.desk.close()
    path.write_bytes(b"rubbish")
    aside = restore(saved, path, "boss", PASSWORD, office.clock)
    assert aside is not None
    assert aside.read_bytes() == b"rubbish"
    assert logins(path) == 5


@pytest.mark.parametrize("name", ["missing", "empty", "other", "damaged", "newer"])
def test_an_unfit_backup_changes_nothing(
    worked: tuple[Office, Path], office_file: Path, tmp_path: Path, name: str
) -> None:
    office, _ = worked
    path = office.desk.path
    office.desk.close()
    bad = tmp_path / "bad.office"
    BROKEN[name][0](office_file, bad)
    with pytest.raises(FileRefused):
        restore(bad, path, "boss", PASSWORD, office.clock)
    assert logins(path) == 6
    assert not list(path.parent.glob("*换下*"))
