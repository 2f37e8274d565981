"""A power cut at any step of filing loses nothing acknowledged and leaves nothing the sweep misses."""

import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from desk.app import Desk
from desk.checking import check
from desk.documents.paper_code import paper_code
from desk.documents.scans.codes import Format, FoundCode
from desk.documents.scans.reading import PageRead
from desk.filing.receipts.queries import receipt_card
from desk.filing.scans.choices import PileState, ScanState
from desk.filing.scans.model import ScanFile, ScanPage
from desk.filing.scans.queries import scan_pages, scan_piles
from desk.kernel.clock import SetClock
from desk.sample.cast import FIRM
from desk.storage.cabinet import broken_files, cabinet_of, unrecorded_files
from desk.storage.tables import Attachment
from tests.conftest import PASSWORD, Office, at
from tests.filing.scans.conftest import on_disk
from tests.filing.scans.killed import NEVER, scan_killed_at
from tests.filing.scans.office_papers import Signed, signed_tickets

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process to be cut off")
FAR = 1e12


def a_page(file: Path, page_no: int, pages: int, numbers: Sequence[str]) -> PageRead:
    """A page as the reading processes return it, the papers one below the other."""
    codes = []
    for n, number in enumerate(numbers):
        form = "P-03" if number.startswith("PS") else "P-25"
        top = 100.0 + 600 * n
        corners = ((50.0, top), (110.0, top), (110.0, top + 60), (50.0, top + 60))
        text = paper_code(form, number, FIRM.name)
        codes.append(FoundCode(Format.QR, text, corners))
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    picture = b"\xff\xd8\xff" + f"{file.name} {page_no}".encode()
    return PageRead(file, digest, page_no, pages, picture, 0, tuple(codes))


@pytest.fixture
def signed_pile(office: Office, tmp_path: Path) -> tuple[Path, list[Signed], list[PageRead]]:
    """A closed office, three deliveries signed for, and a file of two pages with three papers."""
    signed = signed_tickets(office, 3)
    office.desk.close()
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.4 two pages")
    numbers = ([signed[0].receipt_no, "YD2601010009"], [signed[1].receipt_no, signed[2].waybill])
    pages = [a_page(file, page_no, 2, on_page) for page_no, on_page in enumerate(numbers, 1)]
    return office.desk.path, signed, pages


def opened(path: Path) -> Desk:
    desk = Desk(path, SetClock(at("2026-11-20 10:00")))
    desk.login("jia", PASSWORD)
    return desk


def copied(path: Path, folder: Path) -> Path:
    folder.mkdir()
    shutil.copyfile(path, folder / path.name)
    return folder / path.name


def test_a_cut_at_every_step(
    signed_pile: tuple[Path, list[Signed], list[PageRead]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office, signed, pages = signed_pile
    steps = 0
    for steps in range(1, NEVER):
        path = copied(office, tmp_path / f"cut{steps}")
        monkeypatch.setenv("DESK_STATE", str(path.parent / "state"))  # each its own computer
        ended, said = scan_killed_at(steps, path, pages)
        assert_nothing_lost(path, said)
        finished, _ = scan_killed_at(NEVER, path, pages)
        assert finished
        assert_filed_once(path, signed)
        shutil.rmtree(path.parent)
        if ended:
            break
    assert steps > 12


def assert_nothing_lost(path: Path, said: list[str]) -> None:
    """What was acknowledged is there with its bytes; what has no record, the sweep finds."""
    acknowledged = [line.split()[1:] for line in said if line.startswith("ack")]
    with opened(path) as desk, desk.reading() as reader:
        for table, record_id in acknowledged:
            model = {"scan_file": ScanFile, "scan_page": ScanPage}[table]
            assert reader.session.get(model, int(record_id)) is not None
        assert broken_files(reader.session, reader.cabinet) == []
        known = {a.sha256 for a in reader.session.query(Attachment)}
        left = unrecorded_files(reader.session, reader.cabinet, FAR)
        assert {file.name for file in left} == on_disk(desk) - known
        filed = [p for p in reader.session.query(ScanPage) if p.state is ScanState.FILED]
        assert all(p.attachment_id and p.picture for p in filed)
    assert check(path).ok


def assert_filed_once(path: Path, signed: list[Signed]) -> None:
    with opened(path) as desk:
        rows = desk.ask(scan_pages, state=None)
        assert sorted(row.state.value for row in rows) == ["FILED"] * 3 + ["WAITING"]
        for ticket in signed:
            assert len(desk.ask(receipt_card, number=ticket.waybill).scans) == 1
        (pile,) = desk.ask(scan_piles)
        assert (pile.state, pile.files, pile.papers) == (PileState.DONE, 1, 4)


def test_bytes_are_through_before_their_record(
    signed_pile: tuple[Path, list[Signed], list[PageRead]],
) -> None:
    office, _, pages = signed_pile
    finished, said = scan_killed_at(NEVER, office, pages)
    assert finished
    stored = ["sync", "rename", "sync", "commit"]  # the file, its name, its folder, its record
    done = [line.removeprefix("after ") for line in said if line.startswith("after ")]
    records = [done[n - 3 : n + 1] for n, name in enumerate(done) if name == "commit" and n > 2]
    assert records.count(stored) == 3  # the file and two pages


def test_old_files_without_a_record_are_named_and_young_ones_left(
    office: Office, tmp_path: Path
) -> None:
    path = office.desk.path
    office.desk.close()
    cabinet = cabinet_of(path)
    (cabinet / "ab").mkdir(parents=True)
    for name, age_seconds in (("ab" * 32, 3_600), ("abcd.part", 3_600), ("abef" * 16, 5)):
        file = cabinet / "ab" / name
        file.write_bytes(b"left")
        written = file.stat().st_mtime - age_seconds
        os.utime(file, (written, written))
    report = check(path)
    line = next(line for line in report.lines if line.name == "无记录的附件")
    assert report.ok
    assert line.text.startswith("2 个文件没有记录")
    assert "ab/abcd.part" in line.text
    assert "abef" not in line.text
