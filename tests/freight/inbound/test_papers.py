"""P-01 beyond the story of AT-03: odd names, masked phones, both copies, reprint."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from desk.documents.papers import Table
from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.documents.xlsx import render_xlsx
from desk.kernel.errors import Refused
from tests.conftest import Office
from tests.freight.inbound.truck import MANIFEST, TROLLEYS, WIGS, announced

ODD = ("<b>甲</b>", "A&B", "=1+1", "'; drop", "六" * 60)


def test_names_are_printed_as_typed_and_phones_masked(office: Office) -> None:
    drafts = [
        replace(TROLLEYS, consignee_name=name, shipper_phone=f"1380000001{i}", remark=name)
        for i, name in enumerate(ODD)
    ]
    announced(office, *drafts)
    (paper,) = office.as_("jia").paper("P-01", MANIFEST, print_no=2)
    text = snapshot_text(paper)
    assert all(name in text for name in ODD)
    assert "139****0002" in text
    assert "13900000002" not in text
    assert "13700000009" not in text
    assert "补打" in text
    result = render_pdf(paper)
    assert (result.pages, result.missing) == (2, frozenset())
    assert render_pdf(paper.only_copy("仓库")).pages == 1
    sheet = load_workbook(BytesIO(render_xlsx(paper))).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert [c.data_type for c in cells if c.value == "=1+1"] == ["s"] * 2


def test_nothing_received_is_left_to_write_by_hand(office: Office) -> None:
    announced(office, TROLLEYS, WIGS)
    (paper,) = office.as_("in").paper("P-01", MANIFEST)
    table = next(block for block in paper.blocks if isinstance(block, Table))
    place = [column.key for column in table.columns].index("received")
    assert [row[place] for row in table.data_rows] == [None, None]
    assert table.sums()[place] is None
    assert table.closing == ("差异票数:____",)


def test_an_unknown_list_is_refused(office: Office) -> None:
    with pytest.raises(Refused) as caught:
        office.as_("in").paper("P-01", "JG1")
    assert caught.value.codes == ("E006",)
