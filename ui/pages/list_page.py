"""The page of any described list: search, filters, table, totals, and what can be done from it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.pasting import takes_numbers
from desk.screens.lists import Action
from ui.asking import button_text, plain_label
from ui.desks.attachments import KEY, OF_LISTS, show_attachments
from ui.local_settings import KeptFilter
from ui.models.arranging import COLUMNS_KEY
from ui.models.copying import copy_chosen
from ui.models.id_list_model import IdListModel, Wanted
from ui.models.id_table import IdTable
from ui.pages.action_bar import WHILE_SHOWN, ActionBar, offers
from ui.pages.actions import carry_out_action, values_of
from ui.pages.column_chooser import ColumnChooser
from ui.pages.empty_state import EmptyState
from ui.pages.exporting import can_export, export
from ui.pages.filter_bar import CLEAR_KEY, FilterBar
from ui.pages.filter_names import FilterNames
from ui.pages.kept_filters import KeptFilters, present
from ui.pages.list_foot import ListFoot
from ui.pages.page import Page
from ui.pages.pasted_strip import ListOrSet, PastedStrip
from ui.pages.records import has_page, number_of, open_record
from ui.pages.search_box import SearchBox
from ui.pages.selection_sums import SelectionSums, sum_words
from ui.pages.table_layouts import keep_layout, put_kept_layout
from ui.pages.unread_rows import tell_unread
from ui.registry import Context
from ui.theme import SIZES, SPACE

FILTERS_KEY, EXPORT_KEY = "Alt+F", "Alt+X"
SEARCH_WIDTH = (196, 280)
EDIT_KEY = "F2"
OF_CONSIGNMENTS = frozenset({"page:consignment", "page:return_desk"})


class ListPage(Page):
    """See the module. It re-queries after every change; selection and scroll stay."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__(context)
        self.spec = context.desk.list_spec(name)
        self.pasted = PastedStrip(context, self.spec, lambda: self.model.wanted.sort)
        source = ListOrSet(context.desk, name, self.pasted)
        self.model = IdListModel(source, context.bridge, self)
        self.model.begun.connect(self._begun)
        self.model.settled.connect(self._settled)
        tell_unread(context, self.model)
        self.table = IdTable(self.model)
        self.table.setAccessibleName(self.spec.title)
        self.table.opened.connect(self.open_row)
        self.table.chosen_changed.connect(self._chosen)
        self.search = SearchBox(tr("搜索  Ctrl+F"))
        self.search.asked.connect(self._narrow)
        self.search.takes_columns = takes_numbers(self.spec)
        self.search.pasted.connect(self.pasted.take)
        self.pasted.came.connect(self._show_set)
        self.pasted.reordered.connect(self.refresh)
        self.table.horizontalHeader().sectionClicked.connect(
            lambda _: self.pasted.sorted_by_column()
        )
        self.search.went_down.connect(lambda: self.table.setFocus(Qt.FocusReason.TabFocusReason))
        self.filters = FilterBar(
            self.spec.fields, self.spec.filters, lambda: local(context.desk.now).date()
        )
        self.filters.narrowed.connect(self._narrow)
        self.offered = tuple(a for a in self.spec.actions if offers(context, a))
        self._totals, self._chooses_all = "", False
        self._wanted_ids: tuple[int, ...] = ()
        self._login = context.desk.acting().login
        self.kept = KeptFilters(self._login, name)
        self._build()
        if self.kept.last is not None:
            self.filters.put_state(self.kept.last.chips)
            self.search.put(self.kept.last.search)
        self._name_filter()
        sort = put_kept_layout(self.table, self._login, name) or self.spec.sort
        self.table.show_sort(sort)
        self.table.columns.changed.connect(
            lambda: keep_layout(self.table, self._login, name, self.spec.sort)
        )
        self.table.arranges.connect(self.arrange_columns)
        self.table.copies.connect(
            lambda: copy_chosen(context, self.table, partial(context.desk.list_rows, name))
        )
        self.sums = SelectionSums(
            self.table, context.bridge, self.spec.fields, partial(context.desk.list_sums, name)
        )
        self.sums.told.connect(self._count)
        self.model.wanted = Wanted(self.filters.filters(), self.search.text(), sort)
        QShortcut(QKeySequence(CLEAR_KEY), self, self._show_all, context=WHILE_SHOWN)
        QShortcut(QKeySequence(FILTERS_KEY), self, self.choose_filter, context=WHILE_SHOWN)
        QShortcut(QKeySequence(COLUMNS_KEY), self, self.arrange_columns, context=WHILE_SHOWN)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus, context=WHILE_SHOWN)
        if not any(a.key == EDIT_KEY for a in self.offered):
            QShortcut(QKeySequence(EDIT_KEY), self, self._look, context=WHILE_SHOWN)
        if name in OF_LISTS:
            QShortcut(QKeySequence(KEY), self, self.show_papers, context=WHILE_SHOWN)

    # -- what others ask of it ------------------------------------------------------------------------

    def refresh(self) -> None:
        now = (*self.filters.filters(), *self.pasted.filters)  # 「今天」 may be another day
        self.model.show(replace(self.model.wanted, filters=now))

    def shown(self) -> None:
        super().shown()
        (self.table if self.model.rowCount() else self.search).setFocus()

    def open_with(self, **arguments: Any) -> None:
        """Narrow to ``search``, ``filters`` (a tuple of Filter) or ``pasted``; choose ``ids``."""
        if "pasted" in arguments:
            self.pasted.take(str(arguments["pasted"]))
        elif {"search", "filters"} & arguments.keys():
            self.pasted.clear()
        if "search" in arguments:
            self.search.setText(str(arguments["search"]))
            self.search.ask()
        if "filters" in arguments:
            self.filters.take(arguments["filters"])
            self._narrow()
        if "ids" in arguments:
            self._wanted_ids = tuple(arguments["ids"])
            self._choose_wanted()
            if self._wanted_ids and not self.stale:
                self.refresh()

    def open_row(self, record_id: int) -> None:
        """Open the record's own page, or else edit it."""
        if not (values := values_of(self, record_id)):
            self.context.say(tr("这条记录已经不在了,请按 F5 刷新。"))
            return
        if open_record(self.context, self.spec, record_id, values):
            return
        if self._edits:
            self.act(self._edits[0])
        else:
            self.context.say(tr("这里的记录没有单独的页面,要看更多的列请按 Alt+C。"))

    @property
    def _edits(self) -> list[Action]:
        return [a for a in self.offered if a.per_row and a.key == EDIT_KEY]

    def _look(self) -> None:
        """Open the current row's record for who may not change it."""
        changed = any(a.key == EDIT_KEY and a.per_row for a in self.spec.actions)
        if changed and (chosen := self.table.chosen_ids()):
            self.open_row(chosen[0])

    def show_papers(self) -> None:
        """Show the attachments of the current row."""
        if chosen := self.table.chosen_ids():
            show_attachments(self.context, self, OF_LISTS[self.spec.name], chosen[0])
        else:
            self.context.say(tr("请先选择一行。"))

    def arrange_columns(self) -> None:
        """Show, move, widen and sort columns by keyboard."""
        ColumnChooser(self.table, self.spec.sort, self.window()).show()

    def act(self, action: Action) -> None:
        """Do an action with the chosen rows, once all of them are known."""
        if action.per_row and self.table.chooses_all:
            self.context.say(tr("全选的记录还在读取,请稍等再办理。"))
            return
        carry_out_action(self, action)

    def number_of(self, values: dict[str, Any]) -> str:
        """The document number of a row."""
        return number_of(self.spec, values)

    # -- building -------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.normal)
        column.addLayout(self._head())
        column.addLayout(self._narrowing())
        column.addWidget(self.pasted)
        column.addWidget(self._middle(), 1)
        self.foot = ListFoot()
        self._show_keys({})
        column.addWidget(self.foot)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        row.addWidget(plain_label(self.spec.title, "title"))
        row.addStretch(1)
        if can_export(self.context, self.spec):
            button = QPushButton(f"{tr('导出 Excel')}  {EXPORT_KEY}")
            button.clicked.connect(lambda: export(self))
            QShortcut(QKeySequence(EXPORT_KEY), self, button.click, context=WHILE_SHOWN)
            row.addWidget(button)
        self.bar = ActionBar(self, self.offered)
        row.addWidget(self.bar)
        return row

    def _narrowing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.normal)
        self.search.setMinimumWidth(SEARCH_WIDTH[0])
        self.search.setMaximumWidth(SEARCH_WIDTH[1])
        row.addWidget(self.search, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.filters)  # no share: its chips come before a wide search box
        self.names = QPushButton()
        self.names.setProperty("role", "chip")
        self.names.setCheckable(True)
        self.names.setAutoDefault(False)
        self.names.clicked.connect(self.choose_filter)
        line = QWidget()  # as high as the line of chips beside it
        line.setFixedHeight(SIZES.control)
        inside = QHBoxLayout(line)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addStretch(1)  # it stays as wide as its words where the search has all it may
        inside.addWidget(self.names)
        row.addWidget(line, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _middle(self) -> QWidget:
        whole = QWidget()
        self._stack = QStackedLayout(whole)
        self._stack.addWidget(self.table)
        self.empty = EmptyState()
        self.empty.clear.clicked.connect(self._show_all)
        self._stack.addWidget(self.empty)
        return whole

    def _show_keys(self, values: dict[str, Any]) -> None:
        """Name the keys that work here; a call or a quote need not be about a consignment yet."""
        opens = has_page(self.spec) or self._edits
        keys = tr("Enter 打开 · F5 刷新") if opens else tr("F5 刷新")
        if self.spec.open in OF_CONSIGNMENTS or values.get("consignment_no"):
            keys += tr(" · F11 一票到底 · Ctrl+G 复制告知文字并登记")
        if self.spec.name in OF_LISTS:
            keys += tr(" · F12 附件")
        self.foot.show_keys(keys)

    # -- filters of the user's own ----------------------------------------------------------------------

    @property
    def narrowed(self) -> bool:
        """Whether search or filters leave rows out."""
        shown = self.pasted.found is not None
        return bool(self.search.text().strip()) or self.filters.narrows or shown

    def choose_filter(self) -> None:
        """The user's own filters: use one, save this one, rename, delete."""
        self._name_filter()
        dialog = FilterNames(self.kept, present(self.search, self.filters), self.window())
        dialog.chosen.connect(self._put_filter)
        dialog.changed.connect(self._name_filter)
        dialog.show()

    def _put_filter(self, kept: KeptFilter) -> None:
        self.filters.put_state(kept.chips)
        self.search.put(kept.search)
        self._narrow()

    def _name_filter(self) -> None:
        """Show on the button which of his filters is on."""
        now = present(self.search, self.filters)
        name = next((n for n, kept in self.kept.saved.items() if kept == now), "")
        word = tr("筛选:{name}").format(name=name) if name else tr("我的筛选")
        self.names.setChecked(bool(name))
        self.names.setText(f"{button_text(word)}  {FILTERS_KEY}")

    # -- inside ---------------------------------------------------------------------------------------

    def _narrow(self) -> None:
        self.kept.left_as(present(self.search, self.filters))
        self._name_filter()
        self.model.wanted = replace(self.model.wanted, search=self.search.text().strip())
        self.refresh()

    def _show_all(self) -> None:
        self.search.put("")
        self.pasted.clear()
        self.filters.clear()

    def _show_set(self) -> None:
        """Show a pasted set whole, every row of it chosen; or the list again."""
        self._chooses_all = self.pasted.found is not None
        if self._chooses_all:
            self.search.put("")
            self.filters.clear()
        else:
            self._narrow()

    def _begun(self) -> None:
        """The first rows are here, the exact count is not."""
        self._stack.setCurrentIndex(0)
        self._totals = ""
        self._count()

    def _settled(self) -> None:
        self.empty.tell(self.spec.empty, self.narrowed)
        if self.narrowed and not self.model.rowCount():
            self._look_behind_the_filters()
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        self._totals = ""
        self.pasted.tell_hidden(self.model.rowCount())
        self._show_order()
        if self._chooses_all and self.model.rowCount():
            self._chooses_all = False
            self.table.go_to(list(self.model.ids[:1]))
            self.table.selectAll()
            self.table.setFocus()
        self._choose_wanted()
        if self._wanted_ids and self.narrowed:
            self.context.say(tr("要看的记录不在筛选结果里,已清除筛选。"))
            self._show_all()
            return
        if self._wanted_ids:  # else every later search would be cleared for their sake
            self._wanted_ids = ()
            self.context.say(tr("要看的记录已经不在这个列表里。"))
        self._chosen()
        if any(field.total for field in self.spec.fields):
            wanted, name, desk = self.model.wanted, self.spec.name, self.context.desk
            self.context.bridge.count(
                lambda: desk.list_totals(name, wanted.filters, wanted.search),
                lambda totals: self._totalled(wanted, totals),
                self.context.tell,
                owner=self,
            )

    def _show_order(self) -> None:
        """No heading says it orders the rows while they stand as they were pasted."""
        sort = self.model.wanted.sort or self.spec.sort
        self.table.show_sort(sort)
        if self.pasted.order(self.model.wanted.sort):
            self.table.horizontalHeader().setSortIndicatorShown(False)

    def _look_behind_the_filters(self) -> None:
        """Say what an empty list says when nothing is there without search and filters either."""
        wanted, name, desk = self.model.wanted, self.spec.name, self.context.desk
        always = self.filters.fixed

        def looked(ids: Sequence[int]) -> None:
            if not ids and wanted == self.model.wanted and not self.model.rowCount():
                self.empty.tell(self.spec.empty, narrowed=False)

        self.context.bridge.later(
            lambda: desk.list_ids(name, always, limit=1), looked, self.context.tell, owner=self
        )

    def _choose_wanted(self) -> None:
        """Choose the rows the page was opened for, as soon as they are here."""
        if self._wanted_ids and self.model.row_of(self._wanted_ids[0]) is not None:
            ids, self._wanted_ids = self._wanted_ids, ()
            self.table.go_to(ids)
            self.table.setFocus()

    def _totalled(self, wanted: Wanted, totals: dict[str, int]) -> None:
        if wanted == self.model.wanted:
            self._totals = sum_words([f for f in self.spec.fields if f.total], totals)
            self._count()

    def _chosen(self) -> None:
        chosen = self.table.chosen_count() if self.model.rowCount() else 0
        row = self.table.current_row() if chosen else None
        values = self.model.values_at(row) if row is not None else {}
        self.bar.allow(chosen, values)
        self._show_keys(values)
        self.sums.renew()
        self._count()

    def _count(self) -> None:
        """Say how many rows there are and what they come to: the selected ones, or else all."""
        every = self.model.rowCount()
        chosen = self.table.chosen_count() if every else 0
        sums = self._totals
        if chosen > 1 and not (chosen == every and sums):
            sums = self.sums.words()
        more, reading = self.model.more, self.table.chooses_all
        if reading:
            sums = tr("计算中…")
        self.foot.tell(every, chosen, sums, narrowed=self.narrowed, more=more, more_chosen=reading)
