"""工作日历: the days of a year that are not as their weekday says."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox

from desk.app import command_table
from desk.kernel.moments import local, show_date
from desk.kernel.text import tr
from desk.office.calendar.commands import clear_calendar_day
from desk.office.calendar.queries import CalendarDayRow, special_days
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.pages.form_dialog import FormDialog
from ui.pages.short_list import QuerySource, ShortListPage
from ui.registry import Context
from ui.theme import SPACE

SET = "set_calendar_day"
FIELDS = (
    Field("day", tr("日期"), Kind.DATE, width=8),
    Field("works", tr("上班"), Kind.FLAG, width=4),
    Field("note", tr("说明"), width=20),
)
FORM = (
    Field("day", tr("日期"), Kind.DATE, required=True),
    Field("works", tr("上班"), Kind.FLAG),
    Field("note", tr("说明"), Kind.TEXT, width=20),
)


class CalendarPage(ShortListPage):
    """Holidays and make-up workdays of one year; deadlines already stored never move."""

    watches = frozenset({"calendar_day"})

    def __init__(self, context: Context) -> None:
        self.year = QSpinBox()
        self.year.setRange(2000, 2099)
        self.year.setValue(local(context.desk.now).year)
        self.year.lineEdit().setTextMargins(SPACE.small, 0, 0, 0)
        self.year.setAccessibleName(tr("年份"))
        self._asked_year = self.year.value()
        source = QuerySource(FIELDS, self._days)
        super().__init__(context, tr("工作日历"), source)
        self.year.valueChanged.connect(self._year_chosen)
        self.narrowing.insertWidget(0, self.year, 0, Qt.AlignmentFlag.AlignLeft)
        self.narrowing.insertWidget(0, plain_label(tr("年份"), "label"))
        self.note.setText(tr("未列出的日子按每周工作日计算(见「设置」)。"))
        self.table.opened.connect(lambda _: self.change())
        if context.may(command_table()[SET].needs):
            self.add_button(tr("取消特别日"), "Del", self.clear)
            self.add_button(tr("修改"), "F2", self.change)
            self.add_button(tr("新增特别日"), "Ctrl+N", self.add, "primary")

    def add(self) -> None:
        """Open an empty form."""
        FormDialog(self.context, command_table()[SET], FORM, window=self.window()).show()

    def change(self) -> None:
        """Open the form of the current day."""
        row = self.current()
        command = command_table()[SET]
        if isinstance(row, CalendarDayRow) and self.context.may(command.needs):
            values = {"works": row.works, "note": row.note}
            fixed = {"day": row.day}
            FormDialog(self.context, command, FORM[1:], fixed, values, self.window()).show()

    def clear(self) -> None:
        """Let the current day be as its weekday says."""
        row = self.current()
        if not isinstance(row, CalendarDayRow):
            return
        what = f"{show_date(row.day)}  {row.note}"
        if self.context.sure(tr("取消这个特别日?"), what, yes=tr("取消特别日"), no=tr("返回")):
            self.context.do(clear_calendar_day, {"day": row.day})

    def _days(self) -> list[CalendarDayRow]:
        return self.context.look_up(special_days, year=self._asked_year)

    def _year_chosen(self, year: int) -> None:
        self._asked_year = year
        self.refresh()
