"""Controlled documents: gaps, drafts, approval by another, changes in colour, copies and reading."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desk.filing.documents.choices import RevisionState
from desk.filing.documents.commands import revise_document
from desk.filing.documents.distributing import distribute_document
from desk.filing.documents.queries import DocumentCard, document_card, documents_to_read
from tests.conftest import Office
from tests.filing.documents.test_documents import FIRST, SECOND, in_force, registered
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.document_desk.page import DocumentDesk
from ui.desks.photos import LetterEditor
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[DocumentDesk], DocumentDesk]
Opened = Callable[[str, str], DocumentDesk]
NUMBER = "KF-ZD-01"


@pytest.fixture
def opened(context: Context, office: Office, show: Show, clerk: Clerk) -> Opened:
    """The window as somebody sees it, with a document."""

    def put(login: str, number: str = NUMBER) -> DocumentDesk:
        office.as_(login)
        page = show(DocumentDesk(context))
        if number:
            page.open_with(number=number)
            clerk.waits_for(lambda: page.card is not None and page.card.doc_no == number)
        else:
            clerk.waits_for(lambda: bool(page.list.rows))
        return page

    return put


def saved(office: Office) -> DocumentCard:
    return office.as_("in").ask(document_card, number=NUMBER)


def test_a_missing_document_is_registered_from_its_gap(
    opened: Opened, clerk: Clerk, office: Office, tmp_path: Path
) -> None:
    page = opened("in", "")
    assert page._gaps.text() == "必备文件还缺 21 份"
    assert "服务管理制度" in page._hint.text()
    page.list.setFocus()
    clerk.press(Key.Key_Return)
    form = clerk.form()
    assert form.fields["title"].value() == "服务管理制度"
    draft = tmp_path / FIRST.label
    draft.write_bytes(FIRST.content)
    file = form.fields["file"]
    assert isinstance(file, LetterEditor)
    file.choose = lambda: [draft]
    file.add()
    clerk.waits_for(lambda: not file.is_empty())
    clerk.press(Key.Key_F9)
    clerk.back_to(page)
    clerk.waits_for(lambda: page.card is not None)
    assert saved(office).title == "服务管理制度"
    assert page._gaps.text() == "必备文件还缺 20 份"


def test_a_draft_is_submitted_and_approved_by_another(
    opened: Opened, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    registered(office)
    page = opened("in", NUMBER)
    assert not page.buttons["approve"].isVisible()
    clerk.press(Key.Key_F7)
    clerk.form()
    clerk.enter("", "李敏")
    clerk.back_to(page)
    assert saved(office).revisions[0].state is RevisionState.REVIEW
    page.close()
    boss = opened("boss", NUMBER)
    assert boss.buttons["approve"].isVisible()
    asker.answers.append("第三条不符")
    clerk.press(Key.Key_E, Held.ControlModifier)
    revision = saved(office).revisions[0]
    assert (revision.state, revision.answer) == (RevisionState.DRAFT, "第三条不符")


def test_what_a_revision_changed_stands_in_colour(
    opened: Opened, clerk: Clerk, office: Office
) -> None:
    in_force(office)
    office.as_("in").run(revise_document, number=NUMBER, change_note="增加复述", file=SECOND)
    page = opened("in", NUMBER)
    assert [row.edition for row in page.revisions.rows] == ["A/1", "A/0"]
    clerk.waits_for(lambda: "并复述" in page.text.toPlainText())
    clerk.press(Key.Key_F6)
    clerk.waits_for(lambda: "− 第二条" in page.text.toPlainText())
    lines = page.text.toPlainText().splitlines()
    assert "+ 第二条 记录客户要求并复述。" in lines
    inks = {
        block.text()[:1]: block.begin().fragment().charFormat().foreground().color().name()
        for block in map(page.text.document().findBlockByNumber, range(len(lines)))
    }
    assert inks["+"] == "#1b7344"
    assert inks["−"] == "#b3261e"


def test_copies_are_handed_out_and_called_back(
    opened: Opened, clerk: Clerk, office: Office, asker: ScriptedAsker, frame: FrameSpy
) -> None:
    in_force(office)
    page = opened("boss", NUMBER)
    clerk.press(Key.Key_F4)
    clerk.form()
    clerk.enter("jia、仓库老周")
    clerk.back_to(page)
    clerk.waits_for(lambda: [c.holder for c in page.copies.rows] == ["客服员甲", "仓库老周"])
    page.copies.setFocus()
    page.copies.go_to("2")
    asker.answers.append(True)
    clerk.press(Key.Key_R, Held.ControlModifier)
    assert asker.asked[-1][1] == ("2 号 仓库老周",)
    back = saved(office).revisions[0].copies
    assert [copy.recalled_on is None for copy in back] == [True, False]
    clerk.press(Key.Key_P, Held.ControlModifier)
    assert frame.papers == [("P-13", NUMBER)]


def test_a_clerk_sees_what_is_in_force_and_confirms_to_have_read_it(
    opened: Opened, clerk: Clerk, office: Office
) -> None:
    in_force(office)
    office.as_("boss").run(distribute_document, number=NUMBER, holders=("jia",))
    office.as_("in").run(revise_document, number=NUMBER, change_note="增加复述", file=SECOND)
    page = opened("jia", "")
    clerk.waits_for(lambda: page.card is not None)
    assert [row.edition for row in page.revisions.rows] == ["A/0"]
    assert not page._gaps.isVisible()
    shown = {name for name, button in page.buttons.items() if button.isVisible()}
    assert shown == {"read", "print", "save"}
    clerk.press(Key.Key_F9)
    assert office.as_("jia").ask(documents_to_read) == []
    clerk.waits_for(lambda: not page.buttons["read"].isVisible())


def test_the_file_is_put_where_the_user_wants_it(
    opened: Opened, clerk: Clerk, office: Office, tmp_path: Path, frame: FrameSpy
) -> None:
    in_force(office)
    page = opened("in", NUMBER)
    target = tmp_path / "存出.docx"
    page.ask_target = lambda name: target if name == FIRST.label else None
    clerk.press(Key.Key_S, Held.ControlModifier)
    clerk.waits_for(lambda: bool(frame.said) and "已存到" in frame.said[-1])
    assert target.read_bytes() == FIRST.content


def test_a_document_is_withdrawn_with_a_reason(
    opened: Opened, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    in_force(office)
    page = opened("boss", NUMBER)
    asker.answers.append("由新制度代替")
    page.buttons["withdraw"].click()
    assert saved(office).revisions[0].state is RevisionState.OBSOLETE
    clerk.waits_for(lambda: not page.buttons["withdraw"].isVisible())
    assert page.buttons["revise"].isVisible()
