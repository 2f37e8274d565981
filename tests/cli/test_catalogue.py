"""What the program can do is listed, with arguments and examples; the help is Chinese."""

import re

import pytest

from desk.app import command_table, form_table, list_table, query_table
from desk.cli.parsing import build_parser
from desk.cli.tasks import TASKS
from tests.cli.conftest import Say


def test_everything_is_listed(say: Say) -> None:
    for name, known, key in (
        ("commands", command_table(), "name"),
        ("queries", query_table(), "name"),
        ("lists", list_table(), "name"),
        ("forms", form_table(), "code"),
    ):
        said = say(name, "--json")
        assert said.code == 0
        assert {entry[key] for entry in said.json} == set(known)
        words = say(name).out
        assert all(entry in words for entry in known)


def test_a_command_tells_its_arguments(say: Say) -> None:
    found = {entry["name"]: entry for entry in say("commands", "--json").json}
    assert found["set_calendar_day"]["arguments"] == {
        "day": {"type": "date", "required": True},
        "works": {"type": "bool", "required": True},
        "note": {"type": "str", "required": False},
    }


@pytest.mark.parametrize("task", TASKS, ids=lambda t: t.name)
def test_every_task_has_chinese_help_and_a_parsable_example(say: Say, task: object) -> None:
    import shlex

    name, example = task.name, task.example  # type: ignore[attr-defined]
    said = say(name, "-h")
    assert said.code == 0
    assert f"python -m desk {example}" in said.out
    assert "用法:" in said.out
    assert not re.search(r"\b(usage|positional|options|show this)\b", said.out)
    build_parser().parse_args(shlex.split(example))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "缺少参数"),
        (("nonsense",), "没有 'nonsense'"),
        (("call",), "缺少参数"),
        (("export", "users"), "缺少参数:-o/--out"),
        (("list", "users", "--limit", "many"), "--limit 的值 'many' 不对"),
        (("list", "users", "--shout"), "不认识的参数:--shout"),
        (("list", "users", "--where"), "--where 后面缺少内容"),
    ],
)
def test_a_wrong_call_is_told_in_chinese(
    say: Say, arguments: tuple[str, ...], sentence: str
) -> None:
    said = say(*arguments)
    assert said.code == 2
    assert sentence in said.err
    assert said.out == ""


def test_a_wrong_call_answers_a_program_too(say: Say) -> None:
    said = say("list", "users", "--shout", "--json")
    assert (said.code, said.json["ok"], said.json["exit"]) == (2, False, 2)
