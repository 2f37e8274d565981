"""``list`` shows a described list, ``export`` saves it as Excel or CSV."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from desk.app import Desk
from desk.cli import conditions
from desk.cli.parsing import Task
from desk.cli.run import Run
from desk.cli.voice import table
from desk.documents.papers import shown as shown_cell
from desk.exporting import export_list, paper_cell, paper_column
from desk.kernel.moments import local
from desk.kernel.quoting import quoted
from desk.kernel.text import tr
from desk.screens.fields import Field
from desk.screens.lists import ListSpec
from desk.searching import search


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar=tr("列表"), help=tr("列表名,见 lists"))
    parser.add_argument(
        "--where",
        action="append",
        metavar=tr("条件"),
        help=tr("列=值 列~含 列>=从 列<=到 列!=非 列=(空);可写多次;写了就不用列表自带的筛选"),
    )
    parser.add_argument("--search", default="", metavar=tr("文字"), help=tr("查找"))
    parser.add_argument("--sort", metavar=tr("列"), help=tr("排序;前面加 - 为降序,写作 --sort=-列"))


def _show_arguments(parser: ArgumentParser) -> None:
    _list_arguments(parser)
    parser.add_argument("--limit", type=int, metavar=tr("行数"), help=tr("最多显示多少行"))


def _export_arguments(parser: ArgumentParser) -> None:
    _list_arguments(parser)
    parser.add_argument(
        "-o", "--out", required=True, type=Path, metavar=tr("文件"), help=tr(".xlsx 或 .csv")
    )
    parser.add_argument(
        "--purpose", default="", metavar=tr("用途"), help=tr("含个人信息的列表必填,记入导出记录")
    )


def _chosen(run: Run, desk: Desk) -> dict[str, Any]:
    given = run.arguments
    spec = desk.list_spec(given.name)
    return {
        "filters": conditions.filters(spec, given.where, local(desk.now).date()),
        "search": given.search,
        "sort": conditions.sort(spec, given.sort),
    }


def _list(run: Run) -> int:
    with run.desk() as desk:
        spec = desk.list_spec(run.arguments.name)
        chosen = _chosen(run, desk)
        ids = desk.list_ids(spec.name, **chosen, limit=run.arguments.limit)
        found = desk.list_rows(spec.name, ids)
        totals = desk.list_totals(spec.name, chosen["filters"], chosen["search"])
    rows = [found[row_id] for row_id in ids if row_id in found]
    names = [f.name for f in spec.fields]
    value = {
        "count": totals["count"],
        "totals": {name: total for name, total in totals.items() if name != "count"},
        "rows": [dict(zip(names, row, strict=True)) for row in rows],
    }
    visible = [(n, f) for n, f in enumerate(spec.fields) if not f.hidden]
    headings = [tr(f.label) for _, f in visible]
    text = table(headings, ([_shown(f, row[n]) for n, f in visible] for row in rows))
    run.voice.answer(value, text)
    run.voice.tell(
        tr("{title}:共 {n} 行,显示 {m} 行。").format(
            title=tr(spec.title), n=totals["count"], m=len(rows)
        )
    )
    return 0


def _shown(field: Field, value: Any) -> str:
    return shown_cell(paper_cell(field, value), paper_column(field).kind).replace("\n", " ")


def _export(run: Run) -> int:
    out: Path = run.arguments.out
    with run.desk() as desk:
        count = export_list(
            desk,
            run.arguments.name,
            out,
            purpose=run.arguments.purpose,
            progress=run.voice.progress(tr("导出")),
            **_chosen(run, desk),
        )
    text = tr("已导出 {n} 行:{path}").format(n=count, path=out)
    run.voice.answer({"ok": True, "rows": count, "path": str(out)}, text)
    return 0


def _find_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar=tr("文字"), help=tr("单号、电话、名称、拼音首字母、车牌"))


def _find(run: Run) -> int:
    with run.desk() as desk:
        groups = search(desk, run.arguments.text)
    rows = [
        (tr(group.spec.title), *_found_cells(group.spec, row.values))
        for group in groups
        for row in group.rows
    ]
    value = [{"list": g.spec.name, "ids": [row.record_id for row in g.rows]} for g in groups]
    none = tr("没有找到「{text}」。").format(text=quoted(run.arguments.text))
    run.voice.answer(value, table([tr("种类"), tr("名称"), tr("说明")], rows) if rows else none)
    return 0


def _found_cells(spec: ListSpec, values: tuple[Any, ...]) -> tuple[str, str]:
    """The name of what was found, and the rest in one cell."""
    named = {field.name: _shown(field, v) for field, v in zip(spec.fields, values, strict=True)}
    first, *rest = (named[name] for name in spec.found)
    return first, " ".join(filter(None, rest))


TASKS = (
    Task("find", "在所有记录中查找", "find ynhg --user lina", _find_arguments, _find),
    Task(
        "list",
        "显示一个列表",
        "list consignments --where state=在库 --sort=-accept_at --user boss",
        _show_arguments,
        _list,
    ),
    Task(
        "export",
        "把列表存为 Excel 或 CSV",
        "export consignments -o 运单.xlsx --purpose 与客户对账 --user boss",
        _export_arguments,
        _export,
    ),
)
