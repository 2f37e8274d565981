"""The check finds every kind of harm, names it, and reads a damaged file as far as it goes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.checking import PROMISES, check
from desk.kernel.errors import FileRefused
from desk.storage.cabinet import cabinet_of, place_of
from tests.conftest import Office
from tests.flows.customers import accept, add_customers
from tests.storage.broken_files import BROKEN, sql


@pytest.fixture
def worked(office: Office) -> Path:
    """An office with a customer, a consignment and a photo, closed again."""
    add_customers(office, ["天果园果品"])
    accept(office)
    path = office.desk.path
    office.desk.close()
    return path


def found(path: Path) -> dict[str, str]:
    """What is wrong, by the name of the promise."""
    return {line.name: line.text for line in check(path).problems}


def test_a_sound_office_is_sound(worked: Path) -> None:
    report = check(worked)
    assert report.ok
    assert len(report.lines) == PROMISES
    assert {line.text for line in report.lines if line.of_file} == {"正常", "没有"}
    backups = [line.text for line in report.lines if not line.of_file]
    assert [text[:3] for text in backups] == ["还没有", "还没有"]  # no window was open yet


def test_an_open_office_can_be_checked(office: Office) -> None:
    accept(office)
    assert check(office.as_("boss")).ok


HARM = {
    "货物台账": "UPDATE consignment SET declared = declared + 1, in_stock = in_stock + 1,"
    " received = received + 1",
    "单号连续": "UPDATE number_sequence SET last = last + 1",
    "审计链": "UPDATE audit_log SET reason = 'x' WHERE id = 3",
    "表结构": "CREATE TRIGGER spy AFTER INSERT ON audit_log BEGIN SELECT 1; END",
    "记录关联": "UPDATE cargo_line SET consignment_id = 999",
    "附件": "INSERT INTO attachment (sha256, label, kind, size_bytes, record, record_id, at)"
    " VALUES ('abc', 'photo', 'jpeg', 3, 'consignment', 1, '2026-11-16 02:00:00')",
}


@pytest.mark.parametrize("name", HARM)
def test_each_harm_is_found_by_its_own_line(worked: Path, name: str) -> None:
    sql(worked, HARM[name])
    problems = found(worked)
    assert name in problems
    assert problems[name] != "正常"


def test_a_cut_off_tail_is_found_by_the_pin(worked: Path) -> None:
    last = sql(worked, "SELECT max(id) FROM audit_log")
    sql(worked, f"DELETE FROM audit_entry WHERE audit_id = {last}")
    sql(worked, f"DELETE FROM audit_log WHERE id = {last}")
    problems = found(worked)
    assert str(last) in problems["本机审计记号"]
    assert "审计链" not in problems


def test_a_changed_photo_is_named(
    open_office: Callable[[], Office],
) -> None:
    from desk.freight.consignments.model import Consignment
    from desk.kernel.commands import command
    from desk.storage.cabinet import Upload, file_away
    from desk.storage.work import Work

    @command("consignment.update", "附照片")
    def attach(work: Work) -> str:
        """File a photo."""
        work.get(Consignment, 1, "运单")
        upload = Upload("照片.jpg", b"\xff\xd8\xff photo")
        return file_away(work, "consignment", 1, upload).sha256

    office = open_office()
    accept(office)
    digest = office.desk.run(attach).value
    assert check(office.desk).ok
    place_of(cabinet_of(office.desk.path), digest).write_bytes(b"other")
    assert found(office.desk.path)["附件"] == digest


@pytest.mark.parametrize("name", ["damaged", "cut", "newer"])
def test_a_damaged_file_is_reported_line_by_line(
    office_file: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "x.office"
    BROKEN[name][0](office_file, path)
    before = path.read_bytes()
    report = check(path)
    assert not report.ok
    assert len(report.lines) == PROMISES
    assert path.read_bytes() == before


def test_what_is_no_office_file_is_refused(tmp_path: Path, office_file: Path) -> None:
    for name in ("missing", "folder", "empty", "foreign", "other"):
        path = tmp_path / name
        BROKEN[name][0](office_file, path)
        with pytest.raises(FileRefused):
            check(path)


def test_a_path_with_strange_characters_is_checked_all_the_same(
    worked: Path, tmp_path: Path
) -> None:
    odd = tmp_path / "客户#1 100%?"
    odd.mkdir()
    copy = odd / "办公室.office"
    shutil.copyfile(worked, copy)
    lines = {line.name: line.ok for line in check(copy).lines}
    assert lines["文件完整性"]
    assert lines["审计链"]
