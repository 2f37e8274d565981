"""A customer's yearly file as one PDF: whole, numbered, logged, and not broken by any attachment."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from desk.archive.customers.commands import attach_contract
from desk.binding import Bound, bind_customer_file
from desk.kernel.errors import FileRefused, Refused
from desk.storage.cabinet import Upload, cabinet_of, place_of
from desk.storage.tables import Attachment, ExportLog
from tests.archive.customers.makers import added
from tests.conftest import Office


def pdf(*pages: str, turned: int = 0, password: str = "") -> bytes:
    """A PDF with a line of text on every page."""
    out = BytesIO()
    encrypt = pdfencrypt.StandardEncryption(password) if password else None
    canvas = Canvas(out, encrypt=encrypt)
    for text in pages:
        canvas.setPageRotation(turned)
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def photo(kind: str = "JPEG", size: tuple[int, int] = (800, 600), mode: str = "RGB") -> bytes:
    out = BytesIO()
    Image.new(mode, size, 1 if mode == "1" else "navy").save(out, kind)
    return out.getvalue()


def attach(office: Office, made: int, *files: tuple[str, bytes]) -> None:
    for label, content in files:
        office.desk.run(attach_contract, customer_id=made, file=Upload(label, content))


def bind(office: Office, out: Path, purpose: str = "年度归档") -> Bound:
    return bind_customer_file(office.desk, "K00001", 2026, out, purpose)


def texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_contents_card_and_papers_are_numbered_through(office: Office, tmp_path: Path) -> None:
    made = added(office.as_("boss"))
    attach(
        office,
        made,
        ("合同.pdf", pdf("first page", "second page")),
        ("营业执照.jpg", photo()),
        ("竖.png", photo("PNG", (600, 900), "RGBA")),
    )
    told: list[tuple[int, int]] = []
    out = tmp_path / "档案.pdf"
    result = bind_customer_file(
        office.desk, "K00001", 2026, out, "年度归档", lambda done, of: told.append((done, of))
    )
    assert result == Bound(6, 3, ())
    assert told == [(1, 3), (2, 3), (3, 3)]
    contents, card, *papers = texts(out)
    assert "客户年度档案目录" in contents
    assert "客户档案卡" in card
    assert "first page" in papers[0]
    assert "second page" in papers[1]
    for number, text in enumerate((contents, card, *papers), 1):
        assert f"K00001 / 2026 {number} / 6" in text
    rows = [line.split() for line in contents.splitlines()]
    assert any(row[:1] == ["2"] and row[-2:] == ["2", "3"] for row in rows), contents
    with pypdfium2.PdfDocument(out) as document:
        sizes = [tuple(map(round, page.get_size())) for page in document]
    assert sizes[4:] == [(842, 595), (595, 842)]


def test_hostile_files_are_named_and_break_nothing(office: Office, tmp_path: Path) -> None:
    made = added(office.as_("boss"))
    good = pdf("a good page")
    attach(
        office,
        made,
        ("坏.pdf", good[: len(good) // 3]),
        ("锁.pdf", pdf("secret", password="x")),
        ("半.jpg", photo()[:400]),
        ("炸弹.png", photo("PNG", (14_000, 14_000), "1")),
        ("合同.docx", b"PK\x03\x04 a letter"),
        ("说明.txt", "说明".encode()),
        ("巨页.pdf", good.replace(b"595.2756", b"99999.99")),
        ("好.pdf", good),
        ("丢.png", photo("PNG")),
    )
    with office.desk.reading() as reader:
        wanted = select(Attachment.sha256).where(Attachment.label == "丢.png")
        digest = reader.session.scalar(wanted)
    place_of(cabinet_of(office.desk.path), digest).unlink()
    out = tmp_path / "档案.pdf"
    result = bind(office, out)
    assert (result.pages, result.papers) == (3, 1)
    assert dict(result.left_out) == {
        "坏.pdf": "文件损坏",
        "锁.pdf": "有密码",
        "半.jpg": "图片损坏",
        "炸弹.png": "图片太大",
        "合同.docx": "不是 PDF 或图片",
        "说明.txt": "不是 PDF 或图片",
        "巨页.pdf": "页面尺寸不合理",
        "丢.png": "附件丢失",
    }
    contents = texts(out)[0]
    assert all(why in contents for why in ("有密码", "文件损坏", "附件丢失", "合同.docx"))
    assert "a good page" in texts(out)[2]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_number_stands_at_the_foot_of_a_turned_page(
    office: Office, tmp_path: Path, turned: int
) -> None:
    made = added(office.as_("boss"))
    attach(office, made, ("转.pdf", pdf("turned", turned=turned)))
    out = tmp_path / "档案.pdf"
    bind(office, out)
    with pypdfium2.PdfDocument(out) as document:
        page = document[2]
        assert page.get_rotation() == turned
        seen = page.render(scale=1).to_pil().convert("L")
    width, height = seen.size
    foot = seen.crop((width // 3, height - 26, width * 2 // 3, height - 6))
    assert foot.getextrema()[0] < 128


def test_a_heavy_scan_is_bound_as_pictures(office: Office, tmp_path: Path) -> None:
    made = added(office.as_("boss"))
    noise = Image.effect_noise((1600, 1600), 90).convert("RGB")
    path = tmp_path / "scan.pdf"
    noise.save(path, "PDF", quality=95)
    content = path.read_bytes()
    assert len(content) > 600_000
    attach(office, made, ("扫描.pdf", content))
    out = tmp_path / "档案.pdf"
    assert bind(office, out).pages == 3
    assert "K00001 / 2026 3 / 3" in texts(out)[2]


def test_it_needs_the_manager_and_a_purpose_and_is_written_down(
    office: Office, tmp_path: Path
) -> None:
    added(office.as_("boss"))
    out = tmp_path / "档案.pdf"
    with pytest.raises(Refused) as caught:
        bind(office, out, " ")
    assert caught.value.codes == ("E212",)
    office.as_("jia")
    with pytest.raises(Refused) as caught:
        bind(office, out)
    assert caught.value.codes == ("E210",)
    assert not out.exists()
    office.as_("boss")
    assert bind(office, out).pages == 2
    with office.desk.reading() as reader:
        log = reader.session.scalars(select(ExportLog)).one()
        assert (log.list_name, log.filter_text) == ("年度档案", "K00001 2026")
        assert (log.row_count, log.purpose) == (0, "年度归档")


def test_a_file_that_fails_half_way_leaves_nothing(office: Office, tmp_path: Path) -> None:
    made = added(office.as_("boss"))
    attach(office, made, ("合同.pdf", pdf("page")))
    out = tmp_path / "档案.pdf"
    out.write_bytes(b"old")

    def cancel(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bind_customer_file(office.desk, "K00001", 2026, out, "归档", cancel)
    assert out.read_bytes() == b"old"
    assert [p.name for p in tmp_path.glob("*.part")] == []
    blocked = tmp_path / "not-a-folder"
    blocked.write_text("x")
    with pytest.raises(FileRefused):
        bind(office, blocked / "档案.pdf")
