"""Whose office it is: asked when it is made, so that no paper ever bears another firm's name."""

from desk.kernel.errors import Problems
from desk.kernel.settings import Firm, setting_label
from desk.office.settings.commands import check_text, put_setting
from desk.storage.work import Work


def check_firm(problems: Problems, firm: Firm) -> None:
    """Each of its lines fits on a paper."""
    for key, value in _settings_of(firm).items():
        check_text(problems, key, setting_label(key), value)


def name_firm(work: Work, firm: Firm) -> None:
    """Write what is known of the firm into the settings."""
    for key, value in _settings_of(firm).items():
        if value:
            put_setting(work, key, value)


def _settings_of(firm: Firm) -> dict[str, str]:
    return {
        "firm_name": firm.name.strip(),
        "firm_phone": firm.phone.strip(),
        "firm_address": firm.address.strip(),
    }
