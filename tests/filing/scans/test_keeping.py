"""Pictures of signed papers go five years after the closing, by the manager's leave; not before."""

from desk.filing.receipts.queries import receipt_card
from desk.filing.retention.commands import approve_clearing, draw_clearing
from desk.filing.retention.queries import clearing_card
from desk.filing.scans.choices import ScanState
from desk.filing.scans.queries import scan_page
from desk.filing.vouchers.sweeping import sweep_cabinet
from desk.freight.consignments.commands import close_consignment
from desk.storage.cabinet import broken_files
from tests.conftest import Office
from tests.filing.receipts.papers_desk import cloth, delivered, refusal, settled
from tests.filing.scans.conftest import Book, on_disk, sure


def kinds(office: Office, number: str) -> set[str]:
    return {row.keeping for row in office.as_("boss").ask(clearing_card, number=number).items}


def test_pictures_go_with_their_original_and_the_record_stays(office: Office, book: Book) -> None:
    number = cloth(office)
    run = delivered(office, number)
    (booked,) = book(sure(f"{run}/01"))
    (twin,) = book(sure(f"{run}/01"))
    (stranger,) = book(sure("YD2600000000"))
    settled(office, run)
    office.as_("boss").run(close_consignment, number=number)
    office.at("2031-11-18 10:00")
    early = office.as_("jia")
    assert refusal(lambda: early.run(draw_clearing)).startswith("E061")
    assert len(on_disk(early)) == 5  # three files, two pictures: the twin looks the same
    office.at("2031-11-19 10:00")
    listed = office.as_("jia").run(draw_clearing).value
    assert "scans" in kinds(office, listed)
    boss = office.as_("boss")
    boss.run(approve_clearing, number=listed)
    rows = [boss.ask(scan_page, page_id=page.page_id) for page in (booked, twin, stranger)]
    assert [row.state for row in rows] == [ScanState.FILED, ScanState.DUPLICATE, ScanState.WAITING]
    assert [bool(row.picture) for row in rows] == [False, False, True]
    assert boss.ask(receipt_card, number=number).scans == ()
    office.at("2035-11-19 10:00")  # the clock of the test runs ahead of the files on this disk
    assert office.as_("boss").run(sweep_cabinet).value == 3
    with office.desk.reading() as reader:
        assert broken_files(reader.session, reader.cabinet) == []
    assert len(on_disk(office.desk)) == 2
