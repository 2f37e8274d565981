"""The lists of tests/data, shaped as senders shape them, are read and judged row by row."""

from pathlib import Path

import pytest

from desk.importing import import_kind, preview
from tests.conftest import Office

DATA = Path(__file__).parent.parent / "data"


@pytest.mark.parametrize(
    ("name", "good", "codes", "pieces", "weight_g"),
    [
        ("zhengzhou_totals.xlsx", 3, set(), 40, 1_400_000),
        ("xian_xlsx_named.xls", 2, set(), 21, 408_000),
        ("chengdu_gbk.csv", 1, {"E102", "E007"}, 40, 480_000),
        ("guangzhou_utf16.tsv", 1, set(), 9, 198_000),
    ],
)
def test_a_list_is_read_as_it_is(
    office: Office, name: str, good: int, codes: set[str], pieces: int, weight_g: int
) -> None:
    office.at("2026-11-18 09:00")
    seen = preview(office.as_("in"), import_kind("inbound"), DATA / name)
    ready = [row for row in seen.rows.rows if row.is_good]
    assert len(ready) == good
    assert {p.code for row in seen.rows.rows for p in row.problems} == codes
    assert sum(row.values["pieces"] for row in ready) == pieces
    assert sum(row.values["weight_g"] for row in ready) == weight_g
