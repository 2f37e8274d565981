"""Pages of the office that are neither described lists nor hand-made desks."""

from PySide6.QtWidgets import QWidget

from desk.kernel.text import tr
from ui.registry import Context, PageSpec


def _settings(context: Context) -> QWidget:
    from ui.pages.settings_page import SettingsPage

    return SettingsPage(context)


def _calendar(context: Context) -> QWidget:
    from ui.pages.calendar_page import CalendarPage

    return CalendarPage(context)


def _check(context: Context) -> QWidget:
    from ui.pages.check_page import CheckPage

    return CheckPage(context)


def _print_settings(context: Context) -> QWidget:
    from ui.pages.print_settings_page import PrintSettingsPage

    return PrintSettingsPage(context)


STANDARD: tuple[PageSpec, ...] = (
    PageSpec("settings", tr("设置"), "office", "settings", _settings, "office.read"),
    PageSpec("calendar", tr("工作日历"), "office", "calendar-days", _calendar, "office.read"),
    PageSpec(
        "print_settings", tr("打印设置"), "office", "printer", _print_settings, "print.create"
    ),
    PageSpec("check", tr("核验"), "office", "circle-check", _check, "audit.read"),
)
