"""A run is looked at as a draft, and settled when its papers are printed or saved."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desk.freight.delivery.choices import RunState
from desk.freight.delivery.commands import print_run, revise_run
from desk.freight.price_checks.queries import price_checks_of
from desk.office.approvals.choices import Decision
from desk.office.approvals.commands import grant_approval
from desk.office.printing.queries import print_history
from tests.conftest import Office
from tests.freight.delivery.yard import card, planned, ready
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.run_board.page import RunBoard
from ui.local_settings import LocalSettings
from ui.pages.paper_page import PaperPage
from ui.pages.print_dialog import PrintDialog
from ui.print_profiles import PrintProfile
from ui.printers import PdfPrinter
from ui.registry import Context

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
Show = Callable[[RunBoard], RunBoard]
Preview = Callable[[str], PaperPage]
RUN = "PS261119-001"
NOTE = "草稿,还可以改;打印或保存时定单"


@pytest.fixture
def goods(office: Office) -> tuple[str, str]:
    return ready(office)


@pytest.fixture
def board(context: Context, show: Show) -> RunBoard:
    return show(RunBoard(context))


@pytest.fixture
def preview(
    board: RunBoard,
    clerk: Clerk,
    frame: FrameSpy,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Preview:
    """Open a preview the board has asked for; its print dialog is answered with yes."""
    chosen = PrintProfile("PDF", dpi=96)
    monkeypatch.setattr(PrintDialog, "exec", lambda _: 1)
    monkeypatch.setattr(PrintDialog, "profile", lambda _: chosen)

    def opened(form: str) -> PaperPage:
        place = [code for code, _ in frame.papers].index(form)
        port, fixing = PdfPrinter(tmp_path / f"{form}.pdf", 96), frame.fixings[place]
        page = PaperPage(
            board.context, form, RUN, port=port, settings=LocalSettings(), fixing=fixing
        )
        qtbot.addWidget(page)
        page.show()
        clerk.waits_for(lambda: page.rendering is not None)
        return page

    return opened


def looked_at(board: RunBoard, clerk: Clerk) -> None:
    """Open the saved run on the board and its previews."""
    board.open_with(number=RUN)
    clerk.back_to(board)
    clerk.press(Key.Key_P, Ctrl)


def printed(page: PaperPage, clerk: Clerk) -> None:
    page.ask_print()
    clerk.waits_for(lambda: page.context.bridge.working.idle)
    clerk.waits_for(lambda: page.context.bridge.reading.idle)


def prints(office: Office) -> list[str]:
    return sorted(row.form for row in office.desk.ask(print_history, number=RUN))


def test_a_look_changes_nothing(
    goods: tuple[str, str],
    office: Office,
    board: RunBoard,
    clerk: Clerk,
    frame: FrameSpy,
    preview: Preview,
) -> None:
    planned(office, *goods)
    before = card(office, RUN)
    looked_at(board, clerk)
    assert frame.papers == [("P-03", RUN), ("P-02", RUN)]
    page = preview("P-02")
    assert page.note.text() == NOTE
    assert page.look().first.watermark == "草稿"
    assert card(office, RUN) == before
    assert before.state is RunState.DRAFT
    assert not board.stops.locked


def test_printing_settles_the_run_and_it_can_be_taken_back(
    goods: tuple[str, str],
    office: Office,
    board: RunBoard,
    clerk: Clerk,
    frame: FrameSpy,
    preview: Preview,
    tmp_path: Path,
) -> None:
    planned(office, *goods)
    looked_at(board, clerk)
    slips, page = preview("P-03"), preview("P-02")
    draft = page.whole
    printed(page, clerk)
    assert card(office, RUN).state is RunState.PRINTED
    assert prints(office) == ["P-02"]
    assert (tmp_path / "P-02.pdf").stat().st_size > 0
    said = f"派送单 {RUN} 已定单,状态改为「已打印」。要改请在排车页按 Ctrl+R 退回修改。"
    assert said in frame.said
    assert board.stops.locked
    assert not board.buttons["save"].isVisible()
    clerk.waits_for(lambda: page.whole != draft)
    for one in (page, slips):
        clerk.waits_for(lambda of=one.note: of.text() == "")
        assert one.look().first.watermark is None
    printed(slips, clerk)
    assert prints(office) == ["P-02", "P-03"]
    clerk.back_to(board)
    clerk.press(Key.Key_R, Ctrl)
    assert card(office, RUN).state is RunState.DRAFT
    assert not board.stops.locked


def test_a_saved_list_is_settled_and_bears_no_mark_of_a_draft(
    goods: tuple[str, str],
    office: Office,
    board: RunBoard,
    clerk: Clerk,
    preview: Preview,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    planned(office, *goods)
    looked_at(board, clerk)
    page, target = preview("P-02"), tmp_path / "saved.pdf"
    draft = page.whole
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    page.ask_save()
    assert card(office, RUN).state is RunState.DRAFT
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.ask_save()
    clerk.waits_for(target.exists)
    assert card(office, RUN).state is RunState.PRINTED
    assert target.read_bytes() == page.whole != draft
    assert page.message.text() == f"已保存到 {target}"
    assert prints(office) == []


def test_a_thin_margin_is_told_and_explained_when_it_is_printed(
    goods: tuple[str, str],
    office: Office,
    board: RunBoard,
    clerk: Clerk,
    asker: ScriptedAsker,
    preview: Preview,
) -> None:
    planned(office, goods[0], vehicle_cost_fen=90_000)
    looked_at(board, clerk)
    assert asker.told == []
    page = preview("P-02")
    asker.answers = [None, "只此一车"]
    printed(page, clerk)
    (told,) = asker.told
    assert "预计毛利 84.00 元(毛利率 8.54%)" in told.text
    assert (card(office, RUN).state, prints(office)) == (RunState.DRAFT, [])
    printed(page, clerk)
    assert (card(office, RUN).state, prints(office)) == (RunState.PRINTED, ["P-02"])


def test_a_loss_nobody_approved_is_not_printed(
    goods: tuple[str, str],
    office: Office,
    board: RunBoard,
    clerk: Clerk,
    asker: ScriptedAsker,
    preview: Preview,
) -> None:
    planned(office, goods[0], vehicle_cost_fen=100_000)
    looked_at(board, clerk)
    page = preview("P-02")
    asker.answers = [None]
    printed(page, clerk)
    (told,) = asker.told
    assert (told.small, len(told.sentences)) == ("E164", 1)
    assert (card(office, RUN).state, prints(office)) == (RunState.DRAFT, [])
    assert page.note.text() == NOTE


def test_a_loss_is_put_before_the_manager_and_printed_when_he_agrees(
    goods: tuple[str, str],
    office: Office,
    board: RunBoard,
    clerk: Clerk,
    asker: ScriptedAsker,
    frame: FrameSpy,
    preview: Preview,
) -> None:
    planned(office, goods[0], vehicle_cost_fen=100_000)
    office.as_("in")
    looked_at(board, clerk)
    page = preview("P-02")
    asker.answers = ["客户催货"]
    printed(page, clerk)
    assert asker.asked[-1] == ("提交运价审批", ())
    assert frame.said[-1] == "已提交经理审批,批准以后再打印或出车。"
    (check,) = office.desk.ask(price_checks_of, doc_no=RUN)
    assert (check.decision, check.explanation) == (Decision.WAITING, "客户催货")
    clerk.back_to(board)
    asker.answers = [True]
    clerk.press(Key.Key_F8)
    assert asker.told[-1].sentences[-1] == "已提交经理审批,还没有批复。"
    (waiting,) = office.as_("boss").list_ids("approvals")
    office.desk.run(grant_approval, approval_id=waiting)
    office.as_("in")
    printed(page, clerk)
    assert (card(office, RUN).state, prints(office)) == (RunState.PRINTED, ["P-02"])


def test_a_run_that_was_changed_since_is_looked_at_again(
    goods: tuple[str, str],
    office: Office,
    board: RunBoard,
    clerk: Clerk,
    asker: ScriptedAsker,
    preview: Preview,
) -> None:
    planned(office, *goods)
    looked_at(board, clerk)
    page = preview("P-02")
    board._remove(goods[1])
    printed(page, clerk)
    assert asker.told[-1].text == (
        f"派送单 {RUN} 在排车页上有改动没有保存。请先保存(F9)再打印,或者放弃改动。"
    )
    office.at("2026-11-19 10:05")
    clerk.back_to(board)
    clerk.press(Key.Key_F9)
    before = page.whole
    printed(page, clerk)
    assert asker.told[-1].text == f"派送单 {RUN} 后来改过,预览已换成现在的样子。请看过再打印。"
    assert (card(office, RUN).state, prints(office)) == (RunState.DRAFT, [])
    clerk.waits_for(lambda: page.whole != before)
    printed(page, clerk)
    assert (card(office, RUN).state, prints(office)) == (RunState.PRINTED, ["P-02"])


def test_a_run_taken_back_is_settled_anew_before_an_open_preview_prints_it(
    goods: tuple[str, str],
    office: Office,
    board: RunBoard,
    clerk: Clerk,
    asker: ScriptedAsker,
    preview: Preview,
) -> None:
    planned(office, *goods)
    looked_at(board, clerk)
    page = preview("P-02")
    printed(page, clerk)
    office.as_("in").run(revise_run, number=RUN)
    office.as_("boss")
    printed(page, clerk)
    assert "后来改过" in asker.told[-1].text
    assert (card(office, RUN).state, prints(office)) == (RunState.DRAFT, ["P-02"])
    assert page.note.text() == NOTE


@pytest.mark.parametrize("again", [False, True])
def test_a_printed_run_taken_back_under_its_preview_is_not_printed_unseen(
    goods: tuple[str, str],
    office: Office,
    board: RunBoard,
    clerk: Clerk,
    asker: ScriptedAsker,
    preview: Preview,
    again: bool,
) -> None:
    """The preview was opened when the run was settled already, which it is `again` or not."""
    planned(office, *goods)
    office.desk.run(print_run, number=RUN)
    looked_at(board, clerk)
    page = preview("P-02")
    assert page.note.text() == ""
    office.desk.run(revise_run, number=RUN)
    if again:
        office.desk.run(print_run, number=RUN)
    printed(page, clerk)
    assert [told.text for told in asker.told] == [
        f"派送单 {RUN} 后来改过,预览已换成现在的样子。请看过再打印。"
    ]
    assert prints(office) == []
    assert page.note.text() == ("" if again else NOTE)
    printed(page, clerk)
    assert len(asker.told) == 1
    assert (card(office, RUN).state, prints(office)) == (RunState.PRINTED, ["P-02"])


def test_a_run_without_goods_has_no_papers(
    goods: tuple[str, str],
    office: Office,
    board: RunBoard,
    clerk: Clerk,
    frame: FrameSpy,
) -> None:
    planned(office)
    looked_at(board, clerk)
    assert frame.papers == []
    assert "派送明细" in board.side.load.problem_text
