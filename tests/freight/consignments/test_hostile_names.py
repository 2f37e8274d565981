"""A name cannot act: it is stored, listed, found and printed exactly as it was typed."""

import pytest

from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.freight.consignments.finding import find_consignments, last_consignees
from desk.freight.consignments.queries import consignment_card
from desk.screens.lists import Filter
from tests.conftest import Office
from tests.documents.paper_reading import page_texts
from tests.freight.consignments.tickets import accepted, arrive, line

NAMES = (
    "<b>甲</b>",
    "A&B;&amp;",
    "=1+1",
    "'; DROP TABLE consignment;--",
    "%s {0} %(x)s",
    "李䶮",
    "ئالىم ئېلى",
    "很长的名字" * 12,
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stays_what_it_is(office: Office, name: str) -> None:
    desk = office.as_("in")
    number = accepted(
        desk,
        consignee_name=name,
        consignee_contact=name,
        consignee_address=name,
        remark=name,
        lines=(line(goods_name=name[:40], mark=name[:60]),),
    )
    desk.run(arrive, number=number, pieces=8)
    card = desk.ask(consignment_card, number=number)
    assert (card.consignee.name, card.consignee.address, card.remark) == (name, name, name)
    assert [line.goods_name for line in card.lines] == [name[:40]]
    assert [hit.number for hit in desk.ask(find_consignments, text=name)] == [number]
    assert [row.name for row in desk.ask(last_consignees, text=name)] == [name]
    for list_name in ("consignments", "stock"):
        ids = desk.list_ids(list_name, [Filter("consignee_name", "contains", name)])
        column = [f.name for f in desk.list_spec(list_name).fields].index("consignee_name")
        assert desk.list_rows(list_name, ids)[ids[0]][column] == name
    desk.list_ids("stock_moves", search=name)
    shown = name if len(name) <= 44 else name[:43]
    assert shown in snapshot_text(desk.paper("P-25", number)[0])
    assert name[:40] in snapshot_text(desk.paper("P-06", "2026-11")[0])


@pytest.mark.parametrize("name", ["<b>甲</b>", "A&B;&amp;", "=1+1", "'; DROP TABLE x;--", "李䶮"])
def test_a_name_is_printed_as_typed(office: Office, name: str) -> None:
    desk = office.as_("in")
    number = accepted(desk, consignee_name=name, lines=(line(goods_name=name),))
    desk.run(arrive, number=number, pieces=8)
    for code, of in (("P-25", number), ("P-06", "2026-11")):
        result = render_pdf(desk.paper(code, of))
        text = "".join(page_texts(result.pdf)).replace("\n", "")
        assert name.replace(" ", "") in text.replace(" ", "")
        assert not result.missing
    label = render_pdf(desk.paper("P-32", number, last=1))
    assert name[0] + "*" in page_texts(label.pdf)[0]


def test_a_sign_no_font_holds_is_told(office: Office) -> None:
    desk = office.as_("in")
    number = accepted(desk, consignee_name="小吃😀店")
    assert desk.ask(consignment_card, number=number).consignee.name == "小吃😀店"
    result = render_pdf(desk.paper("P-25", number))
    assert result.missing == {"😀"}
    assert "小吃〓店" in page_texts(result.pdf)[0]
