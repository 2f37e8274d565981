"""What to say: the cards of the controlled document, those that fit the call first."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.care.callbacks.choices import Purpose
from desk.care.callbacks.phrases import PHRASE_BOOK, PhraseBook, PhraseCard
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import Card, FollowingArea, empty_layout
from ui.desks.texts import readable
from ui.theme import SPACE

_ALWAYS = ("回访", "问候", "开场", "称呼", "结束", "道别", "告别")
_FITTING: Mapping[Purpose, tuple[str, ...]] = MappingProxyType(
    {
        Purpose.COMPLAINT: ("投诉", "致歉", "道歉", "抱怨"),
        Purpose.CHURN: ("挽留", "流失", "邀请"),
        Purpose.SIGNED: ("签收", "送货", "提货"),
        Purpose.SATISFACTION: ("满意", "调查"),
    }
)


class Speech(Card):
    """See the module."""

    def __init__(self) -> None:
        super().__init__(tr("怎么说"))
        self._source = plain_label("", "small")
        self.head.addWidget(self._source)
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, SPACE.small, 0)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(SPACE.tight)
        whole.addLayout(self._cards)
        whole.addStretch(1)
        self.column.addWidget(FollowingArea(inside), 1)
        self._shown: tuple[PhraseBook, Purpose] | None = None
        self.situations: list[str] = []

    def show_book(self, book: PhraseBook, purpose: Purpose) -> None:
        """Show the phrases in force for this kind of call."""
        if self._shown == (book, purpose):
            return
        self._shown = (book, purpose)
        self._source.setText(book.source)
        empty_layout(self._cards)
        cards = sorted(book.cards, key=lambda card: _rank(card, purpose))
        self.situations = [card.situation for card in cards]
        for card in cards:
            self._cards.addWidget(readable(card.situation, "strong"))
            self._cards.addWidget(readable("\n".join(f"· {words}" for words in card.phrases)))
        if not cards:
            words = tr("《{book}》还没有生效的版本。在「受控文件」中发布后,用语显示在这里。")
            self._cards.addWidget(readable(words.format(book=PHRASE_BOOK), "muted"))


def _rank(card: PhraseCard, purpose: Purpose) -> int:
    """0 for the kind of call, 1 for every call, 2 for the rest."""
    if any(word in card.situation for word in _FITTING.get(purpose, ())):
        return 0
    return 1 if any(word in card.situation for word in _ALWAYS) else 2
