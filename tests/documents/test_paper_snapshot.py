"""Papers as plain text."""

import pytest

from desk.documents.papers import Footer, Paper
from desk.documents.text_snapshot import snapshot_text
from tests import snapshots
from tests.documents.paper_samples import label, receipt, run_sheet, stock_book


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        ("sample-run-sheet", run_sheet(6, watermark="作废", copies=("司机", "调度", "财务"))),
        ("sample-receipt", receipt()),
        ("sample-label", label()),
        ("sample-stock-book", stock_book()),
    ],
)
def test_samples_say_what_was_agreed(name: str, paper: Paper) -> None:
    snapshots.check_snapshot(name, snapshot_text(paper))


def test_a_change_is_shown_as_a_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UPDATE_SNAPSHOTS", raising=False)
    text = snapshot_text(stock_book()).replace("百货", "白货")
    with pytest.raises(AssertionError) as caught:
        snapshots.check_snapshot("sample-stock-book", text)
    assert "白货" in str(caught.value)
    assert "百货" in str(caught.value)


def test_a_missing_snapshot_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UPDATE_SNAPSHOTS", raising=False)
    with pytest.raises(AssertionError, match="UPDATE_SNAPSHOTS"):
        snapshots.check_snapshot("no-such-sample", "x")


def test_the_foot_says_whether_it_is_a_look_a_print_or_a_reprint() -> None:
    from tests.conftest import at

    moment = at("2026-11-19 09:30")
    assert [Footer("甲", moment, n).nth for n in (0, 1, 2)] == [
        "预览",
        "第1次打印",
        "第2次打印 补打",
    ]
