"""``scan`` files signed papers: a pile of pictures and PDFs, or whatever comes into a folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from desk.app import Desk
from desk.cli.parsing import Task, UsageFault
from desk.cli.run import Run
from desk.kernel.text import tr
from desk.scanning import PileResult, files_in, scan_pile, watch_folder

REFUSED = 3


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="*", type=Path, metavar=tr("文件"), help=tr("图片、PDF 或装着它们的文件夹")
    )
    parser.add_argument(
        "--watch",
        type=Path,
        metavar=tr("文件夹"),
        help=tr("一直看着这个文件夹,新文件自动归档,按 Ctrl+C 结束;文件不会被移动"),
    )


def _scan(run: Run) -> int:
    folder: Path | None = run.arguments.watch
    given: list[Path] = run.arguments.files
    if (folder is None) == (not given):
        raise UsageFault(tr("请写上要扫描的文件,或用 --watch 文件夹。"))
    with run.desk() as desk:
        if folder is not None:
            return _watch(run, desk, folder)
        files = [f for path in given for f in (files_in(path) if _is_folder(path) else [path])]
        result = scan_pile(desk, files, progress=run.voice.progress(tr("扫描")))
        return _tell(run, result)


def _is_folder(path: Path) -> bool:
    """Whether a folder is meant; one that is missing has no ending, or one of figures (「签收单.11」)."""
    return path.is_dir() or not (path.exists() or path.suffix.strip(".0123456789"))


def _watch(run: Run, desk: Desk, folder: Path) -> int:
    run.voice.tell(tr("正在看着文件夹 {path},按 Ctrl+C 结束。").format(path=folder))
    progress = run.voice.progress(tr("扫描"))
    try:
        watch_folder(desk, folder, lambda result: _told(run, result), progress=progress)
    except KeyboardInterrupt:
        run.voice.tell(tr("不再看着文件夹;已归档的都已保存。"))
    return 0


def _told(run: Run, result: PileResult) -> None:
    _tell(run, result)


def _tell(run: Run, result: PileResult) -> int:
    """Say what became of a pile; 3 when a file was not taken in."""
    for file in result.refused:
        run.voice.tell(f"{file.path.name}:{file.sentence}")
    code = REFUSED if result.refused else 0
    run.voice.answer(_value(result, code), _sentence(result))
    return code


def _value(result: PileResult, code: int) -> dict[str, Any]:
    counts = ("papers", "filed", "waiting", "duplicates", "discarded", "known_files")
    refused = [
        {"file": str(file.path), "reason": file.reason, "message": file.sentence}
        for file in result.refused
    ]
    value: dict[str, Any] = {"ok": not code, "pile": result.number}
    value |= {name: getattr(result, name) for name in counts}
    return value | {"refused": refused} | ({"exit": code} if code else {})


def _sentence(result: PileResult) -> str:
    parts = [
        tr("{pile}:{n} 张单据,自动归档 {filed} 张,待整理 {waiting} 张").format(
            pile=result.number, n=result.papers, filed=result.filed, waiting=result.waiting
        )
        if result.number
        else tr("没有新的扫描件")
    ]
    for count, words in (
        (result.duplicates, tr("重复 {n} 张")),
        (result.discarded, tr("空白 {n} 页")),
        (result.known_files, tr("以前扫描过的文件 {n} 个")),
        (len(result.refused), tr("没有收下的文件 {n} 个")),
    ):
        if count:
            parts.append(words.format(n=count))
    return ",".join(parts) + "。"


TASKS = (
    Task(
        "scan",
        "签回的单子扫描归位",
        "scan 11月20日.pdf IMG_0412.jpg --user zhang",
        _arguments,
        _scan,
    ),
)
