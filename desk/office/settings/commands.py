"""The manager changes the office's settings."""

import json
import re
from dataclasses import fields

from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.hours import parse_windows
from desk.kernel.identity import has_control_characters
from desk.kernel.settings import Settings, setting_label
from desk.kernel.text import tr
from desk.office.settings.units import shown_setting
from desk.storage.tables import Setting
from desk.storage.work import Work

LONGEST_TEXT = 120
MOST = 1_000_000_000
NEVER_BLANK = ("firm_name",)
LEAST = {"volumetric_ratio": 1}
WEEKDAYS = re.compile("[1-7]{1,7}")


@command("setting.update", "修改设置", example='{"key": "free_storage_days", "value": 5}')
def change_setting(work: Work, *, key: str, value: str | int | bool) -> None:
    """Set one setting; it holds from the next command on. Deadlines already stored do not move.

    Raises:
        Refused: E001 no firm name, E003, E004, E011 unknown setting, E012, E019 wrong kind of value or unreadable
            working hours or weekdays.
    """
    known = {f.name: f for f in fields(Settings)}
    if key not in known:
        raise refuse("E011", "key", label="设置", v=key, choices="、".join(known))
    default = getattr(Settings(), key)
    label = setting_label(key)
    if type(value) is not type(default):
        raise refuse("E019", "value", label=label, why=f"应填{_kind(default)}")
    _check_value(key, label, value)
    put_setting(work, key, value)


def check_text(problems: Problems, field: str, label: str, value: str) -> None:
    """One line of at most 120 characters."""
    problems.check(not has_control_characters(value), "E012", field, label=label)
    fits = len(value) <= LONGEST_TEXT
    problems.check(fits, "E004", field, label=label, n=LONGEST_TEXT, v=len(value))


def _check_value(key: str, label: str, value: str | int | bool) -> None:
    """Refuse a value of the right kind that the office could not work with."""
    if isinstance(value, str):
        problems = Problems()
        check_text(problems, "value", label, value)
        if key in NEVER_BLANK:
            problems.require(value.strip(), "value", label)
        problems.raise_if_any()
    elif not LEAST.get(key, 0) <= value <= MOST:
        low, high, now = (shown_setting(key, v) for v in (LEAST.get(key, 0), MOST, value))
        raise refuse("E003", "value", label=label, lo=low, hi=high, v=now)
    if key == "hours_text":
        parse_windows(str(value))
    if key == "workdays_text" and not WEEKDAYS.fullmatch(str(value)):
        raise refuse("E019", "value", label=label, why=tr("应写成 123456 这样的数字,1 是周一"))


def _kind(default: object) -> str:
    if isinstance(default, bool):
        return "是或否"
    return "整数" if isinstance(default, int) else "文字"


def put_setting(work: Work, key: str, value: str | int | bool) -> None:
    """Write a checked setting, and what it was before."""
    row = work.session.get(Setting, key)
    old = json.loads(row.value) if row else getattr(Settings(), key)
    if row is None:
        row = Setting(key=key)
        work.session.add(row)
    row.value = json.dumps(value, ensure_ascii=False)
    row.changed_by, row.changed_at = work.actor.user_id, work.now
    work.trail.add("setting", 0, "U", {key: [old, value]})
    work.changes.setdefault("setting", set()).add(0)
