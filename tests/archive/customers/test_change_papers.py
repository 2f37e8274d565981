"""P-37: the changes of a period on paper and as Excel."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from desk.archive.customers.changes import approve_change, reject_change, request_change
from desk.archive.customers.choices import ChangeField, ChangeSource, CustomerType
from desk.documents.papers import Paper
from desk.documents.text_snapshot import snapshot_text
from desk.exporting import paper_xlsx
from desk.kernel.errors import Refused
from tests.archive.customers.makers import FRUIT, LIU, STORE, added
from tests.conftest import Office
from tests.snapshots import check_snapshot


def told(office: Office) -> None:
    """A firm and a private person told us changes on two days."""
    clerk = office.as_("jia")
    firm = added(clerk)
    private = replace(FRUIT, name="阿布都拉", customer_type=CustomerType.PERSON)
    person = added(clerk, private, (replace(LIU, mobile="13900000002"),), (STORE,))
    asked = []
    for day, who, field, value, source in (
        ("16 11:00", firm, ChangeField.NAME, "天果园果业有限责任公司", ChangeSource.LETTER),
        ("16 11:05", firm, ChangeField.ACCOUNT, "6222000011112222", ChangeSource.LETTER),
        ("18 12:00", person, ChangeField.MOBILE, "13912345678", ChangeSource.PHONE),
        ("18 12:05", person, ChangeField.ADDRESS, "喀什市人民东路 188 号", ChangeSource.PHONE),
    ):
        office.at(f"2026-11-{day}")
        asked.append(
            clerk.run(
                request_change,
                customer_id=who,
                changed=field,
                new_value=value,
                source=source,
                evidence="盖章变更函" if source is ChangeSource.LETTER else "来电",
            ).value
        )
    boss = office.as_("boss")
    boss.run(approve_change, change_id=asked[0])
    boss.run(approve_change, change_id=asked[3])
    boss.with_(reason="电话核实不符").run(reject_change, change_id=asked[1])


def summary(office: Office, period: str) -> Paper:
    (made,) = office.desk.paper("P-37", period)
    assert isinstance(made, Paper)
    return made


def test_the_summary_of_a_month(office: Office) -> None:
    told(office)
    check_snapshot("p37_customer_changes", snapshot_text(summary(office, "2026-11")))


def test_a_period_without_changes_and_one_that_cannot_be_read(office: Office) -> None:
    told(office)
    assert "0 项" in snapshot_text(summary(office, "2026-10"))
    text = snapshot_text(summary(office, "2026-11-18"))
    assert "阿布都拉" in text
    assert "天果园" not in text
    with pytest.raises(Refused) as caught:
        summary(office, "上个月")
    assert caught.value.codes == ("E002",)


def test_the_summary_as_excel(office: Office, tmp_path: Path) -> None:
    told(office)
    out = tmp_path / "变更.xlsx"
    assert paper_xlsx(office.desk, "P-37", "2026-11", out) == 4
    cells = [cell for row in openpyxl.load_workbook(out).active.values for cell in row if cell]
    assert "天果园果业有限责任公司" in cells
    assert "6222000011112222" not in "".join(map(str, cells))
