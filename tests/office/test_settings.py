"""The manager's settings: what the office could not work with is refused."""

import pytest

from desk.kernel.errors import Refused
from desk.office.settings.commands import change_setting
from tests.conftest import Office


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("no_such_setting", 1, "E011"),
        ("free_storage_days", "3", "E019"),
        ("free_storage_days", -1, "E003"),
        ("waive_limit_fen", 10**20, "E003"),
        ("volumetric_ratio", 0, "E003"),
        ("full_phone_on_run", 1, "E019"),
        ("hours_text", "", "E019"),
        ("hours_text", "14:00-10:00", "E019"),
        ("workdays_text", "", "E019"),
        ("workdays_text", "周一至周五", "E019"),
        ("firm_name", "天山\x07通达", "E012"),
        ("firm_name", "天" * 121, "E004"),
        ("firm_name", " ", "E001"),
    ],
)
def test_an_unfit_value_is_refused(
    office: Office, key: str, value: str | int | bool, code: str
) -> None:
    desk = office.as_("boss")
    before = desk.settings
    with pytest.raises(Refused) as caught:
        desk.run(change_setting, key=key, value=value)
    assert caught.value.codes == (code,)
    assert desk.settings == before


def test_a_refusal_speaks_of_yuan_not_of_fen(office: Office) -> None:
    with pytest.raises(Refused) as caught:
        office.as_("boss").run(change_setting, key="cod_fee_min_fen", value=-1)
    assert "0.00 到 10,000,000.00 之间,现为 -0.01" in caught.value.problems[0].message


def test_a_setting_holds_from_the_next_command_on(office: Office) -> None:
    desk = office.as_("boss")
    desk.run(change_setting, key="workdays_text", value="12345")
    desk.run(change_setting, key="full_phone_on_run", value=False)
    assert not desk.settings.full_phone_on_run
    assert desk.calendar.weekdays == frozenset(range(5))
