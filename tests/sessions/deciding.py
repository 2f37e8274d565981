"""A manager clears the inbox of his approvals, with the keyboard alone."""

from unittest.mock import patch

from desk.app import Desk
from desk.office.approvals.queries import approvals_decided
from tests.conftest import PASSWORD
from tests.office import waiting
from tests.sessions.hands import CTRL, Hands, Key
from tests.sessions.stage import Stage
from ui.desks.approval_desk.page import ApprovalDesk


def approvals(stage: Stage) -> Hands:
    """From the today board: agree to a quote, turn a document down with a reason."""
    office = stage.office
    waiting.quote(office)
    waiting.revision(office)
    with patch.object(Desk, "ask_password", None), stage.at_the_window("boss") as hands:
        hands.watch.now("an inbox of approvals")
        hands.goes_to("approval_desk")
        page = hands.window.page("approval_desk")
        assert isinstance(page, ApprovalDesk)
        hands.waits_for(lambda: page.summary is not None)
        hands.back_at_the_page()
        hands.press(Key.Key_Return)
        hands.enter("老客户,照此执行")
        hands.types(PASSWORD)
        hands.press(Key.Key_F9)
        hands.waits_for(lambda: page.summary and page.summary.row.obj_word == "受控文件")
        hands.press(Key.Key_Return)
        hands.enter("与现行流程不符")
        hands.types(PASSWORD)
        hands.press(Key.Key_E, CTRL)
        hands.waits_for(lambda: not page.queue.rows)
        assert len(office.as_("boss").ask(approvals_decided)) >= 2
    return hands
