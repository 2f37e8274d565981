"""``print`` makes the PDF of a form and counts it as printed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from desk.cli.decoding import convert
from desk.cli.parsing import Task, UsageFault, pairs
from desk.cli.run import Run
from desk.cli.voice import plain, shown
from desk.exporting import paper_xlsx
from desk.kernel.commands import Command, Form
from desk.kernel.text import tr
from desk.printing import Printed, print_pdf

OWN = frozenset({"number", "print_no"})


def _print_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("form", metavar=tr("单据"), help=tr("单据代码,见 forms"))
    parser.add_argument(
        "number", nargs="+", metavar=tr("单号"), help=tr("一个或多个单号,按此顺序打印")
    )
    parser.add_argument(
        "-o",
        "--out",
        required=True,
        type=Path,
        metavar=tr("文件"),
        help=tr(".pdf;清单类单据也可以是 .xlsx"),
    )
    parser.add_argument("--copies", type=int, default=1, metavar=tr("份数"), help=tr("默认 1 份"))
    parser.add_argument(
        "--option", action="append", metavar=tr("名称=值"), help=tr("单据自己的选项;可写多次")
    )


def _print(run: Run) -> int:
    out: Path = run.arguments.out
    with run.desk() as desk:
        form = desk.form(run.arguments.form)
        options = _options(form, run.arguments.option)
        if out.suffix.lower() == ".xlsx":
            return _save_xlsx(run, desk, out, options)
        printed = print_pdf(
            desk,
            form.code,
            run.arguments.number,
            out,
            copies=run.arguments.copies,
            progress=run.voice.progress(tr("打印")),
            **options,
        )
    _report(run, printed, out)
    return 0


def _save_xlsx(run: Run, desk: Any, out: Path, options: dict[str, Any]) -> int:
    if len(run.arguments.number) > 1:
        raise UsageFault(tr("存为 Excel 时一次只能写一个单号。"))
    rows = paper_xlsx(desk, run.arguments.form, run.arguments.number[0], out, **options)
    text = tr("已存为 Excel,{n} 行:{path}").format(n=rows, path=out)
    run.voice.answer({"ok": True, "rows": rows, "path": str(out)}, text)
    return 0


def _options(form: Form, given: list[str] | None) -> dict[str, Any]:
    """The form's own choices, each as the form wants it."""
    entry = Command(form.code, form.needs, form.title, form.function)
    known = {n: kind for n, kind in entry.argument_types().items() if n not in OWN}
    options = {}
    for name, text in pairs(given, "--option").items():
        if name not in known:
            choices = "、".join(known) or tr("无")
            raise UsageFault(
                tr("{form} 没有选项 {v},可用:{choices}").format(
                    form=form.code, v=name, choices=choices
                )
            )
        options[name] = convert(text, known[name], name)
    return options


def _report(run: Run, printed: Printed, out: Path) -> None:
    for warning in printed.warnings:
        run.voice.tell(shown(warning))
    for number, refused in printed.skipped.items():
        for problem in refused.problems:
            run.voice.tell(tr("未打印 {number}:{why}").format(number=number, why=shown(problem)))
    value = {
        "ok": True,
        "path": str(out),
        "pages": printed.pages,
        "print_nos": printed.print_nos,
        "missing": list(printed.missing),
        "skipped": {
            number: [plain(p) for p in refused.problems]
            for number, refused in printed.skipped.items()
        },
    }
    nth = "、".join(f"{number} 第 {n} 次" for number, n in list(printed.print_nos.items())[:5])
    more = " …" if len(printed.print_nos) > 5 else ""
    text = tr("已打印 {pages} 页:{path}({nth})")
    run.voice.answer(value, text.format(pages=printed.pages, path=out, nth=nth + more))


TASKS = (
    Task(
        "print",
        "把单据打印成 PDF(计入打印次数)",
        "print P-02 PS261119-001 -o 派送清单.pdf --user boss",
        _print_arguments,
        _print,
    ),
)
