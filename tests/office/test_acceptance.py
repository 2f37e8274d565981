"""The acceptance sheet of a customer's computer: one page, everything on it to be ticked by hand."""

from desk import __version__
from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.office.settings.acceptance import STEPS
from tests.conftest import Office
from tests.documents.paper_reading import page_texts
from tests.snapshots import check_snapshot


def test_the_acceptance_sheet_is_one_page(office: Office) -> None:
    papers = office.as_("boss").paper("P-90", "前台 01")
    made = render_pdf(*papers)
    assert made.pages == 1
    (text,) = page_texts(made.pdf)
    for word in ("前台 01", "SmartScreen", "--selftest", "Excel", "150%", "右移 mm", "结论"):
        assert word in text
    assert text.count("□") > 2 * len(STEPS)
    check_snapshot("p90-acceptance", snapshot_text(papers[0]).replace(__version__, "x.y.z"))
