"""The navigation at the left: the wings and their pages, and who is signed in."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desk.kernel.roles import Role
from desk.kernel.text import tr
from ui.asking import button_text, plain_label
from ui.desks.texts import plain_tip
from ui.folding import Fold
from ui.icons import icon
from ui.registry import WINGS, PageSpec
from ui.theme import SIZES, SPACE

KEYS = 9
RAIL = 56
"""As wide as its icons, where the window is too narrow for words."""
ALWAYS = ("today", "freight")
OPEN_AT_FIRST: dict[Role, tuple[str, ...]] = {
    Role.CS: (*ALWAYS, "archive", "care"),
    Role.IN: ALWAYS,
    Role.OUT: (*ALWAYS, "pricing"),
    Role.MGR: (*ALWAYS, "care", "office"),
    Role.DGM: (*ALWAYS, "office"),
    Role.FIN: (*ALWAYS, "pricing"),
}
"""The wings a role uses most; which are open afterwards is the user's own choice."""


class Navigation(QFrame):
    """One button a page.

    Signals:
        chosen: the page's name.
        folded: the wings that are open, after the user folded or unfolded one.
    """

    chosen = Signal(str)
    folded = Signal(object)

    def __init__(self, firm: str, open_wings: Sequence[str]) -> None:
        """Make the frame; `fill` it with pages before it is shown."""
        super().__init__()
        self.setObjectName("navigation")
        self.setFixedWidth(SIZES.navigation)
        self._narrow = False
        self._buttons: dict[str, QPushButton] = {}
        self._open_at_first = frozenset(open_wings)
        self.wings: dict[str, Fold] = {}
        self._wing_of: dict[str, Fold] = {}
        self._more_of: dict[str, Fold] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE.wide, 0, SPACE.small)
        column.setSpacing(0)
        self._heading = heading = plain_label(firm, "strong")
        heading.setWordWrap(True)
        heading.setContentsMargins(SPACE.wide, 0, SPACE.small, SPACE.small)
        column.addWidget(heading)
        self.search = QPushButton(icon("search"), tr("查找") + "  Ctrl+K")
        self.search.setObjectName("search")
        self.search.setAccessibleName(tr("查找"))
        self.search.setIconSize(QSize(16, 16))
        self.search.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        margin = QHBoxLayout()
        margin.setContentsMargins(SPACE.small, 0, SPACE.small, SPACE.small)
        margin.addWidget(self.search)
        column.addLayout(margin)
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(area, 1)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(0, SPACE.tight, 0, 0)
        self.foot.setSpacing(0)
        column.addLayout(self.foot)

    @property
    def names(self) -> tuple[str, ...]:
        """All pages, the folded ones of a wing after its others."""
        return tuple(self._buttons)

    @property
    def open_wings(self) -> list[str]:
        """The wings whose pages are shown."""
        return [name for name, wing in self.wings.items() if wing.is_open]

    @property
    def keyed(self) -> tuple[str, ...]:
        """The pages that Ctrl+1 … Ctrl+9 open: the first ones that are not folded away."""
        return tuple(n for n in self._buttons if n not in self._more_of)[:KEYS]

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only, their words as tips; or the words again."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.setFixedWidth(RAIL if narrow else SIZES.navigation)
        self._heading.setHidden(narrow)
        way = QBoxLayout.Direction
        self.foot.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        for button in self.findChildren(QPushButton):
            if narrow:
                button.setProperty("words", button.text())
                button.setProperty("tip", button.toolTip())
                tip = f"{button.text()}  {button.toolTip()}".strip()
                button.setToolTip(plain_tip(tip.replace("&&", "&")))
                button.setText("")
            else:
                button.setText(button.property("words"))
                button.setToolTip(button.property("tip"))

    def show_chosen(self, name: str) -> None:
        """Mark the page that is in front; a page without a button unmarks all."""
        button = self._buttons.get(name)
        if button is not None:
            button.setChecked(True)
            for fold in (self._wing_of[name], self._more_of.get(name)):
                if fold is not None and not fold.is_open:
                    fold.open()
            self._area.ensureWidgetVisible(button, 0, SPACE.wide)
            return
        self._group.setExclusive(False)
        for other in self._buttons.values():
            other.setChecked(False)
        self._group.setExclusive(True)

    def fill(self, specs: Sequence[PageSpec]) -> Iterator[None]:
        """Put the pages in, in steps: each has an icon from the disk, which may be busy.

        Each is dressed where it stands: all sixty at once held the window for 10 ms.
        """
        whole = QWidget()
        whole.setObjectName("wings")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        self._area.setWidget(whole)
        for name, title in WINGS:
            inside = [spec for spec in specs if spec.wing == name]
            if inside:
                wing = self._wing(name, tr(title))
                column.addWidget(wing)
                wing.button.ensurePolished()
                yield from self._fill_wing(wing, inside)
        column.addStretch(1)
        for number, name in enumerate(self.keyed, 1):
            self._buttons[name].setToolTip(f"Ctrl+{number}")

    def _wing(self, name: str, title: str) -> Fold:
        """A heading that folds its pages."""
        wing = self.wings[name] = Fold(title, "wing", name in self._open_at_first)
        wing.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        wing.chosen.connect(lambda _: self.folded.emit(self.open_wings))
        return wing

    def _fill_wing(self, wing: Fold, specs: Sequence[PageSpec]) -> Iterator[None]:
        """The seldom used pages are behind 「更多」."""
        more = Fold(tr("更多"), "more")
        more.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for spec in sorted(specs, key=lambda spec: spec.quiet):
            if spec.quiet and not more.column.count():
                wing.column.addWidget(more)
                more.button.ensurePolished()
            button = self._button(spec)
            (more if spec.quiet else wing).column.addWidget(button)
            button.ensurePolished()
            self._wing_of[spec.name] = wing
            if spec.quiet:
                self._more_of[spec.name] = more
            yield

    def _button(self, spec: PageSpec) -> QPushButton:
        button = QPushButton(icon(spec.icon), button_text(spec.title))
        button.setIconSize(QSize(16, 16))
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard on the page
        button.setAccessibleName(spec.title)
        button.clicked.connect(lambda: self.chosen.emit(spec.name))
        self._group.addButton(button)
        self._buttons[spec.name] = button
        return button

    def add_foot(self, name: str, word: str, key: str) -> QPushButton:
        """Add a button at the foot (password, lock); its tip is its key, as with the pages."""
        button = QPushButton(icon(name), word)
        button.setToolTip(key)
        button.setAccessibleName(word)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setIconSize(QSize(16, 16))
        self.foot.addWidget(button)
        button.ensurePolished()
        return button
