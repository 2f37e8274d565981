"""The acting user's cards by deadline, and how far everybody of that re-check is."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.archive.rechecks.queries import Progress, RecheckView
from desk.archive.rechecks.to_call import CardToCall
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import Card, fit_rows
from ui.desks.row_table import Column, RowTable
from ui.desks.texts import Elided
from ui.theme import SPACE, Tone

WIDTH = 300
MOST_PEOPLE = 6
CARDS: tuple[Column[CardToCall], ...] = (
    Column(
        "客户",
        lambda c: c.name,
        9,
        stretch=True,
        below=lambda c: tr("{code} · {cls} 类 · {title}").format(
            code=c.code, cls=c.customer_class.label, title=c.title
        ),
    ),
    Column(
        "截止",
        lambda c: show_date(c.due_on),
        6,
        below=lambda c: tr("已拨 {n} 次").format(n=c.tries) if c.tries else "",
    ),
)
PEOPLE: tuple[Column[Progress], ...] = (
    Column("负责核实", lambda p: p.caller, 5, stretch=True),
    Column("待核", lambda p: str(p.to_call), 2, right=True, total=True),
    Column("不通", lambda p: str(p.unreached), 2, right=True, total=True),
    Column(
        "已完成",
        lambda p: f"{p.done_bp // 100}%",
        3,
        right=True,
        ink=lambda p: Tone.DONE if p.done_bp == 10_000 else None,
    ),
)


class Side(QWidget):
    """See the module."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        mine = Card(tr("我要核实的客户"))
        self.count = plain_label("", "small")
        mine.head.addWidget(self.count)
        self.cards: RowTable[CardToCall] = RowTable(tr("复核卡"), CARDS, lambda c: str(c.card_id))
        self.nothing = plain_label(tr("没有待核实的客户。"), "muted")
        self.nothing.setWordWrap(True)
        mine.column.addWidget(self.nothing)
        mine.column.addWidget(self.cards, 1)
        mine.column.addStretch(0)
        column.addWidget(mine, 1)
        self.people_card = Card()
        self._title, self._due = Elided("strong"), plain_label("", "small")
        self.people_card.head.addWidget(self._title, 1)
        self.people_card.head.addWidget(self._due)
        self.people_card.column.addLayout(self.people_card.head)
        self.people: RowTable[Progress] = RowTable(tr("复核进度"), PEOPLE, lambda p: p.caller)
        self.people_card.column.addWidget(self.people)
        self.people_card.hide()
        column.addWidget(self.people_card)

    def show_cards(self, cards: list[CardToCall]) -> None:
        """Show the waiting cards."""
        self.cards.show_rows(cards)
        self.cards.setVisible(bool(cards))
        self.nothing.setVisible(not cards)
        self.count.setText(tr("{n} 户").format(n=len(cards)) if cards else "")

    def show_progress(self, view: RecheckView) -> None:
        """Show how far the people of a re-check are."""
        self._title.setText(view.title)
        self._due.setText(tr("截止 {day}").format(day=show_date(view.due_on)))
        self.people.show_rows(view.people)
        fit_rows(self.people, len(view.people), MOST_PEOPLE)
        self.people_card.show()
