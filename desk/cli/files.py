"""``bind`` makes one PDF of a customer's yearly file."""

from argparse import ArgumentParser
from pathlib import Path

from desk.binding import bind_customer_file
from desk.cli.parsing import Task
from desk.cli.run import Run
from desk.kernel.text import tr


def _bind_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("customer", metavar=tr("客户编号"), help=tr("如 K00007"))
    parser.add_argument("year", type=int, metavar=tr("年度"), help=tr("如 2026"))
    parser.add_argument("-o", "--out", required=True, type=Path, metavar=tr("文件"), help=".pdf")
    parser.add_argument(
        "--purpose", default="", metavar=tr("用途"), help=tr("必填,记入导出记录(含个人信息)")
    )


def _bind(run: Run) -> int:
    given = run.arguments
    with run.desk() as desk:
        bound = bind_customer_file(
            desk,
            given.customer,
            given.year,
            given.out,
            given.purpose,
            run.voice.progress(tr("装订")),
        )
    for label, why in bound.left_out:
        run.voice.tell(tr("未装订 {label}:{why}").format(label=label, why=why))
    value = {
        "ok": True,
        "path": str(given.out),
        "pages": bound.pages,
        "papers": bound.papers,
        "left_out": [{"label": label, "why": why} for label, why in bound.left_out],
    }
    text = tr("已装订 {n} 件,共 {pages} 页:{path}")
    run.voice.answer(value, text.format(n=bound.papers, pages=bound.pages, path=given.out))
    return 0


TASKS = (
    Task(
        "bind",
        "把客户一年的档案装订成一个 PDF",
        "bind K00007 2026 -o 客户档案.pdf --purpose 年度归档 --user boss",
        _bind_arguments,
        _bind,
    ),
)
