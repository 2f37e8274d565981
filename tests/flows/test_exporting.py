"""Exports: as shown, numbers as numbers, text as text, personal fields masked, written down first."""

import csv
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desk import exporting
from desk.documents.list_writing import write_list_beside
from desk.documents.papers import Column
from desk.documents.papers import Kind as PaperKind
from desk.exporting import export_list, paper_xlsx
from desk.kernel.courtesy import letting_by
from desk.kernel.errors import FileRefused, Refused
from desk.office.printing.commands import record_export
from desk.office.printing.queries import export_history
from desk.screens.lists import Filter, Sort
from tests.conftest import Office
from tests.flows.customers import POISONED, accept, add_customers

PHONE, MASKED = "13912345678", "139****5678"


def cells(path: Path) -> list[list[object]]:
    sheet = load_workbook(path).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def column(path: Path, heading: str) -> list[object]:
    rows = cells(path)
    index = rows[1].index(heading)
    return [row[index] for row in rows[2:]]


def test_a_list_goes_out_as_it_is_shown(office: Office, tmp_path: Path) -> None:
    accept(office, "甲店")
    accept(office, "乙店")
    out = tmp_path / "运单.xlsx"
    desk = office.as_("jia")
    steps: list[tuple[int, int]] = []
    count = export_list(
        desk,
        "consignments",
        out,
        [Filter("consignee_name", "contains", "店")],
        "乙",
        Sort("number", descending=True),
        "与客户对账",
        lambda done, total: steps.append((done, total)),
    )
    rows = cells(out)
    assert (count, len(rows), steps) == (1, 3, [(1, 1)])
    for words in ("运单", "收货人含店", "搜索「乙」", "按运单号降序"):
        assert words in str(rows[0][0])
    spec = desk.list_spec("consignments")
    assert rows[1] == [f.label for f in spec.fields if not f.hidden]
    assert column(out, "收货人") == ["乙店"]
    assert column(out, "件数") == [8]
    assert column(out, "重量kg") == [320]
    assert column(out, "运费合计") == [480]
    assert column(out, "状态") == ["已受理"]


def test_what_was_searched_for_is_logged_and_a_pasted_page_is_not(
    office: Office, tmp_path: Path
) -> None:
    """The log of what left the office ended after 24 signs: nobody could say whose rows they were."""
    accept(office)
    desk, words = office.as_("jia"), "乌鲁木齐市 13800000123 买买提·阿不都 中山路 288 号"
    for text in (words, "粘贴的一页 " * 500):
        export_list(desk, "consignments", tmp_path / "x.xlsx", search=text, purpose="对账")
    log = {e.filter_text.partition("；")[0] for e in office.as_("boss").ask(export_history)}
    assert f"搜索「{words}」" in log
    (page,) = log - {f"搜索「{words}」"}
    assert page.endswith("…」")
    assert len(page) < 220


def test_chosen_columns_keep_their_order(office: Office, tmp_path: Path) -> None:
    accept(office)
    out = tmp_path / "x.xlsx"
    names = ["consignee_name", "number", "paper_no"]
    export_list(office.as_("jia"), "consignments", out, purpose="对账", columns=names)
    assert cells(out)[1] == ["收货人", "运单号", "手工单号"]
    with pytest.raises(Refused) as caught:
        export_list(office.as_("jia"), "consignments", out, purpose="对账", columns=["nope"])
    assert caught.value.codes == ("E011",)


def test_phones_stay_masked_except_for_who_may_export_customers(
    office: Office, tmp_path: Path
) -> None:
    accept(office)
    out = tmp_path / "x.xlsx"
    export_list(office.as_("jia"), "consignments", out, purpose="对账")
    assert column(out, "收货电话") == [MASKED]
    export_list(office.as_("boss"), "consignments", out, purpose="年度盘点")
    assert column(out, "收货电话") == [PHONE]
    log = office.desk.ask(export_history)
    assert [(e.user_name, e.purpose, e.row_count) for e in log] == [
        ("经理", "年度盘点", 1),
        ("客服员甲", "对账", 1),
    ]


def test_customers_leave_only_by_the_manager_and_for_a_purpose(
    office: Office, tmp_path: Path
) -> None:
    add_customers(office, ["天果园果品"])
    out = tmp_path / "客户.xlsx"
    with pytest.raises(Refused) as clerk:
        export_list(office.as_("jia"), "customers", out, purpose="看看")
    assert clerk.value.codes == ("E210",)
    with pytest.raises(Refused) as manager:
        export_list(office.as_("boss"), "customers", out, purpose="  ")
    assert manager.value.codes == ("E212",)
    assert not out.exists()
    assert office.desk.ask(export_history) == []
    assert export_list(office.as_("boss"), "customers", out, purpose="年度盘点") == 1


def test_a_list_without_personal_fields_needs_no_purpose(office: Office, tmp_path: Path) -> None:
    assert export_list(office.as_("boss"), "users", tmp_path / "u.xlsx") == 5


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_names_leave_as_typed_and_start_no_formula(
    office: Office, tmp_path: Path, suffix: str
) -> None:
    for name in POISONED:
        accept(office, name)
    out = tmp_path / f"x{suffix}"
    export_list(office.as_("jia"), "consignments", out, sort=Sort("number"), purpose="对账")
    if suffix == ".xlsx":
        assert column(out, "收货人") == list(POISONED)
        sheet = load_workbook(out).worksheets[0]
        types = {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert "f" not in types
        return
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    index = rows[1].index("收货人")
    wanted = [f"'{name}" if name[0] in "=@" else name for name in POISONED]
    assert [row[index] for row in rows[2:]] == wanted
    assert rows[2][rows[1].index("运费合计")] == "480"


def test_blocks_follow_one_another_in_order(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "BLOCK", 5)
    names = [f"客户{n:04}" for n in range(1, 14)]
    add_customers(office, names)
    out = tmp_path / "x.xlsx"
    count = export_list(
        office.as_("boss"), "customers", out, (), "", Sort("code"), "核对", columns=["code", "name"]
    )
    assert count == 13
    assert column(out, "名称") == names


def test_a_cancelled_export_leaves_no_file(office: Office, tmp_path: Path) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_list(office.as_("boss"), "users", tmp_path / "u.xlsx", progress=cancel)
    assert list(tmp_path.glob("u.xlsx*")) == []


def test_a_long_list_is_written_beside_and_can_be_cancelled_to_the_end(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "BLOCK", 2)
    told: list[int] = []

    def cancel(done: int, total: int) -> None:
        told.append(done)
        if told.count(total) == 2:  # all rows are on their way, the file is being closed
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_list(office.as_("boss"), "users", tmp_path / "u.xlsx", progress=cancel)
    assert told == [2, 4, 5, 5]
    assert list(tmp_path.glob("u.xlsx*")) == []


def test_cancelled_in_the_middle_is_no_fault_of_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill = subprocess.Popen.kill

    def dies_at_once(process: "subprocess.Popen[bytes]") -> None:
        kill(process)
        process.wait()

    def rows() -> Iterator[list[tuple[str]]]:
        yield [("甲",)]
        raise LookupError

    monkeypatch.setattr(subprocess.Popen, "kill", dies_at_once)
    with pytest.raises(LookupError):
        write_list_beside(tmp_path / "u.xlsx", "清单", "", (Column("name", "名称"),), rows())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_a_full_disk_is_named_and_nothing_else() -> None:
    columns = (Column("name", "名称"),)
    rows = [(f"甲{number}" * 20,) for number in range(5_000)]
    with pytest.raises(OSError, match=r"No space left on device$"):
        write_list_beside(Path("/dev/full"), "清单", "", columns, [rows])


def test_a_share_is_read_in_a_text_file_as_on_the_screen() -> None:
    column = Column("share", "完整度", PaperKind.PERCENT)
    assert [exporting._csv_cell(value, column) for value in (7333, 0, None)] == [
        "73.33%",
        "0.00%",
        "",
    ]


def test_a_long_list_that_cannot_be_written_is_refused(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "BLOCK", 2)
    (tmp_path / "u.xlsx.part").mkdir()
    with pytest.raises(FileRefused, match="文件没有写成"):
        export_list(office.as_("boss"), "users", tmp_path / "u.xlsx")


def test_other_kinds_of_file_and_places_are_refused(office: Office, tmp_path: Path) -> None:
    desk = office.as_("boss")
    with pytest.raises(Refused) as caught:
        export_list(desk, "users", tmp_path / "u.doc")
    assert caught.value.codes == ("E011",)
    (tmp_path / "file").touch()
    with pytest.raises(FileRefused, match="文件没有写成"):
        export_list(desk, "users", tmp_path / "file" / "u.xlsx")
    with pytest.raises(Refused) as unknown:
        export_list(desk, "nothing", tmp_path / "u.xlsx")
    assert unknown.value.codes == ("E011",)


def test_a_paper_with_a_table_becomes_a_workbook(office: Office, tmp_path: Path) -> None:
    accept(office)
    out = tmp_path / "登记表.xlsx"
    rows = paper_xlsx(office.as_("jia"), "P-06", "2026-11-16", out)
    assert rows == 0
    assert "货物" in str(cells(out)[1][0])
    log = office.as_("boss").ask(export_history)
    assert [(e.list_name, e.filter_text) for e in log] == [("P-06", "2026-11-16")]


def test_an_export_is_logged_only_with_what_it_needs(office: Office) -> None:
    desk = office.as_("jia")
    with pytest.raises(Refused) as caught:
        desk.run(record_export, list_name="", filter_text="", row_count=1, purpose="")
    assert caught.value.codes == ("E001", "E212")


def test_the_window_goes_before_each_row_of_an_export(office: Office, tmp_path: Path) -> None:
    ways: list[None] = []
    add_customers(office, [f"客户{n}" for n in range(40)])
    with letting_by(lambda: ways.append(None)):
        count = export_list(office.as_("boss"), "customers", tmp_path / "c.csv", purpose="对账")
    assert len(ways) >= count >= 40
