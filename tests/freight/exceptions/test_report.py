"""The report of an exception with its photos (P-30)."""

import io

from PIL import Image

from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.freight.exceptions.choices import ExceptionKind, Stage
from desk.freight.exceptions.commands import report_exception
from desk.storage.cabinet import Upload
from tests.conftest import Office
from tests.documents.test_paper_pictures import boxes_of
from tests.freight.delivery.yard import in_stock


def photo(colour: str) -> Upload:
    kept = io.BytesIO()
    Image.new("RGB", (1_200, 900), colour).save(kept, "JPEG")
    return Upload(f"{colour}.jpg", kept.getvalue())


def reported(office: Office, *photos: Upload) -> str:
    waybill = in_stock(office)
    return (
        office.as_("jia")
        .run(
            report_exception,
            number=waybill,
            kind=ExceptionKind.DAMAGE,
            stage=Stage.UNLOADING,
            pieces=2,
            note="外箱破损",
            photos=photos,
        )
        .value
    )


def test_the_report_shows_at_most_four_photos(office: Office) -> None:
    number = reported(office, *map(photo, ("red", "green", "blue", "black", "white")))
    (paper,) = office.as_("boss").paper("P-30", number, print_no=1)
    text = snapshot_text(paper)
    for word in (number, "破损", "卸车", "外箱破损", "[图 red.jpg]", "[图 black.jpg]", "上级意见"):
        assert word in text
    assert "white.jpg" not in text
    assert "另有 1 个附件" in text
    made = render_pdf(paper)
    assert made.pages == 1
    assert len(boxes_of(made.pdf)) == 4


def test_lost_bytes_do_not_fail_the_report(office: Office) -> None:
    number = reported(office, photo("red"))
    with office.desk.reading() as read:
        for path in read.cabinet.rglob("*"):
            if path.is_file():
                path.unlink()
    (paper,) = office.as_("boss").paper("P-30", number)
    assert boxes_of(render_pdf(paper).pdf) == []
