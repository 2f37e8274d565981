"""The filters of a list: one chip per field that can be narrowed."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from desk.screens.lists import Filter
from ui.editors.read import Today
from ui.pages.filter_chips import FilterChip, chip_of, narrows
from ui.pages.flow import Flow
from ui.theme import SIZES
from ui.tones import is_state
from ui.turns import next_turn

MOST_CHIPS, CLEAR_KEY = 10, "Alt+Q"


class FilterBar(QWidget):
    """The chips of a list; `narrowed` when the user changed one."""

    narrowed = Signal()

    def __init__(self, fields: Sequence[Field], opening: Iterable[Filter], today: Today) -> None:
        super().__init__()
        next_turn()
        self._opening = tuple(opening)
        used = {condition.field for condition in self._opening}
        wanted = [f for f in fields if narrows(f) and (not f.hidden or f.name in used)]
        wanted.sort(key=lambda f: (not is_state(f), f.kind is Kind.FLAG))
        self.chips: list[FilterChip] = [chip_of(f, today) for f in wanted[:MOST_CHIPS]]
        self.fixed = tuple(c for c in self._opening if c.field not in self._names())
        fixed = {condition.field for condition in self.fixed}
        self._more = {f.name: f for f in fields if narrows(f) and f.name not in fixed}
        self._today = today
        self._flow = flow = Flow(self)
        self.setMinimumHeight(SIZES.control)
        for chip in self.chips:
            flow.addWidget(chip)
            chip.narrowed.connect(self._changed)
        self._reset = QPushButton(f"{tr('清除筛选')}  {CLEAR_KEY}")
        self._reset.setProperty("role", "link")
        self._reset.setAutoDefault(False)
        self._reset.clicked.connect(self.clear)
        flow.addWidget(self._reset)
        self.take(self._opening)

    def sizeHint(self) -> QSize:
        """All chips in one line, with the way back, also while it is not offered: nothing jumps."""
        wide = [part.sizeHint().width() for part in (*self.chips, self._reset)]
        return QSize(sum(wide) + self._flow.spacing() * len(self.chips), SIZES.control)

    def filters(self) -> tuple[Filter, ...]:
        """Every condition of every chip, and the list's own that no chip shows."""
        return (*self.fixed, *(f for chip in self.chips for f in chip.filters()))

    @property
    def narrows(self) -> bool:
        return any(chip.filters() for chip in self.chips)

    def chip(self, name: str) -> FilterChip:
        return next(chip for chip in self.chips if chip.field.name == name)

    def take(self, conditions: Iterable[Filter]) -> None:
        """Show other conditions; a field that is hidden as a rule gets its chip when it is needed."""
        conditions = tuple(conditions)
        self._need(condition.field for condition in conditions)
        for chip in self.chips:
            chip.take(c for c in conditions if c.field == chip.field.name)
        self._reset.setVisible(self.narrows)

    def state(self) -> dict[str, list[str]]:
        """What is chosen in every chip that narrows, by field."""
        return {chip.field.name: state for chip in self.chips if (state := chip.state())}

    def put_state(self, state: Mapping[str, Sequence[str]]) -> None:
        """Choose again what was kept; chips that are not named are off."""
        self._need(state)
        for chip in self.chips:
            chip.put_state(state.get(chip.field.name, ()))
        self._reset.setVisible(self.narrows)

    def clear(self) -> None:
        """Narrow nothing any more."""
        for chip in self.chips:
            chip.clear()
        self._changed()

    def _need(self, names: Iterable[str]) -> None:
        missing = [n for n in dict.fromkeys(names) if n in self._more and n not in self._names()]
        for name in missing:
            chip = chip_of(self._more[name], self._today)
            chip.narrowed.connect(self._changed)
            self.chips.append(chip)
            self._flow.removeWidget(self._reset)
            self._flow.addWidget(chip)
            self._flow.addWidget(self._reset)

    def _names(self) -> set[str]:
        return {chip.field.name for chip in self.chips}

    def _changed(self) -> None:
        self._reset.setVisible(self.narrows)
        self.narrowed.emit()
