"""The benches run, on a tiny office, and print ours, the limit, their ratio and the goal."""

import re
import sqlite3
from pathlib import Path

import pytest

from desk.checking import check
from desk.office.users import keys
from desk.office.users.keys import KdfCost
from tests.bench import dear_key
from tests.bench.__main__ import main
from tests.bench.figures import Figure
from tests.bench.generate import make_office

SIZE = 40
LINE = re.compile(
    r"(?P<work>.{44}) +(?P<ours>[\d.]+) +(?P<limit>[\d.]+) (?:ms|s |MB) +(?P<ratio>[\d.]+) +(?:–|[\d.]+)(?: \*)?"
)
WORKS = (
    "start to the sign-in window",
    "Enter to the first rows of 40",
    "start to first rows, without the typing",
    "start to the first rows of 40, at once",
    "first rows, with a key on both sides",
    "window held, each page opened",
    "first 50 rows, as it opens",
    "first 50 rows, search box",
    "one consignment saved",
    "40 rows booked, beside a bulk insert",
    "20 rows booked, beside the same bare",
    "20 rows of one table, beside executemany",
    "20 rows and index, beside executemany",
    "delivery list of 40 rows, beside the canvas",
    "40 rows exported, beside openpyxl",
    "the open file backed up, beside cp + fsync",
    "hostile corpus, slowest",
    "8 tickets evaluated, beside a second",
)


def test_every_measure_prints_its_lines(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--size", str(SIZE)])
    first, heading, *lines = capsys.readouterr().out.splitlines()
    assert first.startswith("40 consignments")
    assert heading.startswith("work")
    found = {match["work"].strip(): match for line in lines if (match := LINE.fullmatch(line))}
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert len(found) == len(lines), "a name stands twice"
    assert set(WORKS) <= found.keys()
    assert all(float(found[work]["ours"]) > 0 for work in WORKS)


def test_the_dear_key_costs_what_a_new_office_asks() -> None:
    asked = KdfCost()
    assert (
        asked.memory_kib,
        asked.passes,
        asked.lanes,
    ) == (dear_key.MEMORY_KIB, dear_key.PASSES, dear_key.LANES)
    assert dear_key.open_dear_key() == keys._derive("secret-123", bytes(16), asked)


def test_an_unknown_measure_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["speed"])
    assert "unknown measure: speed" in capsys.readouterr().err


def test_the_ratio_is_ours_by_the_limit_and_a_missed_goal_is_starred() -> None:
    assert Figure("w", 3.0, 2.0, 1.5).ratio == 1.5
    assert Figure("w", 3.0, 2.0, 1.5).line.split()[-2:] == ["1.50", "1.50"]
    assert Figure("w", 3.1, 2.0, 1.5).line.endswith(" 1.55  1.50 *")
    assert Figure("w", 3.1, 2.0, None).line.endswith("–")


def test_the_generated_office_is_a_sound_one(tmp_path: Path) -> None:
    path = tmp_path / "g.office"
    make_office(path, 300)
    assert not check(path).problems


def test_the_same_seed_makes_the_same_office(tmp_path: Path) -> None:
    found = []
    for name in ("a", "b"):
        make_office(tmp_path / name, 30)
        with sqlite3.connect(tmp_path / name) as connection:
            found.append(connection.execute("SELECT * FROM consignment").fetchall())
        connection.close()
    assert found[0] == found[1]
    assert len(found[0]) == 30
