"""What is laid over a page has its keys to itself: Esc leaves the box, not the page under it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.desks.conftest import Clerk
from ui.main_window import MainWindow

Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.mark.parametrize("opens", [Key.Key_K, Key.Key_Q])
@pytest.mark.parametrize("page", ["visit_entry", "story"])
def test_esc_leaves_what_is_laid_over_a_page_that_has_an_esc_of_its_own(
    window: MainWindow, clerk: Clerk, opens: Qt.Key, page: str
) -> None:
    window.open_page(page)
    clerk.waits_for(lambda: QApplication.focusWidget() is not None)
    clerk.press(opens, Held.ControlModifier)
    (over,) = window.laid_over
    assert over.isVisible()
    clerk.press(Key.Key_Escape)
    assert not over.isVisible()
    assert window.page_in_front == page, "the page under it stays"
    clerk.press(Key.Key_Escape)
    assert window.page_in_front != page, "now the key is the page's again"
