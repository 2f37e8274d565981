"""Approvals ask for the password in the window; the sheet is shown once; the file is checked by a page."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from desk.app import Desk
from desk.checking import PROMISES
from desk.kernel.roles import Role
from desk.office.approvals.queries import approvals_of
from desk.office.users.sheet import key_rows
from desk.pricing.tariffs.approving import approve_sheet, submit_sheet
from tests.conftest import PASSWORD, Office
from tests.pricing.tariffs.f0 import PUBLIC_LINES, SIGNED, sheet_of
from tests.storage.broken_files import sql
from tests.ui.conftest import ScriptedAsker
from ui.asking import PasswordBox
from ui.editors.line import LineEditor
from ui.login import LoginDialog
from ui.pages.check_page import CheckPage
from ui.recovering import RecoverDialog
from ui.recovery_sheet import RecoveryBox
from ui.registry import Context

GRABS = os.environ.get("GRABS")


@pytest.fixture
def waiting(context: Context) -> int:
    """A tariff that waits for the manager, who has to type his password himself."""
    desk = context.desk
    sheet = sheet_of(desk, "公布价", PUBLIC_LINES)
    desk.run(submit_sheet, sheet_id=sheet)
    desk.ask_password = None
    return sheet


def decided(context: Context, sheet: int) -> str:
    (row,) = context.desk.ask(approvals_of, obj_kind="tariff_sheet", obj_id=sheet)
    return row.decision.value


def test_an_approval_is_signed_with_the_password(
    context: Context, asker: ScriptedAsker, waiting: int
) -> None:
    asker.answers = [["wrong-word", PASSWORD]]
    context.do(approve_sheet, {"sheet_id": waiting, **SIGNED})
    assert asker.asked == [("批准运价表", ())]
    assert asker.told == []
    assert decided(context, waiting) == "APPROVED"


def test_who_turns_back_has_approved_nothing(
    context: Context, asker: ScriptedAsker, waiting: int
) -> None:
    asker.answers = [[]]
    context.do(approve_sheet, {"sheet_id": waiting, **SIGNED})
    assert decided(context, waiting) == "WAITING"


def test_nobody_types_for_what_is_refused_anyway(
    context: Context, asker: ScriptedAsker, waiting: int
) -> None:
    context.do(approve_sheet, {"sheet_id": waiting})
    assert asker.asked == []
    assert "不能审批本人提交" in asker.told[0].text
    assert decided(context, waiting) == "WAITING"


def test_the_box_stays_until_the_password_fits(dressed: QApplication, qtbot: QtBot) -> None:
    box = PasswordBox(None, "批准运价表", lambda text: "" if text == PASSWORD else "密码不对。")
    qtbot.addWidget(box)
    box.show()
    for text, sentence in (("", "请输入密码。"), ("x", "密码不对。")):
        box.line.setText(text)
        box.accept()
        assert box.sentence.text() == sentence
        assert box.isVisible()
        assert box.line.text() == ""
    box.line.setText(PASSWORD)
    box.accept()
    assert not box.isVisible()


def test_the_recovery_sheet_must_be_put_away(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with Desk.create(tmp_path / "n.office", "boss", "经理", PASSWORD) as desk:
        box = RecoveryBox(desk)
        qtbot.addWidget(box)
        box.show()
        _grab(box, "recovery.png")
        assert len(box.key.text().replace(" ", "").replace("\n", "")) == 64
        box.accept()
        box.reject()
        assert box.isVisible()
        box.save_as(tmp_path / "sheet.pdf")
        assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
        box.kept.setChecked(True)
        box.accept()
        assert not box.isVisible()
        assert desk.owner_key is None


def test_a_manager_comes_back_by_the_sheet(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Desk.create(tmp_path / "n.office", "boss", "经理", PASSWORD) as desk:
        key = " ".join(key_rows(desk.owner_key or b""))
        desk.logout()
        login = LoginDialog(desk, "boss")
        qtbot.addWidget(login)

        def typed(dialog: RecoverDialog) -> int:
            _grab(dialog, "recover.png")
            for words, problem in (
                ((key[:-1] + "U", "boss", "other-2026", "other-2026"), "第 4 行"),
                ((key, "boss", "other-2026", "else-2026"), "不一样"),
                ((key, "boss", "other-2026", "other-2026"), ""),
            ):
                for name, text in zip(dialog.fields.names, words, strict=True):
                    editor = dialog.fields[name]
                    assert isinstance(editor, LineEditor)
                    editor.line.setText(text)
                    editor.touch()
                dialog.go()
                shown = "".join(dialog.fields[name].problem_text for name in dialog.fields.names)
                assert problem in shown + dialog.sentence.text()
            return dialog.result()

        monkeypatch.setattr(RecoverDialog, "exec", typed)
        login._recover()
        assert login.result() == QDialog.DialogCode.Accepted
        assert desk.signed_in().login == "boss"
        assert desk.login("boss", "other-2026").role is Role.MGR


def checked(page: CheckPage, qtbot: QtBot) -> None:
    page.report = None
    page.start()
    qtbot.waitUntil(lambda: page.report is not None, timeout=20_000)
    qtbot.waitUntil(lambda: page.context.bridge.reading.idle)


def test_the_page_names_what_is_wrong_first(
    context: Context, asker: ScriptedAsker, qtbot: QtBot, office: Office
) -> None:
    page = CheckPage(context)
    qtbot.addWidget(page)
    page.resize(1366 - 200, 700)
    page.show()
    page.shown()
    checked(page, qtbot)
    assert "全部正常" in page.note.text()
    assert page.model.rowCount() == PROMISES
    sql(office.desk.path, "UPDATE user SET name = '他人' WHERE id = 2")
    checked(page, qtbot)
    assert "1 项有问题" in page.note.text()
    assert page.model.index(0, 0).data() == "记录与审计"
    page.table.selectRow(0)
    page.tell_line()
    assert "被改动:姓名" in asker.told[0].text
    _grab(page, "check.png")


def _grab(widget: QWidget, name: str) -> None:
    if GRABS:
        widget.grab().save(str(Path(GRABS) / name))
