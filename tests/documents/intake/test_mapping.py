"""Whose column is which of ours."""

from desk.documents.intake.header import find_header
from desk.documents.intake.mapping import (
    REASON_HEADING,
    ROW_NO_HEADING,
    Column,
    ColumnMapping,
    Confidence,
    layout_key,
    propose_mapping,
    vocabulary,
)

COLUMNS = (
    Column("paper_no", "手工单号", ("单号", "运单号", "票号"), required=True),
    Column("consignee", "收货人", ("收货方", "收件人")),
    Column("phone", "收货电话", ("电话", "手机")),
    Column("pieces", "件数", ("数量",), required=True),
    Column("weight", "重量", ("总重",), required=True),
)


def indexes(mapping: ColumnMapping) -> dict[str, int]:
    return {key: match.index for key, match in mapping.matches.items()}


def test_labels_then_aliases() -> None:
    mapping = propose_mapping(["序号", "票号", "收货人", "手 机", "件数", "总重(吨)"], COLUMNS)
    assert indexes(mapping) == {"consignee": 2, "pieces": 4, "paper_no": 1, "phone": 3, "weight": 5}
    assert mapping.matches["consignee"].confidence is Confidence.EXACT
    assert mapping.matches["weight"].confidence is Confidence.ALIAS
    assert mapping.matches["weight"].unit == "吨"


def test_exact_label_wins_over_alias_and_earlier_alias_over_later() -> None:
    mapping = propose_mapping(["数量", "运单号", "件数", "单号"], COLUMNS)
    assert indexes(mapping) == {"pieces": 2, "paper_no": 3}


def test_leftmost_of_equal_headings_is_taken() -> None:
    assert indexes(propose_mapping(["电话", "单号", "电话"], COLUMNS)) == {
        "paper_no": 1,
        "phone": 0,
    }


def test_learned_name_wins_and_a_heading_serves_once() -> None:
    headings = ["货号", "单号", "件数"]
    mapping = propose_mapping(headings, COLUMNS, {"货号": "paper_no", "单号": "unknown"})
    assert indexes(mapping) == {"paper_no": 0, "pieces": 2}
    assert mapping.matches["paper_no"].confidence is Confidence.LEARNED


def test_what_the_clerk_chose_is_learned_for_the_next_time() -> None:
    headings = ["客户货号", "件数", "毛重 (KG)"]
    first = propose_mapping(headings, COLUMNS)
    assert [c.key for c in first.missing(COLUMNS)] == ["paper_no", "weight"]
    chosen = first.with_choice("paper_no", 0, headings).with_choice("weight", 2, headings)
    assert chosen.missing(COLUMNS) == ()
    assert chosen.matches["weight"].unit == "kg"
    again = propose_mapping(headings, COLUMNS, chosen.learned(headings))
    assert indexes(again) == indexes(chosen)


def test_choice_takes_a_heading_away_from_another_column_and_can_be_undone() -> None:
    headings = ["单号", "件数"]
    mapping = propose_mapping(headings, COLUMNS).with_choice("consignee", 0, headings)
    assert indexes(mapping) == {"pieces": 1, "consignee": 0}
    assert indexes(mapping.with_choice("consignee", None, headings)) == {"pieces": 1}
    assert mapping.index_of("paper_no") is None


def test_layout_key_is_stable_and_ignores_spelling_and_our_own_columns() -> None:
    key = layout_key(["单号", "重量(kg)", "件数"])
    assert key == layout_key(["单 号：", "重量（KG）", "件数", "", ""])
    assert key == layout_key([ROW_NO_HEADING, "单号", "重量", "件数", REASON_HEADING])
    assert key != layout_key(["单号", "件数", "重量"])
    assert key != layout_key(["单号重量", "件数"])


def test_vocabulary_finds_the_heading() -> None:
    found = find_header([("标题",), ("票号", "收件人"), ("1", "甲")], vocabulary(COLUMNS))
    assert found is not None
    assert found.row_index == 1
