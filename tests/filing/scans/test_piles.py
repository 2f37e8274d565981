"""Piles from reading to record: real papers, refused files, interruptions, the watched folder."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from desk.documents.paper_code import office_sign
from desk.documents.pdf import render_pdf
from desk.documents.scans.refusals import ScanRefused
from desk.filing.receipts.queries import receipt_standing
from desk.filing.scans.choices import PileSource, PileState, ScanState
from desk.filing.scans.queries import (
    office_signs,
    scan_original,
    scan_pages,
    scan_picture,
    scan_pile_result,
    scan_piles,
)
from desk.kernel.errors import Refused
from desk.office.settings.commands import change_setting
from desk.sample.cast import FIRM
from desk.scanning import FolderWatch, PileResult, files_in, scan_pile, watch_folder
from desk.storage.gate import Gate
from tests.conftest import Office
from tests.filing.scans.conftest import kept
from tests.filing.scans.office_papers import Signed, signed_tickets
from tests.filing.scans.run import LEAST_SHARE, make_office_pile
from tests.filing.scans.scored import scored

PAGES = 30


def test_a_real_pile_files_itself_and_nothing_is_filed_twice(
    office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "pile"
    folder.mkdir()
    pile, signed = make_office_pile(office, folder, PAGES)
    files = [file.path for file in pile]
    told: list[tuple[int, int]] = []
    desk = office.as_("jia")
    result = scan_pile(desk, files, progress=lambda *done: told.append(done))
    score = scored(desk, pile, signed)
    assert score.wrong == []
    assert score.expected >= PAGES
    assert score.share >= LEAST_SHARE, score.missed
    assert told[-1] == (PAGES, PAGES)
    assert result.complete
    assert result.filed == score.filed
    again = scan_pile(desk, files)
    assert again == PileResult(known_files=len(files))
    row = desk.ask(scan_pile_result, pile=result.number)
    assert (row.state, row.files) == (PileState.DONE, len(files))
    assert (row.filed, row.waiting) == (result.filed, result.waiting)


@pytest.fixture
def printed(office: Office, tmp_path: Path) -> tuple[list[Signed], list[Path]]:
    """Two signed papers as the office prints them, each a PDF file."""
    signed = signed_tickets(office, 2)
    folder = tmp_path / "in"
    folder.mkdir()
    files = []
    for n, ticket in enumerate(signed):
        (paper,) = office.as_("in").paper("P-03", ticket.receipt_no, print_no=1, paper="A4")
        file = folder / f"{n}.pdf"
        file.write_bytes(render_pdf(replace(paper, copies=paper.copies[:1])).pdf)
        files.append(file)
    return signed, files


def test_original_and_upright_picture_are_kept(
    office: Office, printed: tuple[list[Signed], list[Path]]
) -> None:
    _, files = printed
    before = files[0].read_bytes()
    desk = office.as_("jia")
    assert scan_pile(desk, files[:1]).filed == 1
    (row,) = desk.ask(scan_pages, state=ScanState.FILED)
    original = desk.ask(scan_original, page_id=row.page_id)
    assert (original.kind, original.label) == ("pdf", "0.pdf")
    assert original.path.read_bytes() == files[0].read_bytes() == before
    with Image.open(desk.ask(scan_picture, page_id=row.page_id).path) as picture:
        assert picture.format == "JPEG"
        assert picture.width > picture.height
        assert max(picture.size) <= 1_200


def test_files_that_cannot_be_read_are_named_or_wait(office: Office, tmp_path: Path) -> None:
    program, damaged = tmp_path / "照片.jpg", tmp_path / "坏.jpg"
    program.write_bytes(b"MZ program")
    damaged.write_bytes(b"\xff\xd8\xff\xe0 no picture")
    desk = office.as_("jia")
    result = scan_pile(desk, [program, tmp_path / "没有.pdf", damaged])
    assert [(f.path.name, f.reason) for f in result.refused] == [
        ("照片.jpg", "unknown"),
        ("没有.pdf", "absent"),
    ]
    (row,) = desk.ask(scan_pages)
    assert (row.file, row.page_no, row.paper_no) == ("坏.jpg", 0, "")
    assert "损坏" in row.reason
    assert desk.ask(scan_picture, page_id=row.page_id).path.read_bytes() == damaged.read_bytes()
    assert scan_pile(desk, [damaged]).known_files == 1


def test_a_cancelled_pile_is_continued_by_scanning_it_again(
    office: Office, printed: tuple[list[Signed], list[Path]]
) -> None:
    signed, files = printed
    desk = office.as_("jia")
    booked: list[int] = []
    desk.subscribe(lambda changes: booked.extend(changes.get("scan_page", ())))
    first = scan_pile(desk, files, cancelled=lambda: bool(booked))
    assert (first.filed, first.complete) == (1, False)
    assert desk.ask(scan_piles)[0].state is PileState.READING
    second = scan_pile(desk, files)
    assert (second.number, second.filed, second.known_files) == (first.number, 1, 1)
    (pile,) = desk.ask(scan_piles)
    assert (pile.state, pile.filed) == (PileState.DONE, 2)
    for ticket in signed:
        assert desk.ask(receipt_standing, number=ticket.waybill) == "已收回"


def test_the_same_content_under_another_name_is_one_file(
    office: Office, printed: tuple[list[Signed], list[Path]]
) -> None:
    _, files = printed
    twin = files[0].with_name("twin.pdf")
    twin.write_bytes(files[0].read_bytes())
    result = scan_pile(office.as_("jia"), [files[0], twin])
    assert (result.papers, result.known_files) == (1, 1)


def test_papers_of_an_earlier_firm_name_are_still_ours(office: Office) -> None:
    desk = office.as_("boss")
    for name in ("新疆通达物流", "新疆通达供应链"):
        desk.run(change_setting, key="firm_name", value=name)
    wanted = {office_sign(n) for n in (FIRM.name, "新疆通达物流", "新疆通达供应链")}
    assert set(office.as_("jia").ask(office_signs)) == wanted


def test_a_large_original_is_kept_and_a_huge_one_refused(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office.as_("jia")
    assert kept(desk, bytes(21 << 20)) > 0
    monkeypatch.setattr("desk.filing.scans.booking.MOST_BYTES", 1 << 20)
    with pytest.raises(Refused, match="超过 1 MB"):
        kept(desk, bytes(2 << 20))


def test_a_full_disk_keeps_what_was_booked(
    office: Office, printed: tuple[list[Signed], list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, files = printed
    desk = office.as_("jia")
    real, calls = Gate.run, []

    def failing(gate: Gate, *args: object, **kwargs: object) -> object:
        calls.append(args)
        if len(calls) > 3:
            raise OSError(28, "no space left")
        return real(gate, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Gate, "run", failing)
    with pytest.raises(OSError, match="no space"):
        scan_pile(desk, files)
    monkeypatch.undo()
    assert [row.state for row in desk.ask(scan_pages, state=None)] == [ScanState.FILED]
    assert scan_pile(desk, files).filed == 1


def test_a_file_is_whole_when_it_stood_still(tmp_path: Path) -> None:
    (tmp_path / "~$tmp.pdf").write_bytes(b"x")
    (tmp_path / "notes.txt").write_bytes(b"x")
    growing = tmp_path / "b.PDF"
    growing.write_bytes(b"%PDF")
    watch = FolderWatch(tmp_path)
    assert watch.whole_files() == []
    growing.write_bytes(b"%PDF-1.4 more")
    assert watch.whole_files() == []
    assert watch.whole_files() == [growing]
    assert watch.whole_files() == []
    growing.write_bytes(b"%PDF-1.4 scanned again under the same name")
    assert watch.whole_files() == []
    assert watch.whole_files() == [growing]


def test_a_busy_file_is_tried_again(office: Office, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff")
    watch = FolderWatch(tmp_path)
    watch.whole_files()
    (path,) = watch.whole_files()
    path.unlink()
    result = scan_pile(office.as_("jia"), [path])
    path.write_bytes(b"\xff\xd8\xff")
    watch.forget(result)
    assert [watch.whole_files(), watch.whole_files()][-1] == [path]


def test_an_absent_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(ScanRefused, match="文件夹不存在"):
        files_in(tmp_path / "gone")


def test_a_watched_folder_files_what_comes_in_and_moves_nothing(
    office: Office, printed: tuple[list[Signed], list[Path]]
) -> None:
    _, files = printed
    told: list[PileResult] = []
    watch_folder(
        office.as_("jia"),
        files[0].parent,
        told.append,
        cancelled=lambda: bool(told),
        every_seconds=0.01,
    )
    assert [(r.filed, r.complete) for r in told] == [(2, True)]
    assert files_in(files[0].parent) == files
    (pile,) = office.desk.ask(scan_piles)
    assert (pile.source, pile.place) == (PileSource.FOLDER, str(files[0].parent))
