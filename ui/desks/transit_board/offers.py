"""What each partner would take for a ticket, beside each other; Enter chooses one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from desk.freight.price_checks.rules import worst
from desk.freight.transit.queries import TransitOffer
from desk.kernel.quantities import show_percent
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import Card
from ui.desks.row_table import Column
from ui.desks.transit_board.attentive import AttentiveTable
from ui.desks.transit_board.facts import VERDICT_TONES, money
from ui.theme import Tone


class OffersCard(Card):
    """The lower left side.

    Signals:
        chosen: the offer that was taken; one with an objection is only explained.
    """

    chosen = Signal(object)

    def __init__(self, costs: bool, may_choose: bool) -> None:
        super().__init__(tr("合作商比价"))
        self._costs, self._may_choose = costs, may_choose
        self.subject = plain_label("", "muted")
        self.head.addWidget(self.subject)
        name = tr("合作商比价")
        self.table: AttentiveTable[TransitOffer] = AttentiveTable(
            name, self._columns(), lambda o: o.offer.code
        )
        self.column.addWidget(self.table, 1)
        self.words = plain_label("", "muted")
        self.words.setWordWrap(True)
        self.column.addWidget(self.words)
        self.table.opened.connect(self._opened)
        self.table.went.connect(self._say)
        self.show_offers("", ())

    def show_offers(self, subject: str, offers: Sequence[TransitOffer]) -> None:
        """Show the offers for a ticket, named in a few words."""
        self.subject.setText(subject)
        self.table.show_rows(offers)
        if offers and self.table.current() is None:
            self.table.selectRow(0)
        self._say()

    def _opened(self) -> None:
        offer = self.table.current()
        if offer is not None and not offer.offer.objection:
            self.chosen.emit(offer)

    def _say(self) -> None:
        offer = self.table.current()
        self.words.setText(self._sentence(offer))
        wrong = offer is not None and bool(offer.offer.objection or offer.findings)
        self.words.setProperty("role", "problem" if wrong else "muted")
        self.words.style().polish(self.words)

    def _sentence(self, offer: TransitOffer | None) -> str:
        if offer is None and self.subject.text():
            none = tr("没有合作商有这条线路的有效运价。")
            return none + (tr("按 F3 选合作商,填一次性价。") if self._may_choose else "")
        if offer is None:
            return tr("在上面选一票货,这里比较各合作商的价格和时效。")
        if offer.offer.objection:
            return offer.offer.objection
        if offer.findings:
            return ";".join(finding.words for finding in offer.findings) + "。"
        chooses = tr("按 Enter 选定合作商;不按运价的按 F3 填一次性价。")
        return chooses if self._may_choose else ""

    def _columns(self) -> tuple[Column[TransitOffer], ...]:
        margin: tuple[Column[TransitOffer], ...] = (
            Column(
                "毛利",
                lambda o: money(o.margin_fen),
                5,
                right=True,
                below=lambda o: show_percent(o.margin_bp) if o.margin_fen is not None else "",
            ),
        )
        return (
            Column("合作商", lambda o: o.offer.name, 6, stretch=True, below=lambda o: o.offer.code),
            Column(
                "总价 / 单价",
                lambda o: money(o.offer.total_fen),
                6,
                right=True,
                below=lambda o: o.offer.unit,
            ),
            Column("时效", _days, 3, below=_grade),
            Column("比最低", _ratio, 4, right=True, below=lambda _: ""),
            *(margin if self._costs else ()),
            Column("结果", self._result, 4, chip=self._tone),
        )

    def _result(self, offer: TransitOffer) -> str:
        if offer.offer.objection:
            return tr("不可用")
        return worst(offer.findings).label if self._costs else ""

    def _tone(self, offer: TransitOffer) -> Tone:
        return Tone.WRONG if offer.offer.objection else VERDICT_TONES[worst(offer.findings)]


def _days(offer: TransitOffer) -> str:
    return tr("{n} 天").format(n=offer.offer.transit_days)


def _grade(offer: TransitOffer) -> str:
    grade = offer.offer.grade
    return tr("{g} 级").format(g=grade.label) if grade is not None else tr("未评")


def _ratio(offer: TransitOffer) -> str:
    return show_percent(offer.offer.ratio_bp) if offer.offer.ratio_bp is not None else ""
