"""What there is: commands, queries, lists and forms."""

from argparse import ArgumentParser

from desk.app import command_table, form_table, list_table, query_table
from desk.cli.decoding import required_names, type_name
from desk.cli.parsing import Task
from desk.cli.run import Run
from desk.cli.voice import table
from desk.kernel.commands import Command, Query
from desk.kernel.text import tr


def _nothing(_parser: ArgumentParser) -> None:
    return None


def _arguments(entry: Command | Query) -> dict[str, dict[str, object]]:
    needed = required_names(entry.function)
    return {
        name: {"type": type_name(kind), "required": name in needed}
        for name, kind in entry.argument_types().items()
    }


def _commands(run: Run) -> int:
    entries = sorted(command_table().values(), key=lambda c: c.name)
    value = [
        {
            "name": c.name,
            "label": tr(c.label),
            "needs": c.needs,
            "arguments": _arguments(c),
            "example": c.example,
        }
        for c in entries
    ]
    rows = ((c.name, tr(c.label), c.needs, c.example) for c in entries)
    run.voice.answer(value, table((tr("命令"), tr("说明"), tr("权限"), tr("例")), rows))
    return 0


def _queries(run: Run) -> int:
    entries = sorted(query_table().values(), key=lambda q: q.name)
    value = [
        {"name": q.name, "label": tr(q.label), "needs": q.needs, "arguments": _arguments(q)}
        for q in entries
    ]
    rows = (
        (
            q.name,
            tr(q.label),
            q.needs,
            " ".join(f"{n}:{a['type']}" for n, a in _arguments(q).items()),
        )
        for q in entries
    )
    run.voice.answer(value, table((tr("查询"), tr("说明"), tr("权限"), tr("参数")), rows))
    return 0


def _lists(run: Run) -> int:
    specs = list(list_table().values())
    value = [
        {
            "name": s.name,
            "title": tr(s.title),
            "needs": s.right,
            "fields": [
                {"name": f.name, "label": tr(f.label), "kind": f.kind.value} for f in s.fields
            ],
        }
        for s in specs
    ]
    rows = ((s.name, tr(s.title), s.right, " ".join(f.name for f in s.fields)) for s in specs)
    run.voice.answer(value, table((tr("列表"), tr("名称"), tr("权限"), tr("列")), rows))
    return 0


def _forms(run: Run) -> int:
    forms = sorted(form_table().values(), key=lambda f: f.code)
    value = [
        {"code": f.code, "title": tr(f.title), "needs": f.needs, "of": tr(f.of)} for f in forms
    ]
    rows = ((f.code, tr(f.title), tr(f.of)) for f in forms)
    run.voice.answer(value, table((tr("单据"), tr("名称"), tr("填什么号")), rows))
    return 0


TASKS = (
    Task("commands", "列出全部命令及其参数", "commands --json", _nothing, _commands),
    Task("queries", "列出全部查询及其参数", "queries", _nothing, _queries),
    Task("lists", "列出全部列表及其列名", "lists", _nothing, _lists),
    Task("forms", "列出全部可打印的单据", "forms", _nothing, _forms),
)
