"""``scan`` on the command line: a pile, a folder, what it says and its exit codes."""

import json
from pathlib import Path

import pytest

from desk import cli
from desk.documents.scans.refusals import ScanRefused
from desk.scanning import files_in
from tests.conftest import PASSWORD, Office
from tests.filing.scans.test_piles import printed

__all__ = ["printed"]


def run(office: Office, monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    office.desk.close()
    monkeypatch.setenv("DESK_PASSWORD", PASSWORD)
    return cli.main(["scan", *words, "--office", str(office.desk.path), "--user", "jia"])


def test_a_folder_is_filed_and_the_second_time_nothing_is_new(
    office: Office,
    printed: tuple[object, list[Path]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = str(printed[1][0].parent)
    assert run(office, monkeypatch, folder) == 0
    assert "2 张单据,自动归档 2 张,待整理 0 张。" in capsys.readouterr().out
    assert run(office, monkeypatch, folder, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["ok"], said["papers"], said["known_files"]) == (True, 0, 2)


def test_a_file_that_is_not_taken_in_ends_with_3(
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(office, monkeypatch, str(tmp_path / "没有.pdf"), "--json") == 3
    out, err = capsys.readouterr()
    assert json.loads(out)["refused"][0]["reason"] == "absent"
    assert "没有.pdf:找不到文件" in err


@pytest.mark.parametrize("name", ["没有", "签收单.11"])
@pytest.mark.parametrize("watched", [(), ("--watch",)], ids=["once", "watched"])
def test_a_folder_that_is_not_there_is_said_to_be_missing(
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    watched: tuple[str, ...],
) -> None:
    assert run(office, monkeypatch, *watched, str(tmp_path / name)) == 4
    out, err = capsys.readouterr()
    assert f"文件夹不存在:{tmp_path / name}。请核对路径" in err
    assert "没有收下的文件" not in out + err


def test_a_folder_nobody_may_look_into_is_no_missing_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: Path) -> None:
        raise PermissionError(13, "closed", str(path))

    monkeypatch.setattr(Path, "iterdir", closed)
    with pytest.raises(ScanRefused, match="没有查看它的权限"):
        files_in(tmp_path)


def test_nothing_to_scan_is_a_wrong_call(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(office, monkeypatch) == 2
    assert run(office, monkeypatch, "a.jpg", "--watch", ".") == 2
