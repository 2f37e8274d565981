"""A cell that shows an error is found wherever the inflated pieces happen to end."""

import pytest

from desk.documents.intake.parts import PartCheck

from .workbooks import SHEET, sheet_xml

CELLS = "".join(
    f'<row r="{n}"><c r="A{n}" s="1"><v>{n}</v></c><c r="B{n}" t="e"><f>C{n}/0</f><v>#DIV/0!</v></c></row>'
    for n in range(1, 30)
)


@pytest.mark.parametrize("size", [1, 2, 5, 7, 16, 33, 100])
def test_an_error_cell_is_found_in_pieces_of_any_size(size: int) -> None:
    content = sheet_xml(CELLS).encode()
    check = PartCheck(SHEET)
    check.feed(content[:200])
    for at in range(200, len(content), size):
        check.feed(content[at : at + size])
    check.finish()
    assert [error.row for error in check.errors] == [*range(1, 30)]
