"""``init``, ``backup``, ``restore``, ``check``, and every file that cannot be used: exit 4."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desk.app import Desk
from desk.checking import PROMISES
from desk.cli.care import paper_path, who_may_sign_in
from desk.kernel.clock import SetClock
from desk.recent import last_office
from desk.sample.cast import STAFF
from desk.storage import engine, pins
from tests.cli.conftest import Say
from tests.conftest import PASSWORD
from tests.storage.broken_files import BROKEN, planted, sql


def test_init_makes_an_office_and_remembers_it(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path / "新" / "office.office"
    firm = ("--firm", "昌吉快运有限公司", "--phone", "0994-1234567")
    said = say("init", new, "--user", "wang", "--name", "王经理", *firm, "--json")
    assert (said.code, said.json["login"]) == (0, "wang")
    monkeypatch.delenv("DESK_OFFICE")
    monkeypatch.setenv("DESK_USER", "wang")
    assert last_office() == new
    assert say("ask", "users", "--json").json[0]["name"] == "王经理"
    printed = {row["key"]: row["value"] for row in say("ask", "settings", "--json").json}
    named = [printed[key] for key in ("firm_name", "firm_phone", "firm_address")]
    assert named == ["昌吉快运有限公司", "0994-1234567", ""]
    again = say("init", new)
    assert (again.code, "已经存在" in again.err) == (4, True)


def test_the_recovery_sheet_of_init_brings_a_manager_back(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, sheet = tmp_path / "office.office", tmp_path / "sheet.pdf"
    made = say("init", new, "--user", "wang", "--firm", "甲", "--sheet", sheet, "--json")
    assert sheet.read_bytes().startswith(b"%PDF")
    monkeypatch.setenv("DESK_OWNER_KEY", made.json["owner_key"][:-1] + "U")
    monkeypatch.setenv("DESK_PASSWORD", "anew-2026")
    wrong = say("recover", "--office", new, "--user", "wang")
    assert (wrong.code, "第 4 行" in wrong.err) == (3, True)
    monkeypatch.setenv("DESK_OWNER_KEY", made.json["owner_key"])
    assert say("recover", "--office", new, "--user", "wang").code == 0
    assert say("ask", "users", "--office", new, "--user", "wang").code == 0
    assert say("check", "--office", new).code == 0


def test_init_asks_for_the_firm_or_says_how_to_give_it(say: Say, tmp_path: Path) -> None:
    said = say("init", tmp_path / "x.office")
    assert (said.code, said.err) == (2, "缺少参数:--firm\n")
    assert not (tmp_path / "x.office").exists()


def test_init_with_a_bad_password_or_name_leaves_no_file(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_PASSWORD", "short")
    said = say("init", tmp_path / "x.office", "--user", "!", "--firm", " ")
    assert said.code == 3
    assert "E019" in said.err
    assert "E016" in said.err
    assert "公司名称" in said.err
    assert not (tmp_path / "x.office").exists()


def test_no_office_known_is_usage(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DESK_OFFICE")
    said = say("ask", "users")
    assert (said.code, "--office" in said.err) == (2, True)


def test_backup_and_restore(say: Say, path: Path, tmp_path: Path) -> None:
    saved = tmp_path / "存" / "b.office"
    assert say("backup", "--user", "jia", saved).code == 0
    again = say("backup", saved)
    assert (again.code, "已经存在" in again.err) == (4, True)
    default = say("backup", "--json").json["path"]
    assert Path(default).parent == path.parent / "备份"
    user = '{"login": "new", "name": "新人", "role": "CS", "password": "first-1234"}'
    assert say("call", "add_user", user).code == 0
    done = say("restore", saved, "--json")
    assert done.code == 0
    assert sql(path, "SELECT count(*) FROM user") == 5
    assert sql(Path(done.json["aside"]), "SELECT count(*) FROM user") == 6
    assert say("ask", "users").code == 0


def test_a_restore_is_refused_to_a_clerk_and_while_the_file_is_open(
    say: Say, path: Path, clock: SetClock, tmp_path: Path
) -> None:
    saved = tmp_path / "b.office"
    say("backup", saved)
    clerk = say("restore", saved, "--user", "jia")
    assert (clerk.code, "E210" in clerk.err) == (3, True)
    with Desk(path, clock):
        said = say("restore", saved)
    assert (said.code, "已被打开" in said.err) == (4, True)


def test_check_needs_no_password(say: Say, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DESK_PASSWORD")
    said = say("check")
    assert said.code == 0
    assert said.out.count("[正常]") == PROMISES
    assert pins.fingerprint_of(pins.owner_of(path)) in said.out
    sql(path, "UPDATE audit_log SET reason = 'x' WHERE id = 2")
    bad = say("check", "--json")
    assert bad.code == 4
    wrong = [line for line in bad.json["lines"] if not line["ok"]]
    assert [line["name"] for line in wrong] == ["审计链"]
    assert "从备份恢复" in bad.err


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_office_ends_in_four_with_its_sentence(
    say: Say, office_file: Path, tmp_path: Path, name: str
) -> None:
    spoil, sentence = BROKEN[name]
    bad = tmp_path / "x.office"
    spoil(office_file, bad)
    said = say("ask", "users", "--office", bad, "--json")
    assert said.code == 4
    assert sentence in said.err
    assert said.json == {"ok": False, "exit": 4, "message": said.err.strip()}


def test_an_open_office_ends_in_four(say: Say, path: Path, clock: SetClock) -> None:
    with Desk(path, clock):
        said = say("ask", "users")
    assert (said.code, "已被打开" in said.err) == (4, True)


def test_a_planted_trigger_ends_in_four(say: Say, office_file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "x.office"
    planted(office_file, bad, "CREATE TRIGGER spy AFTER INSERT ON user BEGIN SELECT 1; END")
    said = say("ask", "users", "--office", bad)
    assert (said.code, "结构被改动过" in said.err) == (4, True)


def test_a_read_only_office_is_told_and_nothing_is_saved(
    say: Say, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The superuser writes whatever the mode bits say, so SQLite is told to open it read-only."""
    real: Callable[..., sqlite3.Connection] = sqlite3.connect

    def read_only(where: str, **options: Any) -> sqlite3.Connection:
        target = where if str(where).startswith("file:") else f"file:{where}?mode=ro"
        return real(target, **(options | {"uri": True}))

    before = path.read_bytes()
    for module in (sqlite3, sqlite3.dbapi2):
        monkeypatch.setattr(module, "connect", read_only)
    said = say("call", "set_calendar_day", '{"day": "2026-10-10", "works": true}')
    assert (said.code, "只读" in said.err) == (4, True)
    assert path.read_bytes() == before


def test_a_fault_of_the_database_while_signing_in_is_no_traceback(
    say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    pragmas = (*engine.PRAGMAS, "PRAGMA query_only=ON")
    monkeypatch.setattr(engine, "PRAGMAS", pragmas)
    monkeypatch.setenv("DESK_PASSWORD", "not his own")  # a wrong try is counted, so it writes
    said = say("ask", "users", "--json")
    assert (said.code, said.json["exit"]) == (4, 4)
    assert "只读" in said.err


def test_a_typed_password_is_used(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def typed(prompt: str) -> str:
        asked.append(prompt)
        return PASSWORD

    monkeypatch.delenv("DESK_PASSWORD")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", typed)
    assert say("ask", "users").code == 0
    assert asked == ["密码:"]


def test_two_different_new_passwords_make_nothing(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words: Callable[[], str] = iter(("first-1234", "other-1234")).__next__
    monkeypatch.delenv("DESK_PASSWORD")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: words())
    monkeypatch.setattr("builtins.input", lambda _prompt: "甲公司")
    said = say("init", tmp_path / "x.office")
    assert (said.code, "不一样" in said.err) == (2, True)
    assert not (tmp_path / "x.office").exists()


def test_a_keyboard_interrupt_is_told(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Desk, "answer", stop)
    said = say("ask", "users")
    assert (said.code, said.err) == (3, "已取消,没有保存。\n")


def test_a_day_is_opened_and_signed_with_its_backup(say: Say, path: Path) -> None:
    assert say("sign-day").code == 3, "nothing was opened"
    assert say("call", "open_day_close").code == 0
    signed = say("sign-day", "--handover", "无", "--json")
    assert signed.code == 0
    backup = Path(signed.json["backup"])
    assert backup == path.parent / "备份" / "t-20261116-100000.office"
    assert backup.exists()
    assert len(signed.json["sha256"]) == 64
    again = say("sign-day")
    assert again.code == 3
    assert "E008" in again.err


def test_a_second_demo_says_how_to_open_the_first(say: Say, tmp_path: Path) -> None:
    made = tmp_path / "sample.office"
    made.write_bytes(b"the first")
    said = say("demo", tmp_path, "--no-window")
    assert said.code == 4
    assert f"python -m ui {made}" in said.err
    assert "正在新建" not in said.err
    assert made.read_bytes() == b"the first"


def test_the_logins_of_the_demo_are_told_with_what_they_may_do() -> None:
    told = who_may_sign_in()
    assert told[0] == "boss(客服部经理)"
    assert told[1:] == [f"{login}({role.label})" for login, _, role in STAFF]
    assert "zhang(客服进港调度)" in told


def test_every_paper_of_the_demo_lies_in_its_folder(tmp_path: Path) -> None:
    put = paper_path(tmp_path, "P-14", "理赔单/调查表", "MY261116-001/01")
    assert put == tmp_path / "P-14 理赔单、调查表 MY261116-001-01.pdf"
