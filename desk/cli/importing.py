"""``import`` takes in a list, ``undo-import`` takes it back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from desk.app import Desk
from desk.cli.asking import confirmed
from desk.cli.import_head import add_head_arguments, head_of
from desk.cli.parsing import Task, UsageFault, pairs
from desk.cli.run import Run
from desk.cli.voice import plain, shown
from desk.documents.intake.preview import RowResult
from desk.importing import (
    ImportPreview,
    book,
    choose_column,
    import_kind,
    import_kinds,
    preview,
    recheck,
    undo,
    write_errors,
    write_template,
)
from desk.kernel.moments import show_moment
from desk.kernel.row_words import in_rows
from desk.kernel.text import tr

REFUSED = 3
MOST_TOLD = 50


def _import_arguments(parser: ArgumentParser) -> None:
    kinds = "、".join(f"{k.name}({tr(k.title)})" for k in import_kinds().values())
    parser.add_argument("kind", metavar=tr("种类"), help=kinds)
    parser.add_argument("file", type=Path, metavar=tr("文件"), help=".xlsx .xls .csv .tsv")
    parser.add_argument("--dry-run", action="store_true", help=tr("只检查,不导入"))
    parser.add_argument(
        "--errors", type=Path, metavar=tr("文件"), help=tr("把有误的行连同原因存成 .xlsx")
    )
    parser.add_argument(
        "--template", action="store_true", help=tr("不导入,而是在该文件名写一份空白模板")
    )
    parser.add_argument("--sheet", metavar=tr("名称"), help=tr("工作表;默认第一张有表头的"))
    parser.add_argument(
        "--map",
        action="append",
        metavar=tr("列=表头"),
        help=tr("指定某列在对方表里的表头;可写多次"),
    )
    parser.add_argument(
        "--confirm", action="append", default=[], metavar=tr("代码"), help=tr("确认一个提醒")
    )
    parser.add_argument("--command-id", metavar=tr("编号"), help=tr("同一编号重复执行只做一次"))
    add_head_arguments(parser)


def _import(run: Run) -> int:
    kind = import_kind(run.arguments.kind)
    path: Path = run.arguments.file
    head = head_of(run.arguments, kind.name)
    if run.arguments.template:
        return _template(run)
    with run.desk() as desk:
        found = preview(
            desk, kind, path, sheet=run.arguments.sheet, progress=run.voice.progress(tr("读取"))
        )
        found = _mapped(run, desk, found)
        _tell_rows(run, found)
        if run.arguments.errors and found.rows.bad:
            write_errors(found, run.arguments.errors)
            run.voice.tell(tr("有误的行已存到 {path}").format(path=run.arguments.errors))
        if run.arguments.dry_run:
            run.voice.answer(_value(found), _summary(found))
            return 0
        return _book(run, desk, found, head)


def _template(run: Run) -> int:
    path: Path = run.arguments.file
    if path.exists():
        raise UsageFault(tr("{path} 已经存在,不会覆盖。").format(path=path))
    write_template(import_kind(run.arguments.kind), path)
    run.voice.answer({"ok": True, "path": str(path)}, tr("已写好模板:{path}").format(path=path))
    return 0


def _mapped(run: Run, desk: Desk, found: ImportPreview) -> ImportPreview:
    for key, heading in pairs(run.arguments.map, "--map").items():
        found = recheck(desk, found, choose_column(found, key, heading.strip()))
    return found


def _tell_rows(run: Run, found: ImportPreview) -> None:
    for batch in found.booked_before:
        run.voice.tell(
            tr("注意:同一个文件已于 {t} 由{who}导入过(批次 {n})。").format(
                t=show_moment(batch.booked_at), who=batch.booked_by, n=batch.id
            )
        )
    if found.missing:
        names = "、".join(f"{tr(c.label)}({c.key})" for c in found.missing)
        run.voice.tell(tr("没有找到这些列:{names}。可用 --map 列=表头 指定。").format(names=names))
    lines = [
        *in_rows((r.row_no, shown(problem)) for r in found.rows.bad for problem in r.problems),
        *in_rows(
            (r.row_no, tr("重复,已有 {twin}").format(twin=r.duplicate_of))
            for r in found.rows.duplicates
        ),
    ]
    for line in lines[:MOST_TOLD]:
        run.voice.tell(line)
    if len(lines) > MOST_TOLD:
        run.voice.tell(tr("…另有 {n} 种,见 --errors 或 --json。").format(n=len(lines) - MOST_TOLD))


def _summary(found: ImportPreview) -> str:
    rows = found.rows
    return tr("可导入 {good} 行,有误 {bad} 行,重复 {twins} 行。").format(
        good=len(rows.good), bad=len(rows.bad), twins=len(rows.duplicates)
    )


def _value(found: ImportPreview, **more: Any) -> dict[str, Any]:
    rows = found.rows
    return {
        "ok": True,
        "good": len(rows.good),
        "bad": len(rows.bad),
        "duplicates": len(rows.duplicates),
        "totals": found.totals,
        "columns": rows.mapping.learned(rows.header.names),
        "missing": [column.key for column in found.missing],
        "problems": [_row(row) for row in rows.bad],
        **more,
    }


def _row(row: RowResult) -> dict[str, Any]:
    return {"row": row.row_no, "problems": [plain(problem) for problem in row.problems]}


def _book(run: Run, desk: Desk, found: ImportPreview, head: dict[str, Any]) -> int:
    done = book(
        desk,
        found,
        confirmed=confirmed(run),
        command_id=run.arguments.command_id,
        progress=run.voice.progress(tr("导入")),
        **head,
    )
    value = _value(
        found,
        booked=done.count,
        skipped=done.skipped,
        number=done.number,
        batch=done.batch_id,
    )
    for warning in done.warnings:
        run.voice.tell(shown(warning))
    if done.count == 0 and found.rows.bad:
        run.voice.answer(value | {"ok": False, "exit": REFUSED}, _summary(found))
        return REFUSED
    text = tr("已导入 {n} 行{number},跳过重复 {skipped} 行,有误 {bad} 行。批次 {batch}。").format(
        n=done.count,
        number=f" → {done.number}" if done.number else "",
        skipped=done.skipped,
        bad=len(found.rows.bad),
        batch=done.batch_id or "-",
    )
    run.voice.answer(value, text)
    return 0


def _undo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("batch", type=int, metavar=tr("批次"), help=tr("导入时显示的批次号"))
    parser.add_argument("--reason", default="", metavar=tr("原因"), help=tr("为什么撤销"))


def _undo(run: Run) -> int:
    with run.desk() as desk:
        undo(desk, run.arguments.batch, reason=run.arguments.reason)
    text = tr("批次 {n} 已撤销。").format(n=run.arguments.batch)
    run.voice.answer({"ok": True, "batch": run.arguments.batch}, text)
    return 0


TASKS = (
    Task(
        "import",
        "导入 Excel 或文本表格",
        "import inbound 清单.xlsx --origin 郑州 --plate 豫A8K369 --eta '2026-11-18 16:00'"
        " --certified --errors 错误.xlsx --user zhang",
        _import_arguments,
        _import,
    ),
    Task(
        "undo-import",
        "撤销一次导入(货物还没动时)",
        "undo-import 3 --reason 发错清单 --user zhang",
        _undo_arguments,
        _undo,
    ),
)
