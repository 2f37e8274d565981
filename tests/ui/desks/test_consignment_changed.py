"""From the record goods are sent to somebody else, on a paper, for a fee."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desk.freight.changes.commands import change_consignee
from desk.freight.changes.drafts import NewConsignee
from desk.freight.changes.queries import consignee_changes_of
from desk.freight.consignments.queries import consignment_card
from desk.freight.exceptions.choices import ExceptionKind, Stage
from desk.freight.exceptions.queries import exceptions_of
from desk.storage.cabinet import Upload
from tests.conftest import Office
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.consignment_record.changing import ConsigneeForm
from ui.desks.consignment_record.page import ConsignmentRecord
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[ConsignmentRecord], ConsignmentRecord]


@pytest.fixture
def page(context: Context, show: Show, accepted: str, clerk: Clerk) -> ConsignmentRecord:
    page = show(ConsignmentRecord(context))
    page.open_with(number=accepted, id=1)
    clerk.waits_for(lambda: page.story is not None and page.whole.isVisible())
    return page


def opened(clerk: Clerk) -> ConsigneeForm:
    clerk.press(Key.Key_B, Held.ControlModifier)
    form = clerk.form()
    assert isinstance(form, ConsigneeForm)
    return form


def test_the_new_consignee_is_typed_beside_the_present_one(
    page: ConsignmentRecord, clerk: Clerk, office: Office, tmp_path: Path, frame: FrameSpy
) -> None:
    form = opened(clerk)
    letter = tmp_path / "变更函.pdf"
    letter.write_bytes(b"%PDF-1.4 in writing")
    form.fields["notice"].choose = lambda: [letter]  # type: ignore[attr-defined]
    clerk.enter("新兴商贸", "丁经理", "13900000055", "解放南路 1 号", "", "50")
    assert clerk.at("notice")
    clerk.press(Key.Key_Return)
    clerk.waits_for(lambda: form.fields["notice"].value() is not None)
    assert "变更函.pdf" in form.fields["notice"].control.text()  # type: ignore[attr-defined]
    clerk.press(Key.Key_Return)
    card = office.desk.ask(consignment_card, number=page.number)
    assert (card.consignee.name, card.destination) == ("新兴商贸", "喀什")
    (change,) = office.desk.ask(consignee_changes_of, number=page.number)
    assert (change.old_name, change.fee_fen, len(change.notices)) == ("建新农机", 5_000, 1)
    assert "已变更" in frame.said[-1]
    clerk.back_to(page)
    clerk.waits_for(lambda: page.story is not None and page.story.card.consignee.name == "新兴商贸")


def test_without_paper_and_fee_it_is_refused_at_its_fields(
    page: ConsignmentRecord, clerk: Clerk, office: Office
) -> None:
    form = opened(clerk)
    clerk.enter("新兴商贸", "", "13900000055", "解放南路 1 号", "", "")
    clerk.press(Key.Key_F9)
    assert "书面通知" in form.fields["notice"].problem_text
    assert form.isVisible()
    form.fields["name"].set_value("")
    form.save()
    assert form.fields["name"].problem_text
    assert office.desk.ask(consignee_changes_of, number=page.number) == []
    for editor in form.fields:
        editor.touched = False
    form.reject()
    clerk.back_to(page)


def test_an_exception_is_registered_with_its_picture(
    page: ConsignmentRecord, clerk: Clerk, office: Office, tmp_path: Path
) -> None:
    clerk.press(Key.Key_Y, Held.AltModifier)
    form = clerk.form()
    form.fields.fill({"kind": ExceptionKind.DAMAGE, "stage": Stage.STORAGE, "pieces": 2})
    form.fields["note"].set_value("外包装压破")
    form.save()
    assert "照片" in form.fields["photos"].problem_text
    picture = tmp_path / "破损.jpg"
    picture.write_bytes(b"\xff\xd8\xff picture")
    form.fields["photos"].choose = lambda: [picture]  # type: ignore[attr-defined]
    form.fields["photos"].add()  # type: ignore[attr-defined]
    clerk.waits_for(lambda: bool(form.fields["photos"].value()))
    form.save()
    (case,) = office.desk.ask(exceptions_of, number=page.number)
    assert (case.kind, case.pieces, case.note) == (ExceptionKind.DAMAGE, 2, "外包装压破")
    clerk.back_to(page)


def test_a_consignee_put_in_by_a_colleague_meanwhile_stands_beside_ones_own(
    page: ConsignmentRecord,
    clerk: Clerk,
    office: Office,
    tmp_path: Path,
    asker: ScriptedAsker,
    context: Context,
) -> None:
    form = opened(clerk)
    letter = tmp_path / "变更函.pdf"
    letter.write_bytes(b"%PDF-1.4 in writing")
    form.fields["notice"].choose = lambda: [letter]  # type: ignore[attr-defined]
    form.fields["notice"].add()  # type: ignore[attr-defined]
    clerk.waits_for(lambda: form.fields["notice"].value() is not None)
    clerk.enter("新兴商贸", "丁经理", "13900000055", "解放南路 1 号", "", "50")
    colleague = NewConsignee(
        name="天山农资", contact="马经理", phone="13900000066", address="人民西路 9 号"
    )
    notice = Upload("函.pdf", b"%PDF-1.4 another")
    context.desk.run(
        change_consignee, number=page.number, consignee=colleague, fee_fen=2_000, notice=notice
    )
    asker.answers = [{"address"}]
    form.save()
    heading, points = asker.asked[-1]
    assert "修改了这条记录" in heading
    assert points == (
        "收货人:对方改为「天山农资」,您填写「新兴商贸」",
        "联系人:对方改为「马经理」,您填写「丁经理」",
        "电话:对方改为「139****0066」,您填写「13900000055」",
        "地址:对方改为「人民西路 9 号」,您填写「解放南路 1 号」",
    )
    card = office.desk.ask(consignment_card, number=page.number)
    assert (card.consignee.name, card.consignee.address) == ("新兴商贸", "人民西路 9 号")
    assert card.destination == "喀什"
    first, second = office.desk.ask(consignee_changes_of, number=page.number)
    assert {first.fee_fen, second.fee_fen} == {2_000, 5_000}
    clerk.back_to(page)
