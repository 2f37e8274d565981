"""``list`` and ``export``: conditions typed as clerks type, columns that stand straight."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from desk.app import Desk, list_table
from desk.cli.conditions import filters
from desk.cli.parsing import UsageFault
from desk.cli.voice import table
from desk.kernel.clock import SetClock
from desk.kernel.errors import Refused
from desk.screens.lists import Filter
from tests.cli.conftest import Say
from tests.conftest import PASSWORD, Office, at
from tests.flows.customers import accept

TODAY = at("2026-11-18 10:00").date()


@pytest.fixture
def filled(path: Path, clock: SetClock) -> Path:
    """Three consignments of two days."""
    with Desk(path, clock) as desk:
        office = Office(desk, clock)
        desk.login("boss", PASSWORD)
        accept(office, "甲店")
        accept(office, "乙店")
        clock.put(at("2026-11-17 09:00"))
        accept(office, "丙行")
    return path


def test_everything_is_found_by_a_fragment(filled: Path, say: Say) -> None:
    found = say("find", "乙店")
    assert "运单" in found.out
    assert "甲店" not in found.out
    assert "没有找到「没有的」。" in say("find", "没有的").out
    assert say("reindex").out == "查找索引已重建。\n"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("state=在库", [Filter("state", "is", "IN_STOCK")]),
        ("state=在库,STOCKED_IN", None),
        ("number~0001", [Filter("number", "contains", "0001")]),
        ("paper_no=", [Filter("paper_no", "empty")]),
        ("declared>=5件", [Filter("declared", "from", 5)]),
        ("total_fen<=1,000.50", [Filter("total_fen", "to", 100_050)]),
        ("weight_g>=1.5吨", [Filter("weight_g", "from", 1_500_000)]),
        ("urgent=是", [Filter("urgent", "is", True)]),
        ("due_on!=11月20日", [Filter("due_on", "not", at("2026-11-20 10:00").date())]),
        (
            "accept_at=2026-11-16",
            [
                Filter("accept_at", "from", at("2026-11-16 00:00")),
                Filter("accept_at", "to", at("2026-11-16 23:59").replace(second=59)),
            ],
        ),
        ("accept_at>=2026-11-16 12:30", [Filter("accept_at", "from", at("2026-11-16 12:30"))]),
    ],
)
def test_conditions_are_read_as_clerks_write_them(given: str, wanted: list[Filter] | None) -> None:
    spec = list_table()["consignments"]
    if wanted is None:
        with pytest.raises(Refused) as caught:
            filters(spec, [given], TODAY)
        assert caught.value.codes == ("E005",)
        return
    assert filters(spec, [given], TODAY) == wanted


def test_no_condition_keeps_the_lists_own() -> None:
    assert filters(list_table()["consignments"], None, TODAY) is None
    with pytest.raises(UsageFault):
        filters(list_table()["consignments"], ["nothing"], TODAY)


def test_a_list_is_filtered_searched_sorted_and_counted(say: Say, filled: Path) -> None:
    assert filled.exists()
    said = say("list", "consignments", "--search", "店", "--sort", "number", "--json")
    assert said.code == 0
    assert [row["consignee_name"] for row in said.json["rows"]] == ["甲店", "乙店"]
    assert (said.json["count"], said.json["totals"]["declared"]) == (2, 16)
    assert {row["consignee_phone"] for row in said.json["rows"]} == {"139****5678"}
    day = say("list", "consignments", "--where", "accept_at>=2026-11-17", "--json").json
    assert [row["consignee_name"] for row in day["rows"]] == ["丙行"]
    limited = say("list", "consignments", "--sort=-number", "--limit", "1", "--json").json
    assert ([r["number"] for r in limited["rows"]], limited["count"]) == (["YD2611170001"], 3)


def test_people_get_a_straight_table(say: Say, filled: Path) -> None:
    assert filled.exists()
    said = say("list", "consignments", "--sort", "number")
    lines = said.out.splitlines()
    assert lines[0].split()[:3] == ["运单号", "状态", "方向"]
    assert "320.0" in lines[1]
    assert "480.00" in lines[1]
    assert said.err == "运单:共 3 行,显示 3 行。\n"


def test_wide_characters_take_two_places() -> None:
    assert table(("名", "n"), (("天果园", "1"), ("ab", "2"))).splitlines() == [
        "名      n",
        "天果园  1",
        "ab      2",
    ]


def test_an_unknown_list_or_column_is_refused(say: Say) -> None:
    for arguments in (
        ("list", "nope"),
        ("list", "users", "--where", "nope=1"),
        ("list", "users", "--sort", "nope"),
    ):
        said = say(*arguments)
        assert (said.code, said.err.startswith("E011 ")) == (3, True)


def test_an_export_needs_its_purpose(say: Say, filled: Path, tmp_path: Path) -> None:
    assert filled.exists()
    out = tmp_path / "运单.xlsx"
    refused = say("export", "consignments", "-o", out)
    assert (refused.code, "E212" in refused.err) == (3, True)
    done = say(
        "export", "consignments", "-o", out, "--purpose", "对账", "--where", "consignee_name~店"
    )
    assert (done.code, done.out) == (0, f"已导出 2 行:{out}\n")
    assert "收货人含店" in str(load_workbook(out).worksheets[0]["A1"].value)
    kind = say("export", "users", "-o", tmp_path / "u.doc")
    assert (kind.code, "E011" in kind.err) == (3, True)


def test_empty_is_asked_for_as_the_help_says(say: Say) -> None:
    plain = say("list", "users", "--where", "login=", "--json", "--user", "boss")
    named = say("list", "users", "--where", "login=(空)", "--json", "--user", "boss")
    assert plain.json == named.json
    assert plain.json["rows"] == []
