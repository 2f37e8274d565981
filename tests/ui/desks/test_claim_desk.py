"""The claim desk by keyboard: figures live, papers dropped, the way to the money and back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from desk.care.claims.choices import ClaimPaper, ClaimState
from desk.care.claims.commands import update_claim
from desk.care.claims.queries import ClaimCard, claim_card
from tests.conftest import Office
from tests.freight.delivery.yard import TROLLEYS, in_stock
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.claim_desk.page import ClaimDesk
from ui.desks.photos import LetterEditor
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[ClaimDesk], ClaimDesk]
NUMBER = "LP261119-001"


@pytest.fixture
def waybill(office: Office) -> str:
    office.at("2026-11-19 15:00")
    return in_stock(office, TROLLEYS)


@pytest.fixture
def page(context: Context, waybill: str, office: Office, show: Show, clerk: Clerk) -> ClaimDesk:
    office.as_("jia")
    page = show(ClaimDesk(context))
    assert clerk.at("waybill")
    clerk.enter(waybill)
    clerk.waits_for(lambda: clerk.at("loss_kind"))
    return page


def figures(page: ClaimDesk) -> tuple[str, ...]:
    return tuple(label.text() for label in page.figures.figures.values())


def card(office: Office) -> ClaimCard:
    return office.desk.ask(claim_card, number=NUMBER)


def wet(page: ClaimDesk, clerk: Clerk) -> None:
    """One trolley of a ticket declared at 8,000 and worth 10,000 got wet: a loss of 250."""
    clerk.types("2")
    clerk.press(Key.Key_Return)
    clerk.enter("1", "250", "10000")
    clerk.waits_for(lambda: not page.waiting)


def registered(page: ClaimDesk, clerk: Clerk) -> None:
    wet(page, clerk)
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: page.found is not None and page.found.card is not None)


def test_figures_follow_the_typing(page: ClaimDesk, clerk: Clerk) -> None:
    wet(page, clerk)
    assert figures(page) == ("8,000.00", "250.00", "200.00", "200.00")
    assert "250.00" in page.figures.formula.text()
    assert page.figures.law.text() == "依据:民法典 833 与保价约定"


def test_a_claim_goes_from_papers_to_the_money_back(
    page: ClaimDesk,
    clerk: Clerk,
    office: Office,
    asker: ScriptedAsker,
    frame: FrameSpy,
    tmp_path: Path,
) -> None:
    registered(page, clerk)
    assert page.papers.words.text() == "还缺:货损照片。资料齐全后当天裁定。"
    asker.answers.append(True)
    clerk.press(Key.Key_F7)
    assert asker.told[-1].text == "理赔金额 200.00 元,缺少资料:货损照片。"
    photo = tmp_path / "受潮.jpg"
    photo.write_bytes(b"\xff\xd8\xff wet")
    page.papers.lines[ClaimPaper.PHOTOS].take([photo])
    clerk.waits_for(lambda: page.papers.lines[ClaimPaper.PHOTOS].there)
    assert page.papers.words.text() == "资料 2026-11-19 齐全,2026-11-19 前裁定。"
    asker.answers.append(True)
    clerk.press(Key.Key_F7)
    assert card(office).state is ClaimState.SUBMITTED
    office.as_("boss")
    page.renew()
    clerk.waits_for(lambda: page.steps.buttons["approve"].isVisible())
    clerk.press(Key.Key_Return, Held.ControlModifier)
    clerk.form()
    clerk.press(Key.Key_F9)
    clerk.back_to(page)
    clerk.waits_for(lambda: page.steps.buttons["settle"].isVisible())
    assert not page.steps.buttons["pay"].isVisible()
    letter = tmp_path / "协议.pdf"
    letter.write_bytes(b"%PDF-1.4 letter")
    clerk.press(Key.Key_F8)
    form = clerk.form()
    file = form.fields["letter"]
    assert isinstance(file, LetterEditor)
    file.choose = lambda: [letter]
    file.add()
    clerk.waits_for(lambda: not file.is_empty())
    clerk.press(Key.Key_F9)
    clerk.back_to(page)
    clerk.waits_for(lambda: page.steps.buttons["pay"].isVisible())
    clerk.press(Key.Key_F10)
    clerk.form()
    clerk.types("1")
    clerk.press(Key.Key_Return)
    clerk.enter("20261120000031")
    clerk.back_to(page)
    clerk.waits_for(lambda: page.steps.buttons["recourse"].isVisible())
    clerk.press(Key.Key_R, Held.ControlModifier)
    clerk.form()
    clerk.types("1")
    clerk.press(Key.Key_Return)
    clerk.enter("", "中州专线", "")
    clerk.back_to(page)
    clerk.waits_for(lambda: page.steps.buttons["received"].isVisible())
    clerk.press(Key.Key_T, Held.ControlModifier)
    clerk.form()
    clerk.press(Key.Key_Return)
    clerk.back_to(page)
    assert card(office).recourse_received_fen == 20_000
    clerk.press(Key.Key_P, Held.ControlModifier)
    assert frame.papers == [("P-31", NUMBER)]
    asker.answers.append(True)
    clerk.press(Key.Key_J, Held.ControlModifier)
    assert card(office).state is ClaimState.CLOSED


def test_esc_asks_before_typing_is_lost(
    page: ClaimDesk, clerk: Clerk, asker: ScriptedAsker
) -> None:
    wet(page, clerk)
    asker.answers.append(False)
    clerk.press(Key.Key_Escape)
    assert page.form.fields["loss_fen"].value() == 25_000
    asker.answers.append(True)
    clerk.press(Key.Key_Escape)
    assert page.form.fields["loss_fen"].is_empty()


def test_from_a_complaint_its_number_comes_along(
    context: Context, show: Show, waybill: str, clerk: Clerk, office: Office
) -> None:
    office.as_("jia")
    page = show(ClaimDesk(context))
    page.open_with(waybill=waybill, complaint_no="TS261119-001")
    clerk.waits_for(lambda: clerk.at("loss_kind"))
    assert page.form.fields["complaint_no"].value() == "TS261119-001"
    wet(page, clerk)
    clerk.press(Key.Key_F9)
    assert "TS261119-001" in page.form.fields["complaint_no"].problem_text


def test_a_file_is_dropped_on_its_line(
    page: ClaimDesk, clerk: Clerk, office: Office, tmp_path: Path
) -> None:
    registered(page, clerk)
    photo = tmp_path / "受潮.jpg"
    photo.write_bytes(b"\xff\xd8\xff wet")
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(photo))])
    buttons, held = Qt.MouseButton.LeftButton, Held.NoModifier
    line = page.papers.lines[ClaimPaper.PHOTOS]
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, dragged, buttons, held)
    line.dropEvent(drop)
    clerk.waits_for(lambda: page.papers.lines[ClaimPaper.PHOTOS].there)
    assert card(office).missing == ()


def test_typing_survives_a_crash(
    page: ClaimDesk, clerk: Clerk, context: Context, show: Show, waybill: str
) -> None:
    wet(page, clerk)
    page.kept.keep()
    page.hide()
    again = show(ClaimDesk(context))
    assert again.kept.line.words.text().endswith(f"有一件理赔没有保存完:{waybill}")
    clerk.press(Key.Key_R, Held.AltModifier)
    clerk.waits_for(lambda: again.found is not None and again.form.touched)
    draft = again.form.draft(waybill)
    assert (draft.pieces, draft.loss_fen, draft.value_fen) == (1, 25_000, 1_000_000)
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: again.found is not None and again.found.card is not None)
    assert again.kept.keeper is not None
    assert again.kept.keeper.kept() is None


def test_a_claim_two_people_change_is_put_together(
    page: ClaimDesk, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    registered(page, clerk)
    page.form.fields["claimant"].take_focus()
    clerk.enter("宏达机械")
    page.form.fields["loss_fen"].take_focus()
    clerk.enter("240")
    theirs = replace(page.form.draft(page.waybill), loss_fen=23_000, days_late=2, claimant="")
    office.as_("boss").run(update_claim, number=NUMBER, version=card(office).version, draft=theirs)
    office.as_("jia")
    asker.answers = [True]
    page.save()
    heading, points = asker.asked[-1]
    assert "修改" in heading
    assert points == (
        "实际损失:对方改为「230.00」,您填写「240.00」",
        "延误天数:采用对方的「2」",
    )
    clerk.waits_for(lambda: not page.form.touched)
    now = card(office)
    assert (now.loss_fen, now.days_late, now.claimant) == (24_000, 2, "宏达机械")
