"""``call`` runs a command, ``ask`` asks a query; arguments are one JSON object."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from desk.app import command_table, query_table
from desk.cli.decoding import arguments_of
from desk.cli.parsing import Task, UsageFault
from desk.cli.run import Run
from desk.cli.voice import plain, shown, to_json
from desk.kernel.errors import FileRefused, problem
from desk.kernel.quoting import quoted
from desk.kernel.text import tr


def _call_arguments(parser: ArgumentParser) -> None:
    _json_arguments(parser, tr("命令名,见 commands"))
    parser.add_argument("--reason", default="", metavar=tr("原因"), help=tr("为什么这样做"))
    parser.add_argument(
        "--confirm",
        action="append",
        default=[],
        metavar=tr("代码"),
        help=tr("确认一个提醒,如 E134;可写多次"),
    )
    parser.add_argument(
        "--command-id", metavar=tr("编号"), help=tr("自定的编号:同一编号重复执行只做一次")
    )


def _json_arguments(parser: ArgumentParser, what: str) -> None:
    parser.add_argument("name", metavar=tr("名称"), help=what)
    parser.add_argument(
        "arguments_json",
        nargs="?",
        metavar="JSON",
        help=tr("参数;「-」从标准输入读,「@文件」从文件读"),
    )


def _text(given: str | None) -> str:
    """The JSON itself, from standard input or from a file; no arguments when nothing is given.

    Raises:
        FileRefused: the file cannot be read. UsageFault: it is not UTF-8.
    """
    if given is None:
        return "{}"
    try:
        if given == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        if given.startswith("@"):
            return Path(given[1:]).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UsageFault(tr("参数文件要用 UTF-8 编码保存。")) from None
    except OSError as fault:
        sentence = tr("读不到参数文件:{path}({why})。")
        raise FileRefused(sentence.format(path=given[1:], why=fault.strerror)) from fault
    return given


def confirmed(run: Run) -> frozenset[str]:
    """The codes given by ``--confirm``, singly or with commas."""
    given: list[str] = run.arguments.confirm
    return frozenset(code.strip() for text in given for code in text.split(",") if code.strip())


def _call(run: Run) -> int:
    name = run.arguments.name
    command = command_table().get(name)
    if command is None:
        raise UsageFault(tr("没有名为「{v}」的命令,用 commands 列出全部。").format(v=quoted(name)))
    arguments = arguments_of(command, _text(run.arguments.arguments_json))
    with run.desk() as desk:
        outcome = desk.execute(
            command,
            arguments,
            command_id=run.arguments.command_id,
            reason=run.arguments.reason,
            confirmed=confirmed(run),
            progress=run.voice.progress(tr(command.label)),
        )
    for warning in outcome.warnings:
        run.voice.tell(shown(warning))
    if outcome.repeated:
        run.voice.tell(shown(problem("E027")))
    value = {
        "ok": True,
        "value": outcome.value,
        "command_id": outcome.command_id,
        "repeated": outcome.repeated,
        "changes": {record: sorted(ids) for record, ids in outcome.changes.items()},
        "warnings": [plain(warning) for warning in outcome.warnings],
    }
    text = tr("完成:{label}").format(label=tr(command.label))
    result = "" if outcome.value is None else "\n" + to_json(outcome.value, indent=2)
    run.voice.answer(value, text + result)
    return 0


def _ask(run: Run) -> int:
    name = run.arguments.name
    query = query_table().get(name)
    if query is None:
        raise UsageFault(tr("没有名为「{v}」的查询,用 queries 列出全部。").format(v=quoted(name)))
    arguments = arguments_of(query, _text(run.arguments.arguments_json))
    with run.desk() as desk:
        answer = desk.answer(query, arguments)
    run.voice.answer(answer)
    return 0


TASKS = (
    Task(
        "call",
        "执行一条命令",
        'call set_calendar_day \'{"day": "2026-10-10", "works": true}\' --user boss',
        _call_arguments,
        _call,
        late="arguments_json",
    ),
    Task(
        "ask",
        "查询",
        "ask special_days '{\"year\": 2026}' --user boss",
        lambda parser: _json_arguments(parser, tr("查询名,见 queries")),
        _ask,
        late="arguments_json",
    ),
)
