"""The navigation at the left: the wings and their pages, and who is signed in."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desk.kernel.text import tr
from ui.asking import button_text, plain_label
from ui.icons import icon
from ui.registry import WINGS, PageSpec
from ui.theme import SIZES, SPACE

KEYS = 9


class Navigation(QFrame):
    """One button a page; `chosen` carries the page's name."""

    chosen = Signal(str)

    def __init__(self, firm: str, specs: list[PageSpec]) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setFixedWidth(SIZES.navigation)
        self._buttons: dict[str, QPushButton] = {}
        self._folded: dict[str, QWidget] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE.wide, 0, SPACE.small)
        column.setSpacing(0)
        heading = plain_label(firm, "strong")
        heading.setWordWrap(True)
        heading.setContentsMargins(SPACE.wide, 0, SPACE.small, SPACE.small)
        column.addWidget(heading)
        column.addWidget(self._list(specs), 1)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(0, SPACE.tight, 0, 0)
        self.foot.setSpacing(0)
        column.addLayout(self.foot)

    @property
    def names(self) -> tuple[str, ...]:
        """All pages, the folded ones of a wing after its others."""
        return tuple(self._buttons)

    @property
    def keyed(self) -> tuple[str, ...]:
        """The pages that Ctrl+1 … Ctrl+9 open: the first ones that are not folded away."""
        return tuple(n for n in self._buttons if n not in self._folded)[:KEYS]

    def show_chosen(self, name: str) -> None:
        """Mark the page that is in front; a page without a button unmarks all."""
        button = self._buttons.get(name)
        if button is not None:
            button.setChecked(True)
            if name in self._folded:
                self._folded[name].show()
            self._area.ensureWidgetVisible(button, 0, SPACE.wide)
            return
        self._group.setExclusive(False)
        for other in self._buttons.values():
            other.setChecked(False)
        self._group.setExclusive(True)

    def _list(self, specs: list[PageSpec]) -> QWidget:
        whole = QWidget()
        whole.setObjectName("wings")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        for wing, title in WINGS:
            inside = [spec for spec in specs if spec.wing == wing]
            if inside:
                column.addWidget(plain_label(tr(title), "wing"))
            for spec in inside:
                if not spec.quiet:
                    column.addWidget(self._button(spec))
            quiet = [spec for spec in inside if spec.quiet]
            if quiet:
                self._add_quiet(column, quiet)
        column.addStretch(1)
        for number, name in enumerate(self.keyed, 1):
            self._buttons[name].setToolTip(f"Ctrl+{number}")
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(whole)
        return area

    def _add_quiet(self, column: QVBoxLayout, specs: list[PageSpec]) -> None:
        """Add the seldom used pages of a wing behind a button that unfolds them."""
        folded = QWidget()
        inside = QVBoxLayout(folded)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(1)
        for spec in specs:
            inside.addWidget(self._button(spec))
            self._folded[spec.name] = folded
        folded.hide()
        more = QPushButton(tr("更多"))
        more.setProperty("role", "more")
        more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        more.setIconSize(QSize(14, 14))
        more.setIcon(icon("chevron-right"))

        def unfold() -> None:
            folded.setVisible(folded.isHidden())
            more.setIcon(icon("chevron-right" if folded.isHidden() else "chevron-down"))

        more.clicked.connect(unfold)
        column.addWidget(more)
        column.addWidget(folded)

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

    def add_foot(self, name: str, word: str) -> QPushButton:
        """Add a button at the foot (password, lock)."""
        button = QPushButton(icon(name), word)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setIconSize(QSize(16, 16))
        self.foot.addWidget(button)
        return button
