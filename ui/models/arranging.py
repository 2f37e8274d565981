"""The heading of any table: dragged, clicked to sort, and a menu of its columns."""

from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from desk.kernel.text import tr
from desk.screens.lists import Sort
from ui.asking import button_text
from ui.models.table_layout import Columns

COLUMNS_KEY, MENU_KEY = "Alt+C", "Shift+F10"
_SIGNS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Arranged(Protocol):
    """A table whose columns the user arranges.

    Attributes:
        columns: as they stand.
        arranges: sent when the user wants to arrange them.
    """

    columns: Columns
    arranges: Any

    @property
    def sorted_by(self) -> Sort | None: ...

    def sort_by(self, name: str) -> None: ...

    def order(self, sort: Sort) -> None: ...

    def show_sort(self, sort: Sort) -> None: ...

    def horizontalHeader(self) -> QHeaderView: ...


def let_arrange(table: Any) -> None:
    """Let the heading of a table be dragged and clicked."""
    header = table.horizontalHeader()
    header.setSectionsClickable(True)
    header.setSectionsMovable(True)
    header.sectionClicked.connect(lambda at: table.sort_by(table.columns.names[at]))
    header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    header.customContextMenuRequested.connect(partial(_ask_columns, table))
    for key in (MENU_KEY, "Menu"):
        shortcut = QShortcut(QKeySequence(key), table, partial(_ask_columns, table, QPoint()))
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)


def column_menu(table: Arranged, parent: QTableView) -> QMenu:
    """The menu of the heading: which columns are shown, each by its sign. The last one cannot be hidden."""
    menu = QMenu(parent)
    shown = table.columns.shown()
    for number, field in enumerate(table.columns.fields):
        sign = f"(&{_SIGNS[number]})" if number < len(_SIGNS) else ""
        action = menu.addAction(f"{button_text(field.label)}{sign}")
        action.setCheckable(True)
        action.setChecked(field.name in shown)
        action.setEnabled(shown != [field.name])
        action.toggled.connect(partial(table.columns.show_column, field.name))
    menu.addSeparator()
    menu.addAction(f"{tr('列设置')}\t{COLUMNS_KEY}").triggered.connect(table.arranges.emit)
    return menu


def show_sort_arrow(table: Arranged, sort: Sort) -> None:
    """Show by which column the rows are ordered."""
    header, names = table.horizontalHeader(), table.columns.names
    order = Qt.SortOrder.DescendingOrder if sort.descending else Qt.SortOrder.AscendingOrder
    header.setSortIndicatorShown(sort.field in names)
    header.setSortIndicator(names.index(sort.field) if sort.field in names else -1, order)


def _ask_columns(table: Any, at: QPoint) -> None:
    menu = column_menu(table, table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(table.horizontalHeader().mapToGlobal(at))
