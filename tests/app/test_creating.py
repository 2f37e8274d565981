"""An office is founded whole or not at all."""

from pathlib import Path

import pytest

from desk.app import Desk
from desk.kernel.errors import FileRefused, Refused
from desk.kernel.settings import Firm, Settings
from desk.office.settings.commands import change_setting


def test_a_refused_founding_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "new.office"
    with pytest.raises(Refused) as refused:
        Desk.create(path, "b", "", "short")
    assert set(refused.value.codes) == {"E019", "E001", "E016"}
    assert list(tmp_path.glob("new.office*")) == []
    with Desk.create(path, "boss", "经理", "secret-123") as desk:
        assert desk.signed_in().name == "经理"


def test_papers_of_a_new_office_bear_no_foreign_name(tmp_path: Path) -> None:
    path = tmp_path / "new.office"
    with Desk.create(path, "boss", "经理", "secret-123") as desk:
        assert not Settings().firm_name + Settings().firm_phone + Settings().firm_address
        (blank,) = desk.paper("P-06", "2026-11")
        assert blank.firm == ""
        asked = [row.title for row in desk.today()]
        assert asked == ["公司名称还没有填,打印的单据上没有公司名"]
        desk.run(change_setting, key="firm_name", value="昌吉快运有限公司")
        assert desk.today() == []
    path.unlink()
    firm = Firm("昌吉快运有限公司", "0994-1234567", "昌吉市")
    with Desk.create(path, "boss", "经理", "secret-123", firm=firm) as desk:
        (paper,) = desk.paper("P-06", "2026-11")
        assert paper.firm == firm.name
        assert desk.today() == []


def test_a_firm_that_fits_on_no_paper_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "new.office"
    with pytest.raises(Refused) as refused:
        Desk.create(path, "boss", "经理", "secret-123", firm=Firm("天" * 121, "a\x07b"))
    assert refused.value.codes == ("E004", "E012")
    assert not path.exists()


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
