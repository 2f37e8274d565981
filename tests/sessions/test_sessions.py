"""The sessions are played: each ends where it should, with no more strokes than it may take.

The one that is killed is left to ``python -m tests.sessions``; tests/ui/test_drafts.py kills, too.
"""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.sessions.all_sessions import SESSIONS
from ui.theme import dress


@pytest.fixture(scope="module")
def dressed(qapp: QApplication) -> QApplication:
    dress(qapp)
    return qapp


@pytest.mark.parametrize("name", [name for name in SESSIONS if name != "crash"])
def test_a_session_takes_few_strokes(name: str, dressed: QApplication, tmp_path: Path) -> None:
    played = SESSIONS[name].played(tmp_path)
    print(f"\n{played.line}")
    assert 0 < played.strokes <= played.limit
