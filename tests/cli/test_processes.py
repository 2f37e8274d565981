"""Every sub-command once as a process of its own, on the sample office: a morning without a window."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.kernel.clock import SystemClock
from desk.kernel.moments import local, show_moment
from desk.sample.cast import PASSWORD
from tests.flows.customers import workbook
from tests.scenarios.test_at19_import import NAMES, row

SOURCE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("morning")


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DESK_")}
    own = {
        "PYTHONPATH": str(SOURCE),
        "PYTHONDONTWRITEBYTECODE": "1",
        "DESK_STATE": str(folder / "state"),
        "DESK_PASSWORD": PASSWORD,
        "DESK_USER": "zhang",
    }
    return subprocess.run(
        [sys.executable, "-m", "desk", *arguments],
        cwd=folder,
        env=kept | own | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
    )


def answer(folder: Path, *arguments: str, **environment: str) -> Any:
    """The JSON answer of a call that must succeed."""
    done = run(folder, *arguments, "--json", **environment)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout.decode("utf-8"))


def test_a_morning_without_a_window(folder: Path) -> None:
    made = answer(folder, "demo", "示例", "--days", "0")
    assert all((folder / paper).read_bytes().startswith(b"%PDF-") for paper in made["papers"])
    assert len(answer(folder, "list", "users", DESK_USER="boss")["rows"]) == 5
    an_inbound_list_comes_and_goes(folder)
    exported = answer(folder, "export", "consignments", "-o", "运单.csv", "--purpose", "对账")
    assert exported["rows"] > 0
    talk = '{"year": 2026}'
    assert answer(folder, "ask", "special_days", talk)
    day = '{"day": "2026-10-10", "works": true}'
    assert answer(folder, "call", "set_calendar_day", day, DESK_USER="boss")["ok"]
    saved = answer(folder, "backup", "存.office")["path"]
    assert answer(folder, "restore", saved, DESK_USER="boss")["aside"]
    assert answer(folder, "check")["ok"]


def an_inbound_list_comes_and_goes(folder: Path) -> None:
    rows = [row(n) for n in (1, 2)]
    for line in rows:
        line[NAMES.index("到付运费")] = 2_000  # above the tariff of the sample office
    workbook(folder / "清单.xlsx", [NAMES, *rows])
    eta = show_moment(local(SystemClock().now() + timedelta(hours=8)))
    head = ("--origin", "郑州", "--plate", "豫A8K369", "--eta", eta, "--certified")
    booked = answer(folder, "import", "inbound", "清单.xlsx", *head)
    assert booked["booked"] == 2
    printed = answer(folder, "print", "P-01", booked["number"], "-o", "进港.pdf")
    assert printed["pages"] >= 1
    assert answer(folder, "undo-import", str(booked["batch"]), "--reason", "发错")["ok"]


def test_init_and_the_catalogue(folder: Path) -> None:
    assert answer(folder, "init", "空.office", "--user", "boss", "--firm", "甲公司")["ok"]
    for name in ("queries", "lists"):
        assert len(answer(folder, name)) > 3


def test_chinese_comes_out_as_utf_8_under_code_page_936(folder: Path) -> None:
    wrong = run(folder, "nonsense", PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert wrong.returncode == 2
    assert "可选:" in wrong.stderr.decode("utf-8")
    forms = run(folder, "forms", PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert "进港货物清单" in forms.stdout.decode("utf-8")


def test_a_reader_that_has_seen_enough_is_no_fault(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "desk", "commands"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
