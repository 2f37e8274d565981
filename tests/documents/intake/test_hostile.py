"""No file harms the program: each is read, or refused with a sentence, within the limits."""

import resource
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desk.documents.intake.reader import MEGABYTES, read_workbook
from desk.documents.intake.refusals import SheetRefused

from .hostile import hostile_files

GENEROUS_SECONDS = 20
MUST_BE_REFUSED = (
    "bomb_", "overlapping", "many_parts", "two_directories", "laughs_", "outside_entity", "climbing",
    "absolute", "drive_name", "same_name", "deep_nesting", "far_", "locked", "web_page", "zero_bytes",
    "random", "wide_within_limits", "same_long_text", "million_rows", "one_long_line", "sheets_50k",
)  # fmt: skip


def outcome(path: Path) -> tuple[str, str, float]:
    started = time.monotonic()
    try:
        read_workbook(path)
        said = ""
    except SheetRefused as refused:
        said = str(refused)
    return path.name, said, time.monotonic() - started


def test_hostile_files_are_refused_or_read(tmp_path: Path) -> None:
    paths = []
    for name, content in hostile_files():
        paths.append(tmp_path / name)
        paths[-1].write_bytes(content)
    own_before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(outcome, paths))
    assert len(outcomes) >= 100
    assert [o for o in outcomes if o[1] and not o[1].endswith(("。", "另存。"))] == []
    assert [o for o in outcomes if o[2] > GENEROUS_SECONDS] == []
    assert [n for n, said, _ in outcomes if n.startswith(MUST_BE_REFUSED) and not said] == []
    assert len({said for _, said, _ in outcomes}) >= 15
    child_megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    # A child counts its parent's memory until it becomes the new program.
    assert child_megabytes <= max(MEGABYTES, own_before + 50)


@pytest.mark.parametrize("name", ["dimension_lies.xlsx", "merge_everything.xlsx", "formulas.xlsx"])
def test_harmless_oddities_are_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(dict(hostile_files())[name])
    assert read_workbook(path)[0].rows
