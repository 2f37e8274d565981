"""The user's own filters of a list: chosen, saved, renamed and deleted by keyboard."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from desk.kernel.text import tr
from ui.asking import plain_label
from ui.editors.editor import ENTER
from ui.local_settings import KeptFilter
from ui.pages.kept_filters import KeptFilters
from ui.pages.list_dialog import NAME, ListDialog

SAVE_KEY, BACK_KEY = "Ctrl+S", "Ctrl+B"
LONGEST_NAME = 12


class _Names(QListWidget):
    """One line a filter; F2 renames in place."""

    def __init__(self, dialog: "FilterNames") -> None:
        super().__init__()
        self._dialog = dialog
        self.setAccessibleName(tr("我的筛选"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.itemDoubleClicked.connect(lambda _: dialog.choose())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # Enter ends the name, not the dialog
        elif event.key() in ENTER:
            self._dialog.choose()
        elif event.key() == Qt.Key.Key_F2 and self.currentItem() is not None:
            self.editItem(self.currentItem())
        elif event.key() == Qt.Key.Key_Delete:
            self._dialog.delete()
        elif digit.isdigit() and digit != "0" and int(digit) <= self.count():
            self.setCurrentRow(int(digit) - 1)
            self._dialog.choose()
        else:
            super().keyPressEvent(event)


class FilterNames(ListDialog):
    """See the module.

    Signals:
        chosen: the filter the list is to be narrowed to.
        changed: names were saved, renamed or deleted.
    """

    chosen = Signal(object)
    changed = Signal()

    def __init__(self, kept: KeptFilters, now: KeptFilter, window: QWidget | None = None) -> None:
        super().__init__(tr("我的筛选"), _Names(self), 420, window)
        self._kept, self._now, self._filling = kept, now, False
        self.list.itemChanged.connect(self._renamed)
        self.none = plain_label("", "muted")
        self.none.setWordWrap(True)
        self.comes_back = QCheckBox(f"{tr('下次打开时,恢复我离开时的筛选')}  {BACK_KEY}")
        self.comes_back.setChecked(kept.comes_back)
        self.comes_back.toggled.connect(lambda on: kept.let_come_back(on, self._now))
        keys = tr("Enter 或数字键 使用 · F2 改名 · Delete 删除")
        self.lay_out(self.none, self.list, keys, self.comes_back)
        self.add_buttons(
            f"{tr('保存现在的筛选')}  {SAVE_KEY}", self.save, f"{tr('使用')}  Enter", self.choose
        )
        QShortcut(QKeySequence(SAVE_KEY), self, self.save)
        QShortcut(QKeySequence(BACK_KEY), self, self.comes_back.toggle)
        self._fill(0)

    def choose(self) -> None:
        """Narrow the list to the current one."""
        item = self.list.currentItem()
        if item is not None:
            self.chosen.emit(self._kept.saved[item.data(NAME)])
            self.accept()

    def save(self) -> None:
        """Save how the list is narrowed now, and let the user type its name at once."""
        if not narrows(self._now):
            self.none.setText(tr("列表现在没有筛选。先筛选或搜索,再保存。"))
            self.none.show()
            return
        name = _free(tr("新筛选"), list(self._kept.saved))
        self._kept.save(name, self._now)
        self._fill(len(self._kept.saved) - 1)
        self.changed.emit()
        self.list.setFocus()
        self.list.editItem(self.list.currentItem())

    def delete(self) -> None:
        """Forget the current one."""
        item = self.list.currentItem()
        if item is not None:
            row = self.list.currentRow()
            self._kept.delete(item.data(NAME))
            self._fill(min(row, len(self._kept.saved) - 1))
            self.changed.emit()

    def _renamed(self, item: QListWidgetItem) -> None:
        old, typed = item.data(NAME), item.text().strip()[:LONGEST_NAME]
        if self._filling or typed == old:
            return
        others = [name for name in self._kept.saved if name != old]
        name = _free(typed or old, others)
        self._kept.rename(old, name)
        self._filling = True  # the line stays: its editor is still open
        item.setText(name)
        item.setData(NAME, name)
        self._filling = False
        self.changed.emit()

    def _fill(self, row: int) -> None:
        self._filling = True
        self.list.clear()
        for name in self._kept.saved:
            item = QListWidgetItem(name, self.list)
            item.setData(NAME, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        self.list.setCurrentRow(row)
        self.none.setText(tr("还没有保存的筛选。先在列表上筛选,再按 Ctrl+S 起个名字存下来。"))
        self.none.setVisible(not self._kept.saved)
        self.main.setEnabled(bool(self._kept.saved))
        self._filling = False


def narrows(kept: KeptFilter) -> bool:
    """Whether a filter leaves anything out."""
    return bool(kept.search or kept.chips)


def _free(wanted: str, taken: list[str]) -> str:
    """A name nobody has yet: 「名」, else 「名 2」, 「名 3」."""
    number = 1
    name = wanted
    while name in taken:
        number += 1
        name = f"{wanted} {number}"
    return name
