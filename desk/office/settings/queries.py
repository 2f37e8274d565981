"""The settings in force."""

import json
from dataclasses import dataclass, fields

from sqlalchemy import Connection, select

from desk.kernel.commands import query
from desk.kernel.settings import Settings
from desk.kernel.text import tr
from desk.office.settings.units import shown_setting
from desk.storage.tables import Setting
from desk.storage.work import Reader


@dataclass(frozen=True)
class SettingRow:
    """One setting: its key, Chinese label, where it comes from, the default and the value in force.

    Attributes:
        default: as it is kept, in fen, basis points, grams or cm3 as the key's ending says.
        value: the same of the value in force.
        shown_default: as the office reads it, in the unit the label names.
        shown: the same of the value in force.
    """

    key: str
    label: str
    source: str
    default: str | int | bool
    value: str | int | bool
    shown_default: str
    shown: str


@query("office.read", "设置一览")
def settings(read: Reader) -> list[SettingRow]:
    """Every setting with its default and its value in force."""
    return [
        SettingRow(
            f.name,
            tr(f.metadata["label"]),
            f.metadata["source"],
            default := getattr(Settings(), f.name),
            value := getattr(read.settings, f.name),
            shown_setting(f.name, default),
            shown_setting(f.name, value),
        )
        for f in fields(Settings)
    ]


def load_settings(connection: Connection) -> Settings:
    """The stored settings laid over the defaults."""
    rows = connection.execute(select(Setting.key, Setting.value))
    return Settings().with_values({key: json.loads(value) for key, value in rows})
