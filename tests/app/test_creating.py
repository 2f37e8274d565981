"""An office is founded whole or not at all."""

from pathlib import Path

import pytest

from desk.app import Desk
from desk.kernel.errors import FileRefused, Refused


def test_a_refused_founding_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "new.office"
    with pytest.raises(Refused) as refused:
        Desk.create(path, "b", "", "short")
    assert set(refused.value.codes) == {"E019", "E001", "E016"}
    assert list(tmp_path.glob("new.office*")) == []
    with Desk.create(path, "boss", "经理", "secret-123") as desk:
        assert desk.signed_in().name == "经理"


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "mine.office"
    path.write_text("my notes", encoding="utf-8")
    with pytest.raises(FileRefused, match="已经存在"):
        Desk.create(path, "boss", "经理", "secret-123")
    assert path.read_text(encoding="utf-8") == "my notes"


def test_nobody_acts_before_signing_in(tmp_path: Path) -> None:
    with Desk.create(tmp_path / "new.office", "boss", "经理", "secret-123") as desk:
        desk.logout()
        with pytest.raises(Refused) as refused:
            desk.list_ids("consignments")
        assert refused.value.codes == ("E013",)
