"""``call`` and ``ask``: typed arguments, refusals with every code, confirmations, repeated ids."""

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from desk.app import command_table
from desk.cli.voice import Voice
from tests.cli.conftest import Say

DAY = '{"day": "2026-10-10", "works": true, "note": "调休"}'


def test_a_command_is_done_and_answers_in_json(say: Say) -> None:
    said = say("call", "set_calendar_day", DAY, "--json")
    assert said.code == 0
    assert said.json["ok"] is True
    assert said.json["changes"] == {"calendar_day": [0]}
    days = say("ask", "special_days", '{"year": 2026}', "--json").json
    assert {"day": "2026-10-10", "works": True, "note": "调休"} in days


def test_people_get_words(say: Say) -> None:
    said = say("call", "set_calendar_day", DAY)
    assert (said.code, said.out, said.err) == (0, "完成:设定节假日或调休\n", "")
    assert '"name": "经理"' in say("ask", "users").out


def test_options_may_stand_in_front_of_the_arguments(say: Say) -> None:
    assert say("--json", "call", "set_calendar_day", "--user", "boss", DAY).code == 0


def test_arguments_come_from_a_file_or_standard_input(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "参数.json"
    file.write_text(DAY, encoding="utf-8-sig")
    assert say("call", "set_calendar_day", f"@{file}").code == 0
    stream = SimpleNamespace(buffer=io.BytesIO(DAY.encode()), isatty=lambda: False)
    monkeypatch.setattr("sys.stdin", stream)
    assert say("call", "set_calendar_day", "-").code == 0
    missing = say("call", "set_calendar_day", f"@{tmp_path / 'no.json'}")
    assert (missing.code, "读不到参数文件" in missing.err) == (4, True)
    file.write_bytes("调休".encode("gbk"))
    assert say("call", "set_calendar_day", f"@{file}").code == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("{", "不是正确的 JSON"),
        ("[1]", "应是 JSON 对象"),
        ("{}", "缺少 day;缺少 works"),
        ('{"day": "2026-10-10", "works": true, "worky": 1}', "没有 worky 这个参数"),
        ('{"day": "2026-10-10", "works": "maybe"}', "works 应是true 或 false,现为文字"),
        ('{"day": "tomorrow", "works": true}', "day"),
    ],
)
def test_wrong_arguments_are_named(say: Say, arguments: str, sentence: str) -> None:
    said = say("call", "set_calendar_day", arguments)
    assert said.code == 2
    assert said.out == ""
    assert sentence in said.err
    assert "Traceback" not in said.err


def test_a_misspelt_field_inside_a_record_is_named(say: Say) -> None:
    entry = '{"name": "天果园", "customer_type": "COMPANY", "kinds": ["OUTBOUND"], "creditt": 5}'
    contact = '{"name": "刘工", "mobile": "13800000001", "mobil": "x"}'
    said = say("call", "add_customer", f'{{"customer": {entry}, "contacts": [{contact}]}}')
    assert said.code == 2
    assert "没有 customer.creditt 这个字段" in said.err
    assert "没有 contacts.0.mobil 这个字段" in said.err


def test_an_unknown_choice_is_named(say: Say) -> None:
    said = say("call", "update_user", '{"user_id": 2, "name": "甲", "role": "KING"}')
    assert (said.code, "role 没有" in said.err) == (2, True)


def test_unknown_names_are_usage(say: Say) -> None:
    assert "没有名为「nope」的命令" in say("call", "nope").err
    assert "没有名为「nope」的查询" in say("ask", "nope").err


def test_a_time_without_a_zone_is_beijing_time(say: Say) -> None:
    talk = {"channel": "PHONE", "who": "刘工", "content": "问价", "at": "2026-11-16T10:06:00"}
    late = say("--json", "call", "log_contact", json.dumps(talk))
    assert (late.code, late.json["problems"][0]["code"]) == (3, "E171")
    assert say("call", "log_contact", json.dumps(talk | {"at": "2026-11-16T10:04:00"})).code == 0
    head = {"origin_station": "郑州", "plate": "豫A8K369", "eta_at": "2026-11-18T16:00:00"}
    head["depart_at"] = "2026-11-16T08:00:00+08:00"
    draft = {"head": head}
    said = say("--user", "in", "call", "add_manifest", json.dumps({"draft": draft}))
    assert said.code == 0, said.err


def test_every_problem_of_a_refusal_is_told(say: Say) -> None:
    user = '{"login": "x", "name": "", "role": "CS", "password": "short"}'
    said = say("call", "add_user", user, "--json")
    assert said.code == 3
    problems = said.json["problems"]
    assert [p["code"] for p in problems] == ["E019", "E001", "E016"]
    assert [p["field"] for p in problems] == ["login", "name", "password"]
    for problem in problems:
        assert f"{problem['code']} {problem['message']}" in said.err
    assert (said.json["ok"], said.json["exit"]) == (False, 3)


def test_a_role_without_the_right_is_refused(say: Say) -> None:
    said = say("call", "set_calendar_day", DAY, "--user", "jia")
    assert (said.code, said.err.startswith("E210 ")) == (3, True)


def test_wrong_and_missing_signatures(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_PASSWORD", "wrong-one")
    said = say("ask", "users")
    assert (said.code, said.err.startswith("E013 ")) == (3, True)
    monkeypatch.delenv("DESK_PASSWORD")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert "DESK_PASSWORD" in say("ask", "users").err
    monkeypatch.delenv("DESK_USER")
    said = say("ask", "users")
    assert (said.code, "--user" in said.err) == (2, True)


def test_a_command_id_is_done_once(say: Say) -> None:
    user = '{"login": "new", "name": "新人", "role": "CS", "password": "first-1234"}'
    first = say("call", "add_user", user, "--command-id", "id-1", "--json").json
    again = say("call", "add_user", user, "--command-id", "id-1", "--json")
    assert again.json["repeated"] is True
    assert again.json["value"] == first["value"] == 6
    assert "E027" in again.err
    other = say("call", "set_calendar_day", DAY, "--command-id", "id-1")
    assert (other.code, "E010" in other.err) == (3, True)


def test_doubts_are_named_and_confirmed(say: Say) -> None:
    draft = json.loads(command_table()["accept_consignment"].example)["draft"]
    draft |= {"cover_clause_ack": False}
    arguments = json.dumps({"draft": draft})
    doubt = say("call", "accept_consignment", arguments, "--user", "jia", "--json")
    assert doubt.code == 3
    assert doubt.json["confirm"] == ["E134"]
    assert "--confirm E134" in doubt.err
    done = say(
        "call", "accept_consignment", arguments, "--user", "jia", "--json", "--confirm", "E134"
    )
    assert done.code == 0
    assert done.json["value"] == "YD2611160001"
    assert [w["code"] for w in done.json["warnings"]] == ["E134"]


def test_a_reason_reaches_the_audit_trail(say: Say, path: Path) -> None:
    from tests.storage.broken_files import sql

    say("call", "set_calendar_day", DAY, "--reason", "国庆调休")
    assert sql(path, "SELECT reason FROM audit_log ORDER BY id DESC") == "国庆调休"


def test_an_answer_is_out_before_what_comes_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo's password stood in a pipe's buffer until its window was closed."""
    pipe = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(pipe, encoding="utf-8", newline="\n"))
    Voice(as_json=False).answer({}, "密码都是 desk-2026")
    assert pipe.getvalue().decode() == "密码都是 desk-2026\n"
    Voice(as_json=True).answer({"ok": True})
    assert pipe.getvalue().endswith(b'{"ok":true}\n')
