"""One viewer for what hangs on a record: pages, copies under safe names, and only for who may read."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desk.archive.customers.commands import attach_contract
from desk.filing.customer_files.attached import attachments
from desk.freight.consignments.queries import consignment_card
from desk.freight.exceptions.choices import ExceptionKind, Stage
from desk.freight.exceptions.commands import report_exception
from desk.kernel.errors import Refused
from desk.storage.cabinet import Upload
from tests.archive.customers.makers import another
from tests.conftest import Office
from tests.freight.delivery.yard import in_stock
from tests.ui.conftest import FrameSpy
from tests.ui.desks.conftest import Clerk
from ui.desks.attachments import show_attachments
from ui.desks.customer_record.page import CustomerRecord
from ui.desks.picture import PictureDialog, copy_to, read_picture, safe_name
from ui.pages.list_page import ListPage
from ui.registry import Context

Key = Qt.Key
SIDEWAYS = 6  # the EXIF mark of a telephone held upright


def photo(turned: int = 1) -> bytes:
    kept = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = turned
    Image.new("RGB", (80, 20), "white").save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def two_pages() -> bytes:
    kept = BytesIO()
    first, second = Image.new("RGB", (60, 90), "white"), Image.new("RGB", (90, 60), "red")
    first.save(kept, "PDF", save_all=True, append_images=[second])
    return kept.getvalue()


def open_viewer(clerk: Clerk) -> PictureDialog:
    def found() -> list[PictureDialog]:
        tops = QApplication.topLevelWidgets()
        return [w for w in tops if isinstance(w, PictureDialog) and w.isVisible()]

    clerk.waits_for(lambda: len(found()) == 1)
    return found()[0]


def test_a_customers_papers_are_looked_through_and_copied(
    office: Office,
    context: Context,
    show: Callable[[CustomerRecord], CustomerRecord],
    clerk: Clerk,
    frame: FrameSpy,
    tmp_path: Path,
) -> None:
    desk = office.as_("jia")
    made = another(desk, "天果园果品", "13800000001")
    for label, content in (("合同.pdf", two_pages()), ("照片.jpg", photo())):
        desk.run(attach_contract, customer_id=made, file=Upload(label, content))
    page = show(CustomerRecord(context))
    page.open_with(id=made)
    clerk.waits_for(page.whole.isVisible)
    page.buttons["附件"].click()
    viewer = open_viewer(clerk)
    clerk.waits_for(lambda: viewer.words.text() == "合同.pdf  1/2  第 1/2 页")
    viewer.turn_page(1)
    clerk.waits_for(lambda: viewer.words.text() == "合同.pdf  1/2  第 2/2 页")
    viewer.turn_page(1)
    assert viewer.page == 1
    viewer.go(1)
    clerk.waits_for(lambda: viewer.words.text() == "照片.jpg  2/2" and not viewer.view.empty)
    copy_to(context, viewer.pictures[1][1], tmp_path / "副本.jpg")
    clerk.waits_for(lambda: bool(frame.said))
    assert (tmp_path / "副本.jpg").read_bytes() == photo()
    viewer.close()


def test_a_photo_stands_upright_and_its_original_is_kept() -> None:
    lying, upright = read_picture(photo()), read_picture(photo(SIDEWAYS))
    assert (lying.width(), lying.height()) == (80, 20)
    assert (upright.width(), upright.height()) == (20, 80)


def test_a_label_never_is_a_path() -> None:
    assert safe_name('..\\a/b:"c"?.pdf') == "_a_b__c__.pdf"
    assert safe_name(" ... ") == "附件"


def test_a_consignment_without_papers_says_so(
    context: Context,
    accepted: str,
    office: Office,
    clerk: Clerk,
    frame: FrameSpy,
    show: Callable[[CustomerRecord], CustomerRecord],
) -> None:
    card = office.desk.ask(consignment_card, number=accepted)
    page = show(CustomerRecord(context))
    show_attachments(context, page, "consignment", card.id)
    clerk.waits_for(lambda: frame.said == ["没有附件。"])


def test_a_list_shows_the_papers_of_its_row_and_the_consignment_those_about_it(
    office: Office, context: Context, clerk: Clerk
) -> None:
    waybill = in_stock(office)
    office.as_("jia").run(
        report_exception,
        number=waybill,
        kind=ExceptionKind.DAMAGE,
        stage=Stage.UNLOADING,
        pieces=2,
        note="外箱破损",
        photos=(Upload("破损.jpg", photo()),),
    )
    page = ListPage(context, "exceptions")
    clerk.qtbot.addWidget(page)
    with clerk.qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    with clerk.qtbot.waitSignal(page.model.settled):
        page.shown()
    page.table.selectRow(0)
    clerk.press(Key.Key_F12)
    viewer = open_viewer(clerk)
    clerk.waits_for(lambda: viewer.words.text() == "破损.jpg  1/1")
    viewer.close()
    card = office.desk.ask(consignment_card, number=waybill)
    found = office.desk.ask(attachments, record="consignment", record_id=card.id)
    assert [row.label for row in found] == ["破损.jpg"]


def test_only_known_records_and_readers(office: Office) -> None:
    with pytest.raises(Refused) as caught:
        office.as_("boss").ask(attachments, record="user", record_id=1)
    assert caught.value.codes == ("E006",)
