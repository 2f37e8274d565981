"""What came of a count: the stock-in slip and the exceptions that were opened."""

from PySide6.QtWidgets import QGridLayout, QPushButton

from desk.freight.exceptions.queries import ExceptionRow
from desk.freight.inbound.queries import ManifestCard
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import Card, Chip, empty_layout, keyed_button
from ui.registry import Context
from ui.theme import SPACE, Tone


class ResultCard(Card):
    """Shown once the goods are in stock."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.words = plain_label("", "strong")
        self.column.addWidget(self.words)
        self._cases = QGridLayout()
        self._cases.setHorizontalSpacing(SPACE.normal)
        self._cases.setVerticalSpacing(SPACE.tight)
        self._cases.setColumnStretch(3, 1)
        self.column.addLayout(self._cases)
        self.lines: list[str] = []
        self.tell_buttons: list[QPushButton] = []

    def show_result(self, card: ManifestCard, cases: list[ExceptionRow]) -> None:
        """Show slip and exceptions; each with the moment by which the customer must know."""
        done = tr("已入库:入库单 {no},实收 {n} 件")
        words = done.format(no=card.slip_no, n=card.sums.pieces_received)
        self.words.setText(words if cases else words + tr(",没有差异"))
        empty_layout(self._cases)
        self.lines = [case.number for case in cases]
        self.tell_buttons = []
        for place, case in enumerate(cases):
            told = case.customer_notified_at is not None
            tone = Tone.DONE if told else Tone.WAITING if case.told_in_time else Tone.WRONG
            due = tr("{t} 前告知客户").format(t=show_moment(case.tell_due_at))
            kind = tr("{kind} {n} 件").format(kind=case.kind.label, n=case.pieces)
            who = f"{case.consignment_no}  {case.consignee_name}  {case.note}"
            self._cases.addWidget(plain_label(case.number, "strong"), place, 0)
            self._cases.addWidget(Chip(kind, Tone.WRONG), place, 1)
            self._cases.addWidget(Chip(tr("客户已告知") if told else due, tone), place, 2)
            self._cases.addWidget(plain_label(who.strip()), place, 3)
            if not told:
                self.tell_buttons.append(self._tell_button(case))
                self._cases.addWidget(self.tell_buttons[-1], place, 4)

    def _tell_button(self, case: ExceptionRow) -> QPushButton:
        def tell() -> None:
            self._context.open_page("exceptions", ids=[case.id])

        return keyed_button(self, tr("告知客户"), "", tell, "link")
