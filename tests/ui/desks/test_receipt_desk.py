"""Signed papers: asked for in one call, received by scanner, handed over, confirmed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QImage

from desk.filing.receipts.choices import HandoverState, ReceiptState
from desk.filing.receipts.commands import file_receipt_scan, lose_receipt
from desk.filing.receipts.queries import handover_card
from desk.storage.cabinet import Upload
from tests.conftest import Office
from tests.filing.receipts.papers_desk import (
    cloth,
    delivered,
    paper,
    receive,
    send,
    signed_at_partner,
)
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.picture import PictureDialog, read_picture
from ui.desks.receipt_desk.page import ReceiptDesk
from ui.desks.receipt_desk.steps import IN_HAND, LISTS
from ui.desks.unfinished import unfinished
from ui.locking import unkept
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[ReceiptDesk], ReceiptDesk]


@pytest.fixture
def numbers(office: Office) -> tuple[str, str]:
    """A partner's paper, 4 days overdue, and one the driver 刘洋 has; 11 December."""
    first = signed_at_partner(office)
    other = cloth(office)
    delivered(office, other)
    office.at("2026-12-11 10:00")
    office.as_("jia")
    return first, other


@pytest.fixture
def page(
    context: Context, numbers: tuple[str, str], office: Office, show: Show, clerk: Clerk
) -> ReceiptDesk:
    office.as_("jia")
    page = show(ReceiptDesk(context))
    clerk.waits_for(lambda: len(page.table.rows) == 2)
    return page


def png(width: int = 40, height: int = 60) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def test_papers_stand_by_holder_with_their_age(page: ReceiptDesk) -> None:
    assert [(g.name, g.below) for g in page.groups.rows] == [
        ("今天要催", "2 票 3 份"),
        ("全部待收回", "8–15 天 1 · 1–7 天 1"),
        ("刘洋", "8–15 天 1"),
        ("喀什鸿运", "1–7 天 1"),
    ]
    late = page.table.row_model.columns[4]
    assert [late.text(row) for row in page.table.rows] == ["超期 15 天", "超期 4 天"]


def test_one_call_is_noted_for_all_papers_of_a_holder(
    page: ReceiptDesk, clerk: Clerk, office: Office, numbers: tuple[str, str], frame: FrameSpy
) -> None:
    page.open_with(name="喀什鸿运")
    clerk.waits_for(lambda: page.ticked == {numbers[0]})
    assert page.step.fields["who"].value() == "喀什鸿运"
    page.table.setFocus()
    clerk.press(Key.Key_Return)
    assert clerk.at("who")
    clerk.enter("喀什鸿运 艾力", "", "随周五班车带回", "1218")
    (chase,) = paper(office, numbers[0]).chases
    assert (chase.who, chase.said, chase.promised_on) == (
        "喀什鸿运 艾力",
        "随周五班车带回",
        date(2026, 12, 18),
    )
    assert frame.said[-1] == "已记 1 票回单的催收。"
    clerk.waits_for(lambda: page.groups.rows[0].below == "1 票 1 份")


def test_nothing_ticked_is_refused_in_place(page: ReceiptDesk, clerk: Clerk) -> None:
    page.step.fields["who"].set_value("艾力")
    clerk.press(Key.Key_F9)
    assert "运单号必填" in page.step.fields["numbers"].problem_text


def test_a_scanned_number_is_received_and_taken_back(
    page: ReceiptDesk, clerk: Clerk, office: Office, numbers: tuple[str, str]
) -> None:
    clerk.press(Key.Key_F, Held.ControlModifier)
    assert clerk.at("number")
    clerk.enter(numbers[0][-4:] if numbers[0][-4:] != numbers[1][-4:] else numbers[0])
    clerk.waits_for(lambda: page.taking_in.taken == [numbers[0]])
    assert paper(office, numbers[0]).row.received_from == "喀什鸿运"
    assert page.taking_in.words.text() == f"✓ {numbers[0]} 已收回,本次共 1 票"
    clerk.waits_for(lambda: page.papers is not None and page.papers.counts == (1, 1, 0))
    clerk.enter(numbers[0])
    clerk.waits_for(lambda: "已收回" in page.taking_in.wrong.problem_text)
    clerk.press(Key.Key_F8)
    assert paper(office, numbers[0]).row.state is ReceiptState.SIGNED
    assert page.taking_in.taken == []
    assert not page.taking_in.undo.isVisible()


def test_papers_go_out_on_a_list_and_the_customer_confirms(
    page: ReceiptDesk, clerk: Clerk, office: Office, numbers: tuple[str, str], frame: FrameSpy
) -> None:
    receive(office, *numbers)
    page.open_with(customer="河南宏达机械")
    clerk.waits_for(lambda: page.view is IN_HAND and page.ticked == {numbers[0]})
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F9)
    assert page.step.fields["courier_no"].problem_text
    clerk.types("SF1400012345678")
    clerk.press(Key.Key_F9)
    listed = "JJ261211-001"
    assert frame.papers == [("P-27", listed)]
    assert office.desk.ask(handover_card, number=listed).courier_no == "SF1400012345678"
    clerk.press(Key.Key_F6)
    clerk.waits_for(lambda: page.view is LISTS and len(page.table.rows) == 1)
    clerk.press(Key.Key_P, Held.ControlModifier)
    assert frame.papers[-1] == ("P-27", listed)
    clerk.press(Key.Key_Return)
    clerk.enter("刘会计")
    clerk.press(Key.Key_F9)
    assert office.desk.ask(handover_card, number=listed).state is HandoverState.CONFIRMED
    assert frame.said[-1] == f"{listed}:客户已收到 1 票回单。"
    clerk.waits_for(lambda: page._nothing.isVisible())
    assert "按 F9 交付客户" in page._nothing.text()


def test_a_scanned_number_ticks_a_paper_that_is_here(
    page: ReceiptDesk, clerk: Clerk, office: Office, numbers: tuple[str, str]
) -> None:
    receive(office, numbers[1])
    page.turn_to(IN_HAND)
    clerk.waits_for(lambda: len(page.table.rows) == 1)
    page.find_in_hand(numbers[1])
    assert page.ticked == {numbers[1]}
    page.find_in_hand(numbers[0])
    assert page.taking_in.box.problem_text == f"{numbers[0]} 的回单不在手里。"


def test_a_list_is_called_off(
    page: ReceiptDesk, clerk: Clerk, office: Office, numbers: tuple[str, str], asker: ScriptedAsker
) -> None:
    receive(office, numbers[1])
    listed = send(office, numbers[1])
    page.open_with(number=numbers[1])
    clerk.waits_for(lambda: page.view is LISTS and page.group is not None)
    asker.answers.append("快递退回")
    clerk.press(Key.Key_Delete, Held.ControlModifier)
    assert office.desk.ask(handover_card, number=listed).state is HandoverState.VOID


def test_the_paper_shows_its_scans_and_is_called_lost(
    page: ReceiptDesk, clerk: Clerk, office: Office, numbers: tuple[str, str], asker: ScriptedAsker
) -> None:
    files = (Upload("签收单.png", png()), Upload("背面.png", png(60, 40)))
    office.as_("jia").run(file_receipt_scan, number=numbers[0], files=files)
    page.open_with(number=numbers[0])
    clerk.waits_for(lambda: not page.panel.picture.empty)
    assert page.panel._scan_words.text() == "签收单.png  1/2"
    asker.answers.append("邮寄途中丢失")
    page.panel.buttons["lose"].click()
    assert paper(office, numbers[0]).row.state is ReceiptState.LOST
    clerk.waits_for(lambda: page.panel.buttons["replace"].isVisible())
    assert not page.panel.buttons["reject"].isVisible()


def test_a_lost_paper_is_opened_at_its_proof(
    page: ReceiptDesk, clerk: Clerk, office: Office, numbers: tuple[str, str]
) -> None:
    office.as_("jia").run(lose_receipt, number=numbers[0], reason="邮寄途中丢失")
    page.open_with(number=numbers[0])
    page.shown()
    clerk.waits_for(page.panel.buttons["replace"].hasFocus)
    assert not page.ticked


def test_pictures_are_turned_and_enlarged(context: Context, tmp_path: Path, clerk: Clerk) -> None:
    places = []
    for name, content in (("a.png", png()), ("b.png", png(80, 20)), ("c.png", b"no picture")):
        (tmp_path / name).write_bytes(content)
        places.append((name, tmp_path / name))
    dialog = PictureDialog(context, places)
    clerk.qtbot.addWidget(dialog)
    clerk.waits_for(lambda: not dialog.view.empty)
    dialog.view.turn()
    dialog.view.enlarge()
    assert (dialog.view.angle, dialog.view.fits) == (90, False)
    dialog.go(1)
    assert dialog.words.text() == "b.png  2/3"
    clerk.waits_for(lambda: dialog.view.fits and dialog.view.angle == 0)
    dialog.go(1)
    clerk.waits_for(lambda: dialog.view.empty)


def test_a_large_photo_is_shrunk_and_a_broken_pdf_is_no_picture() -> None:
    assert read_picture(png(6000, 30)).width() == 2200
    assert read_picture(b"%PDF-1.4 broken").isNull()


def test_what_is_typed_in_two_views_is_neither_lost_nor_left_in_silence(
    page: ReceiptDesk, clerk: Clerk, asker: ScriptedAsker, context: Context, show: Show
) -> None:
    """Whoever signed in after the lock lost the call that was being noted."""
    page.step.fields["said"].set_value("明天寄")
    page.step.fields["said"].touch()
    page.turn_to(LISTS)
    page.step.fields["received_by"].set_value("李经理")
    page.step.fields["received_by"].touch()
    asker.answers.append(False)
    assert not page.may_leave()
    assert unkept(context, [("回单", page)]) == ""
    assert [left.page for left in unfinished(context.desk)] == ["receipt_desk"]
    page.hide()
    again = show(ReceiptDesk(context))
    clerk.waits_for(lambda: len(again.table.rows) == 2)
    assert again.kept.line.words.text().endswith("有一次回单登记没有保存完")
    clerk.press(Key.Key_R, Held.AltModifier)
    assert again.step.fields["said"].value() == "明天寄"
    assert again.steps[LISTS.key].fields["received_by"].value() == "李经理"
    asker.answers.append(True)
    assert again.may_leave()
    assert again.kept.keeper is not None
    assert again.kept.keeper.kept() is None


def test_a_call_that_was_noted_is_kept_no_longer(
    page: ReceiptDesk, clerk: Clerk, frame: FrameSpy
) -> None:
    page.groups.go_to(page.groups.rows[2].key)
    page.tick_all()
    page.step.fields["said"].set_value("明天寄")
    page.step.fields["said"].touch()
    page.kept.keep()
    page.go_on()
    clerk.waits_for(lambda: frame.said[-1:] == ["已记 1 票回单的催收。"])
    assert page.kept.keeper is not None
    assert page.kept.keeper.kept() is None
