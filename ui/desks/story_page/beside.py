"""A consignment's story beside a form: where it is, what is next, and what happened."""

from functools import partial

from desk.kernel.errors import Refused
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.consignment_record.happenings import Happenings
from ui.desks.consignment_record.story import happenings
from ui.desks.pieces import Card, Chip, Pairs
from ui.desks.story_page.told import Told, next_steps, whole_story
from ui.desks.texts import readable
from ui.registry import Context
from ui.theme import Tone
from ui.tones import tone_of


class StoryBeside(Card):
    """The story of one waybill; an unknown one leaves the hint."""

    def __init__(self, context: Context, hint: str) -> None:
        super().__init__(tr("运单经过"))
        self._context, self._hint, self.number = context, hint, ""
        self.told: Told | None = None
        self._state, self._words = Chip(), readable("", "muted")
        self.head.addWidget(self._state)
        self._line, self._goods = plain_label("", "strong"), readable("")
        self._steps, self._way = Pairs(), Happenings()
        for part in (self._words, self._line, self._goods, self._steps):
            self.column.addWidget(part)
        self.column.addWidget(self._way, 1)
        self.column.addStretch(0)
        self.show_waybill("")

    def show_waybill(self, number: str) -> None:
        """Tell the story of a consignment, or nothing."""
        self.number = number
        if not number:
            self._show(None)
            return
        ask = partial(whole_story, self._context.desk, number)
        self._context.bridge.later(ask, self._came, self._failed, owner=self)

    def _came(self, told: Told) -> None:
        if told.story.card.number == self.number:
            self._show(told)

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Refused):
            self._context.tell(fault)
        self._show(None)

    def _show(self, told: Told | None) -> None:
        self.told = told
        for part in (self._line, self._goods, self._steps, self._way):
            part.setVisible(told is not None)
        self._words.setText(self._hint)
        self._words.setVisible(told is None)
        self._state.show_as("", Tone.NEUTRAL)
        if told is None:
            return
        card = told.story.card
        self._state.show_as(card.state.label, tone_of(card.state))
        self._line.setText(f"{card.number}  {card.origin_station} → {card.destination}")
        goods = tr("{s} → {c}\n{g}  开单 {n} 件,实收 {r} 件")
        received = card.quantities["received"]
        self._goods.setText(
            goods.format(
                s=card.shipper.name,
                c=card.consignee.name,
                g=card.goods_summary,
                n=card.declared,
                r=received,
            )
        )
        self._steps.show_pairs(next_steps(told))
        self._way.show_all(happenings(told.record))
