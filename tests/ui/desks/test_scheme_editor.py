"""A scheme is put together with its weights' sum live, tried on old periods, saved and submitted."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt

from desk.evaluation.reports import comparing
from desk.evaluation.reports.comparing import BacktestRow
from desk.evaluation.schemes.choices import SchemeState
from desk.evaluation.schemes.commands import update_scheme
from desk.evaluation.schemes.queries import scheme_card
from desk.partners.carriers.choices import Grade
from tests.conftest import Office, at
from tests.evaluation.typed_quarter import scheme
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.scheme_editor.page import SchemeEditor
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[SchemeEditor], SchemeEditor]
Opened = Callable[..., SchemeEditor]


@pytest.fixture
def opened(context: Context, office: Office, show: Show, clerk: Clerk) -> Opened:
    def put(login: str = "in", scheme_id: int | None = None) -> SchemeEditor:
        office.as_(login)
        page = show(SchemeEditor(context))
        if scheme_id:
            page.open_with(id=scheme_id)
        clerk.waits_for(lambda: bool(page.grid.parts))
        return page

    return put


def test_a_new_scheme_begins_with_the_standard_and_its_sum_is_live(
    opened: Opened, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    page = opened()
    assert len(page.grid.parts) == 18
    assert page._sum.text() == "权重合计 100.00"
    page.grid.table.setFocus()
    page.grid.table.go_to("1")
    clerk.press(Key.Key_Return)
    page.grid.fields["weight_hundredths"].take_focus()
    clerk.types("25")
    clerk.press(Key.Key_Return, times=6)
    assert page._sum.text() == "权重合计 105.00"
    assert page._wrong.text().startswith("指标权重合计 105.00,应为 100。")
    clerk.press(Key.Key_F9)
    assert frame.said == [], "nothing is saved while the weights do not make 100"
    page.grid.table.setFocus()
    page.grid.table.go_to("2")
    clerk.press(Key.Key_Return)
    page.grid.fields["weight_hundredths"].take_focus()
    clerk.types("5")
    clerk.press(Key.Key_Return, times=6)
    assert page._sum.text() == "权重合计 100.00"
    assert not page._wrong_card.isVisible()
    clerk.press(Key.Key_F7)
    assert frame.said[-1] == "已提交,等经理批准。"
    assert page.scheme_id is not None
    card = office.as_("in").ask(scheme_card, scheme_id=page.scheme_id)
    assert card.state is SchemeState.SUBMITTED
    assert [i.weight_hundredths for i in card.indicators[:2]] == [2500, 500]


def test_an_approved_version_is_read_and_continued_as_the_next(
    opened: Opened, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    made = scheme(office)
    page = opened("in", made)
    clerk.waits_for(lambda: page.card is not None)
    assert page.locked
    assert not page._save.isVisible()
    clerk.press(Key.Key_N, Held.ControlModifier)
    assert page._title.text() == "新评估方案"
    clerk.press(Key.Key_F9)
    assert frame.said == ["评估方案已保存。"]
    assert page.card is not None
    assert page.card.version_no == 2


def test_old_periods_are_tried_side_by_side(
    opened: Opened, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = at("2026-09-30 10:00").date()
    row = BacktestRow(
        report_number="PG2026Q3-P001-V1",
        partner_code="P001",
        partner_name="喀什鸿运",
        period="2026年第3季度",
        last_on=day,
        old_total=8281,
        old_grade=Grade.B,
        new_total=7900,
        new_grade=Grade.C,
    )
    monkeypatch.setattr(comparing, "_backtest", lambda *_: [row])
    page = opened()
    clerk.press(Key.Key_T, Held.ControlModifier)
    clerk.waits_for(lambda: bool(page.backtest.table.rows))
    assert "等级会变的 1 份" in page.backtest.words.text()


def test_what_is_typed_is_not_lost(opened: Opened, clerk: Clerk, asker: ScriptedAsker) -> None:
    page = opened()
    page.head["name"].take_focus()
    clerk.types("新")
    asker.answers.append(False)
    page.open_with(id=1)
    assert page.changed
    assert asker.asked[-1][0] == "评估方案还没有保存,确定放弃?"


def test_a_draft_somebody_else_saved_is_set_beside_mine(
    opened: Opened, clerk: Clerk, office: Office, asker: ScriptedAsker, context: Context, show: Show
) -> None:
    page = opened()
    page.head["remark"].take_focus()
    clerk.types("初稿")
    clerk.press(Key.Key_F9)
    assert page.card is not None
    theirs = replace(page.draft(), remark="定稿", least_tickets=7)
    arguments: dict[str, Any] = {
        "scheme_id": page.scheme_id,
        "draft": theirs,
        "version": page.card.version,
    }
    page.grid.table.setFocus()
    page.grid.table.go_to("2")
    clerk.press(Key.Key_Up, Held.ControlModifier)
    office.desk.run(update_scheme, **arguments)
    mine = page.grid.parts[0]
    page.kept.keep()
    page.hide()
    again = opened("in", page.scheme_id)
    assert again.grid.parts[0] != mine
    clerk.press(Key.Key_R, Held.AltModifier)
    assert again.grid.parts[0] == mine
    asker.answers.append(True)
    page.save()
    assert sorted(asker.asked[-1][1]) == ["样本下限:采用对方的「7」", "说明:采用对方的「定稿」"]
    assert page.card.remark == "定稿"
    assert page.card.indicators[0].code == mine.code
