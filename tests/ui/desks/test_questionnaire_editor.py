"""A questionnaire is put together in grids; the weights are summed while they are typed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desk.care.surveys.choices import ItemKind, QuestionnaireState
from desk.care.surveys.designing import update_questionnaire
from desk.care.surveys.queries import questionnaire_card
from tests.care.surveys.round import approved
from tests.conftest import Office
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.questionnaire_editor.grids import _item_of
from ui.desks.questionnaire_editor.page import QuestionnaireEditor
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[QuestionnaireEditor], QuestionnaireEditor]


@pytest.fixture
def page(context: Context, show: Show) -> QuestionnaireEditor:
    return show(QuestionnaireEditor(context))


@pytest.fixture
def standard(page: QuestionnaireEditor, clerk: Clerk, office: Office) -> QuestionnaireEditor:
    """The approved standard edition, opened."""
    edition = approved(office)
    office.as_("boss")
    page.open_with(id=edition)
    clerk.waits_for(lambda: page.card is not None)
    return page


def test_a_questionnaire_is_typed_and_the_weights_summed_live(
    page: QuestionnaireEditor, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    page.head["title"].take_focus()
    clerk.types("小问卷")
    page.dimensions.fields.focus_first()
    clerk.enter("时效", "60", "价格", "35")
    assert page._sum.text() == "合计 95"
    assert "指标权重合计 95,应为 100。" in page._wrong.text()
    page.dimensions.table.setFocus()
    page.dimensions.table.go_to("2")
    clerk.press(Key.Key_Return)
    clerk.enter("", "40")
    assert page._sum.text() == "合计 100"
    page.items.fields.focus_first()
    clerk.enter("时效", "到货快", "", "", "")
    assert "「价格」没有题目" in page._wrong.text()
    clerk.enter("价格")
    clerk.types("不贵")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: page.card is not None)
    assert page._wrong_card.isHidden()
    assert frame.said[-1] == "问卷已保存。"
    assert page.questionnaire_id is not None
    card = office.desk.ask(questionnaire_card, questionnaire_id=page.questionnaire_id)
    assert card.dimensions == (("时效", 60), ("价格", 40))
    assert [(i.dimension, i.text) for i in card.items] == [("时效", "到货快"), ("价格", "不贵")]


def test_an_approved_edition_is_only_read_and_goes_on_as_a_new_one(
    standard: QuestionnaireEditor, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    page = standard
    assert page.items.locked
    assert not page._save.isVisible()
    page.items.table.setFocus()
    clerk.press(Key.Key_Delete)
    assert len(page.items.parts) == 22
    assert frame.said[-1] == "这里现在只能看,不能改;能做的都写在上面的按钮上。"
    frame.said.clear()
    clerk.press(Key.Key_V, Held.ControlModifier)
    assert frame.said == ["这里现在只能看,不能改;能做的都写在上面的按钮上。"]
    clerk.press(Key.Key_N, Held.ControlModifier)
    page.items.table.setFocus()
    page.items.table.go_to("22")
    clerk.press(Key.Key_Delete)
    clerk.press(Key.Key_Up, Held.ControlModifier)
    clerk.press(Key.Key_F7)
    clerk.waits_for(lambda: bool(frame.said) and frame.said[-1] == "已提交,等经理批准。")
    assert page.questionnaire_id is not None
    card = office.desk.ask(questionnaire_card, questionnaire_id=page.questionnaire_id)
    assert (card.edition, card.state, len(card.items)) == (2, QuestionnaireState.DRAFT, 21)
    assert card.items[19].text == "您最希望我们改进的是什么"


def test_the_sheet_of_an_edition_is_previewed_addressed_to_nobody(
    standard: QuestionnaireEditor, clerk: Clerk, office: Office, frame: FrameSpy, tmp_path: Path
) -> None:
    clerk.press(Key.Key_P, Held.ControlModifier)
    assert frame.papers == [("P-14", "V1")]
    (paper,) = office.desk.paper("P-14", "V1")
    assert (paper.number, paper.qr) == ("V1", None)


@pytest.mark.parametrize(
    "typed", ["乌市、喀什、伊犁", "乌市,喀什;伊犁", "乌市\uff0c喀什\uff1b 伊犁"]
)
def test_options_are_split_however_they_are_separated(typed: str) -> None:
    given = {"text": "线路", "kind": ItemKind.MANY, "dimension": "", "weight": None}
    assert _item_of({**given, "options": typed}).options == ("乌市", "喀什", "伊犁")


def test_pasted_rows_are_taken_whole_or_not_at_all_and_undone_in_one_step(
    page: QuestionnaireEditor, clerk: Clerk
) -> None:
    grid = page.dimensions
    grid.table.setFocus()

    def pasted(text: str) -> list[tuple[str, int]]:
        QApplication.clipboard().setText(text)
        clerk.press(Key.Key_V, Held.ControlModifier)
        return [(part.name, part.weight) for part in grid.parts]

    assert pasted("时效\t六十\n\t40") == []
    told = grid.wrong.text().splitlines()
    assert told[0].startswith("没有粘贴,有 2 处")
    assert told[1].startswith("第 1 行:权重「六十」")
    assert told[2] == "第 2 行:维度必填。"
    assert pasted('权重\t维度\n60\t时效\n40\t"服务\n态度"') == [("时效", 60), ("服务 态度", 40)]
    assert grid.wrong.isHidden()
    assert page._sum.text() == "合计 100"
    clerk.press(Key.Key_Z, Held.ControlModifier)
    assert grid.parts == []
    clerk.press(Key.Key_Y, Held.ControlModifier)
    assert [part.name for part in grid.parts] == ["时效", "服务 态度"]


def test_a_draft_somebody_else_saved_is_set_beside_mine(
    page: QuestionnaireEditor, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    page.head["title"].take_focus()
    clerk.types("小问卷")
    page.dimensions.fields.focus_first()
    clerk.enter("时效", "100")
    page.items.fields.focus_first()
    clerk.enter("时效", "到货快", "", "", "")
    clerk.press(Key.Key_F9)
    assert page.card is not None
    theirs = replace(page.draft, intro="请您打分")
    arguments: dict[str, Any] = {
        "questionnaire_id": page.questionnaire_id,
        "version": page.card.version,
    }
    page.items.fields.focus_first()
    clerk.enter("时效", "送货快", "", "", "")
    office.desk.run(update_questionnaire, draft=theirs, **arguments)
    asker.answers.append(True)
    page.save()
    assert asker.asked[-1][1] == ("说明:采用对方的「请您打分」",)
    assert page.card.intro == "请您打分"
    assert [item.text for item in page.card.items] == ["到货快", "送货快"]
