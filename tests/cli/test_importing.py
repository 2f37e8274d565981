"""``import`` and ``undo-import``: dry run, errors, head of the truck, duplicates, taking back."""

from pathlib import Path

import pytest

from desk.kernel.clock import SetClock
from tests.cli.conftest import Say
from tests.conftest import at
from tests.flows.customers import workbook
from tests.scenarios.test_at19_import import NAMES, NO_WEIGHT, SHORT_PHONE, row

HEAD = (
    "--user", "in", "--origin", "郑州", "--plate", "豫A8K369", "--driver", "赵师傅",
    "--phone", "13700000009", "--depart", "2026-11-16 20:00", "--eta", "11月18日 16:00",
)  # fmt: skip


@pytest.fixture
def sheet(tmp_path: Path, clock: SetClock) -> Path:
    """Three good rows and two bad ones."""
    clock.put(at("2026-11-17 10:00"))
    rows = [row(n) for n in (1, 2, 3, SHORT_PHONE, NO_WEIGHT)]
    return workbook(tmp_path / "清单.xlsx", [NAMES, *rows])


def test_a_dry_run_saves_nothing(say: Say, sheet: Path, tmp_path: Path) -> None:
    errors = tmp_path / "错误.xlsx"
    said = say(
        "import", "inbound", sheet, "--dry-run", "--errors", errors, "--user", "in", "--json"
    )
    assert said.code == 0
    assert (said.json["good"], said.json["bad"], said.json["duplicates"]) == (3, 2, 0)
    assert said.json["totals"]["pieces"] == 2 + 3 + 4
    codes = [[p["code"] for p in line["problems"]] for line in said.json["problems"]]
    assert codes == [["E102"], ["E001"]]
    assert "第 5 行:E102" in said.err
    assert "重量必填" in said.err
    assert errors.exists()
    assert say("ask", "import_batches", "--json").json == []


def test_a_list_is_booked_not_doubled_and_taken_back(say: Say, sheet: Path) -> None:
    done = say("import", "inbound", sheet, *HEAD, "--certified", "--json")
    assert done.code == 0
    assert (done.json["booked"], done.json["number"]) == (3, "JG261117-001")
    card = say("ask", "manifest_card", '{"number": "JG261117-001"}', "--json").json
    assert card["eta_at"] == "2026-11-18T08:00:00Z"
    assert card["driver"] == "赵师傅"
    again = say("import", "inbound", sheet, *HEAD, "--certified")
    assert again.code == 3
    assert "同一个文件已于 2026-11-17 10:00 由进港调度导入过(批次 1)" in again.err
    assert "重复 3 行" in again.out
    unsaid = say("undo-import", "1", "--user", "in")
    assert (unsaid.code, "E009" in unsaid.err) == (3, True)
    undone = say("undo-import", "1", "--reason", "发错清单", "--user", "in")
    assert (undone.code, undone.out) == (0, "批次 1 已撤销。\n")
    twice = say("undo-import", "1", "--reason", "再撤", "--user", "in")
    assert (twice.code, "E008" in twice.err) == (3, True)


def test_without_the_origins_word_the_list_is_refused(say: Say, sheet: Path) -> None:
    said = say("import", "inbound", sheet, *HEAD, "--json")
    assert said.code == 3
    assert [p["code"] for p in said.json["problems"]] == ["E034"]
    assert say("ask", "import_batches", "--json").json == []


def test_the_head_is_asked_for_and_checked(say: Say, sheet: Path) -> None:
    missing = say("import", "inbound", sheet, "--user", "in")
    assert (missing.code, "缺少 --origin、--plate" in missing.err) == (2, True)
    unreadable = say("import", "inbound", sheet, *HEAD[:-1], "bald", "--certified")
    assert (unreadable.code, "E002" in unreadable.err) == (3, True)
    plate = (*HEAD[:5], "新I12345", *HEAD[6:])
    wrong = say("import", "inbound", sheet, *plate, "--certified")
    assert (wrong.code, "E106" in wrong.err) == (3, True)
    foreign = say("import", "customers", sheet, "--plate", "豫A8K369")
    assert (foreign.code, "只用于进港清单" in foreign.err) == (2, True)


def test_a_column_can_be_named_on_the_line(say: Say, tmp_path: Path) -> None:
    rows = [("甲列", "联系方式", "联系人"), ("天果园", "13800000001", "刘工")]
    path = workbook(tmp_path / "客户.xlsx", rows)
    lost = say("import", "customers", path)
    assert lost.code == 3
    assert "没有找到这些列:客户名称(name)" in lost.err
    done = say("import", "customers", path, "--map", "name=甲列", "--json")
    assert (done.code, done.json["booked"], done.json["columns"]["甲列"]) == (0, 1, "name")


def test_a_template_is_written_and_never_covers_a_file(say: Say, tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    assert say("import", "inbound", path, "--template").code == 0
    assert path.read_bytes().startswith(b"PK")
    assert say("import", "inbound", path, "--template").code == 2


def test_files_that_cannot_be_read_end_in_four(say: Say, tmp_path: Path) -> None:
    missing = say("import", "customers", tmp_path / "no.xlsx")
    assert (missing.code, "找不到文件" in missing.err) == (4, True)
    rubbish = tmp_path / "x.xlsx"
    rubbish.write_bytes(b"%PDF-1.7 not a sheet")
    said = say("import", "customers", rubbish, "--json")
    assert (said.code, said.json["exit"], "PDF" in said.err) == (4, 4, True)
    kind = say("import", "weather", rubbish)
    assert (kind.code, "E011" in kind.err) == (3, True)


def test_a_rate_table_fills_a_draft(say: Say, tmp_path: Path) -> None:
    heading = ("省份", "地级市", "区or县", "时效(天)", "运价(元/吨)")
    rows = [
        ("河南", "郑州市", "巩义市", "4天", "1200"),
        ("河南", "郑州市", "巩艺市", "4天", "1200"),
    ]
    path = workbook(tmp_path / "运价.xlsx", [heading, *rows])
    done = say("import", "tariff", path, "--origin", "西安", "--least", "60", "--json")
    assert (done.code, done.json["booked"], done.json["bad"]) == (0, 1, 1)
    assert "第 4 行" in done.err or "第 3 行" in done.err
    line = say("ask", "tariff_sheet", '{"sheet_id": 1}', "--json").json["lines"][0]
    assert (line["origin"], line["price"]["min_charge_fen"]) == ("西安市", 6_000)
    again = say(
        "import", "tariff", path, "--into", "1", "--origin", "西安", "--least", "60", "--json"
    )
    assert (again.json["booked"], again.json["skipped"]) == (0, 1)
    assert say("import", "tariff", path, "--plate", "豫A8K369").code == 2
    assert say("import", "customers", path, "--into", "1").code == 2
