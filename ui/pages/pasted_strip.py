"""The line above a list that shows a pasted set: how many numbers were found, and which were not."""

from array import array
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton

from desk.app import Desk
from desk.kernel.text import tr
from desk.pasting import PastedSet, find_pasted, only_these
from desk.screens.lists import Filter, ListSpec, Sort
from ui.asking import plain_label
from ui.bridge import Job
from ui.desks.texts import Elided
from ui.models.id_list_model import DeskList, Row, Wanted
from ui.registry import Context
from ui.theme import SPACE

COPY_KEY, DROP_KEY = "Alt+K", "Alt+J"


class PastedStrip(QFrame):
    """Hidden until a column of numbers is pasted.

    Signals:
        came: another set is shown, or none any more.
        reordered: pasted order or the list's own.
    """

    came = Signal()
    reordered = Signal()

    def __init__(
        self, context: Context, spec: ListSpec, sorted_by: Callable[[], Sort | None]
    ) -> None:
        super().__init__()
        self._context, self._spec, self._sorted_by = context, spec, sorted_by
        self.found: PastedSet | None = None
        self._looks: Job | None = None
        self._sort: Sort | None = None
        self._as_pasted = True
        self.setProperty("role", "card")
        self.known, self.missing = plain_label(""), Elided("warning")
        self.copy = self._button(tr("复制没找到的"), COPY_KEY, self._copy_missing)
        self.in_order = QCheckBox(tr("按粘贴的顺序"))
        self.in_order.setChecked(True)
        self.in_order.toggled.connect(self._reorder)
        self.drop = self._button(tr("取消"), DROP_KEY, self.clear)
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE.normal, SPACE.hair, SPACE.small, SPACE.hair)
        line.setSpacing(SPACE.normal)
        line.addWidget(self.known)
        line.addWidget(self.missing, 1)
        for part in (self.copy, self.in_order, self.drop):
            line.addWidget(part)
        self.hide()

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The condition that leaves just this set; none without one."""
        return (only_these(self._spec, self.found.ids),) if self.found is not None else ()

    def order(self, sort: Sort | None) -> tuple[int, ...]:
        """The ids in pasted order; none once the user sorts by a column."""
        wanted = self.found is not None and self._as_pasted and sort == self._sort
        return self.found.ids if wanted and self.found is not None else ()

    def sorted_by_column(self) -> None:
        """The user has clicked a heading."""
        self._put_order(as_pasted=False)

    def _put_order(self, *, as_pasted: bool) -> None:
        self._as_pasted = as_pasted
        self.in_order.blockSignals(True)
        self.in_order.setChecked(as_pasted)
        self.in_order.blockSignals(False)

    def take(self, text: str) -> None:
        """Look a pasted column up beside the window."""
        self._look_no_more()
        desk, name = self._context.desk, self._spec.name
        find = self._context.bridge.find
        self._looks = find(lambda: find_pasted(desk, name, text), self._show, self)

    def _look_no_more(self) -> None:
        if self._looks is not None:
            self._looks.cancel()

    def clear(self) -> None:
        """Show no set any more, nor one that is still looked up."""
        self._look_no_more()
        if self.found is not None:
            self.found = None
            self.hide()
            self.came.emit()

    def tell_hidden(self, rows: int) -> None:
        """Say how many of the set the filters hide, and whether they still stand as they were pasted."""
        if self.found is not None:
            if self._sorted_by() != self._sort:  # by the keyboard: no heading was clicked
                self.sorted_by_column()
            self.known.setText(_known(self.found, len(self.found.ids) - rows))

    def _reorder(self, on: bool) -> None:
        self._as_pasted, self._sort = on, self._sorted_by()
        self.reordered.emit()

    def _show(self, found: PastedSet) -> None:
        self.found, self._sort = found, self._sorted_by()
        self._put_order(as_pasted=True)
        self.known.setText(_known(found, 0))
        self.missing.setText(_missing(found))
        self.copy.setVisible(bool(found.unknown))
        self.in_order.setVisible(len(found.ids) > 1)
        self.show()
        self.came.emit()

    def _copy_missing(self) -> None:
        if self.found is not None:
            QGuiApplication.clipboard().setText("\n".join(self.found.unknown))
            n = len(self.found.unknown)
            self._context.say(tr("已复制 {n} 个没找到的号码。").format(n=n))

    def _button(self, word: str, key: str, does: object) -> QPushButton:
        button = QPushButton(f"{word}  {key}")
        QShortcut(QKeySequence(key), self, button.click)
        button.setProperty("role", "link")
        button.setAutoDefault(False)
        button.clicked.connect(does)
        return button


def _known(found: PastedSet, hidden: int) -> str:
    words = [
        tr("粘贴了 {n} 个号码,找到 {k} 个").format(
            n=found.known + len(found.unknown), k=found.known
        )
    ]
    if len(found.ids) != found.known:
        words.append(tr("共 {n} 条").format(n=len(found.ids)))
    if hidden > 0:
        words.append(tr("{n} 条被筛选隐藏").format(n=hidden))
    if found.left_out:
        words.append(
            tr("一次最多 {n} 个,后面 {m} 个没有取").format(
                n=found.known + len(found.unknown), m=found.left_out
            )
        )
    return ",".join(words)


def _missing(found: PastedSet) -> str:
    parts = []
    if found.unknown:
        listed = "、".join(found.unknown)
        parts.append(tr("没找到 {n} 个:{listed}").format(n=len(found.unknown), listed=listed))
    if found.shared:
        listed = "、".join(found.shared)
        parts.append(tr("一号多条:{listed}").format(listed=listed))
    return "  ".join(parts)


class ListOrSet(DeskList):
    """A described list, or a pasted set of its rows in pasted order."""

    def __init__(self, desk: Desk, name: str, strip: PastedStrip) -> None:
        super().__init__(desk, name)
        self._strip = strip

    def ids(self, wanted: Wanted, limit: int | None) -> "array[int]":
        order = self._strip.order(wanted.sort)
        if not order:
            return super().ids(wanted, limit)
        shown = set(super().ids(wanted, None))
        return array("q", [number for number in order if number in shown][:limit])

    def first(self, wanted: Wanted, limit: int) -> tuple["array[int]", dict[int, Row]]:
        if not self._strip.order(wanted.sort):
            return super().first(wanted, limit)
        ids = self.ids(wanted, limit)
        return ids, self.rows(ids)
