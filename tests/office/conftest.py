"""Approvals are tried on the record every office has: a user."""

import pytest

from desk.office.users.model import User
from desk.storage.seals import Seal


@pytest.fixture(autouse=True)
def _a_user_may_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(User, "sealed", Seal("login", "public_key"))
