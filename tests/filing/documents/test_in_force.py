"""Whatever is done in whatever order, one revision of a document is in force, or none."""

import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from random import Random
from typing import Any

import pytest

from desk.app import Desk
from desk.filing.documents.approving import (
    approve_document,
    recall_document,
    reject_document,
    submit_document,
)
from desk.filing.documents.choices import RevisionState
from desk.filing.documents.commands import (
    put_in_force,
    replace_draft,
    revise_document,
    withdraw_document,
)
from desk.filing.documents.queries import document_card
from desk.filing.documents.reading_text import text_of
from desk.filing.documents.screens import CONTROLLED_DOCUMENTS
from desk.kernel.errors import Refused
from tests.conftest import Office
from tests.filing.documents.test_documents import FIRST, SECOND, W, in_force, registered, states

STEPS = 150
IN_FORCE, GONE = RevisionState.EFFECTIVE, RevisionState.OBSOLETE


def test_in_any_order_of_commands_at_most_one_is_in_force(office: Office) -> None:
    number, dice, refused, withdrawn = registered(office), Random(20261116), 0, False
    for _ in range(STEPS):
        who, command, fields = dice.choice(_steps(office, number))
        before = dict(states(office, number))
        try:
            office.as_(who).run(command, **fields)
        except Refused:
            refused += 1
            continue
        after = dict(states(office, number))
        withdrawn = command is withdraw_document
        forced = [edition for edition, state in after.items() if state is IN_FORCE]
        assert len(forced) <= 1
        had_one = IN_FORCE in before.values()
        assert forced or not had_one or withdrawn  # a new one comes at the moment the old one goes
    assert 0 < refused < STEPS
    assert list(states(office, number))  # the register can still be read


def _steps(office: Office, number: str) -> list[tuple[str, Callable[..., Any], dict[str, Any]]]:
    of: dict[str, Any] = {"number": number}
    return [
        ("in", submit_document, of),
        ("in", submit_document, {**of, "effective_on": office.desk.clock.now().date()}),
        ("boss", approve_document, of),
        ("boss", approve_document, of),
        ("boss", reject_document, {**of, "reason": "不全"}),
        ("in", recall_document, of),
        ("in", revise_document, {**of, "change_note": "改", "file": SECOND}),
        ("in", revise_document, {**of, "change_note": "换版", "file": FIRST, "new_issue": True}),
        ("in", replace_draft, {**of, "file": SECOND}),
        ("boss", put_in_force, {}),
        ("boss", withdraw_document, {**of, "reason": "停用"}),
    ]


def test_the_file_itself_allows_one_in_force_only(office: Office) -> None:
    number = in_force(office)
    office.as_("in").run(revise_document, number=number, change_note="改", file=SECOND)
    office.desk.close()
    with (
        closing(sqlite3.connect(office.desk.path)) as file,
        pytest.raises(sqlite3.IntegrityError, match="document_revision"),
    ):
        file.execute("UPDATE document_revision SET state = 'EFFECTIVE'")


def test_a_draft_given_up_hides_neither_the_one_in_force_nor_its_end(office: Office) -> None:
    number = in_force(office)
    office.as_("in").run(revise_document, number=number, change_note="改", file=SECOND)
    boss = office.as_("boss")
    boss.run(withdraw_document, number=number, reason="不改了")
    assert _listed(boss) == [(number, IN_FORCE)]
    boss.run(withdraw_document, number=number, reason="由新制度代替")
    assert states(office, number) == [("A/1", GONE), ("A/0", GONE)]
    assert boss.ask(document_card, number=number).review_due_on is None
    assert _listed(boss) == []


def _listed(desk: Desk) -> list[tuple[str, RevisionState]]:
    name, fields = CONTROLLED_DOCUMENTS.name, [f.name for f in CONTROLLED_DOCUMENTS.fields]
    rows = desk.list_rows(name, list(desk.list_ids(name))).values()
    return [(row[fields.index("doc_no")], row[fields.index("state")]) for row in rows]


def test_rows_of_tables_points_of_lists_and_text_boxes_are_read_once() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>".format
    point = "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>先核对</w:t></w:r></w:p>"
    table = f"<w:tbl><w:tr>{cell('项目')}{cell('目标')}</w:tr></w:tbl>"
    box = "<w:p><w:r><m:AlternateContent><m:Choice>{0}</m:Choice><m:Fallback>{0}</m:Fallback>"
    again = (box + "</m:AlternateContent></w:r></w:p>").format(
        "<w:p><w:r><w:t>注意</w:t></w:r></w:p>"
    )
    assert text_of(_docx(point + table + again), "zip") == "· 先核对\n项目 | 目标\n注意"


@pytest.mark.parametrize("body", ["<w:p>" * 60_000 + "</w:p>" * 60_000, "<w:tbl><w:tr>"])
def test_a_file_nested_too_deep_or_cut_short_has_no_text(body: str) -> None:
    assert text_of(_docx(body), "zip") == ""


def _docx(body: str) -> bytes:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    xml = f'<w:document xmlns:w="{W}" xmlns:m="{mc}"><w:body>{body}</w:body></w:document>'
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return out.getvalue()
