"""The manager changes the office's settings."""

import json
from dataclasses import fields

from desk.kernel.commands import command
from desk.kernel.errors import refuse
from desk.kernel.hours import parse_windows
from desk.kernel.settings import Settings, setting_label
from desk.storage.tables import Setting
from desk.storage.work import Work


@command("setting.update", "修改设置", example='{"key": "free_storage_days", "value": 5}')
def change_setting(work: Work, *, key: str, value: str | int | bool) -> None:
    """Set one setting; it holds from the next command on. Deadlines already stored do not move.

    Raises:
        Refused: E011 unknown setting, E019 wrong kind of value or unreadable working hours.
    """
    known = {f.name: f for f in fields(Settings)}
    if key not in known:
        raise refuse("E011", "key", label="设置", v=key, choices="、".join(known))
    default = getattr(Settings(), key)
    label = setting_label(key)
    if type(value) is not type(default) or (type(value) is int and value < 0):
        raise refuse("E019", "value", label=label, why=f"应填{_kind(default)}")
    if key == "hours_text":
        parse_windows(str(value))
    _write(work, key, value)


def _kind(default: object) -> str:
    if isinstance(default, bool):
        return "是或否"
    return "不小于 0 的整数" if isinstance(default, int) else "文字"


def _write(work: Work, key: str, value: str | int | bool) -> None:
    row = work.session.get(Setting, key)
    old = json.loads(row.value) if row else getattr(Settings(), key)
    if row is None:
        row = Setting(key=key)
        work.session.add(row)
    row.value = json.dumps(value, ensure_ascii=False)
    row.changed_by, row.changed_at = work.actor.user_id, work.now
    work.trail.add("setting", 0, "U", {key: [old, value]})
    work.changes.setdefault("setting", set()).add(0)
