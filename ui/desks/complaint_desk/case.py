"""One case: what may be done, what is missing, its clocks, what was said, found and told."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.care.complaints.choices import Channel, ComplaintState, Validity
from desk.care.complaints.queries import ComplaintCard
from desk.care.complaints.rules import OPEN
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.case_steps import CaseButtons
from ui.desks.complaint_desk.clocks_line import ClocksLine
from ui.desks.complaint_desk.event_card import EventSteps
from ui.desks.complaint_desk.happened import happened
from ui.desks.complaint_desk.keeping_case import keep_as_case
from ui.desks.complaint_desk.reading import Case, handled, missing_of, said_of
from ui.desks.complaint_desk.steps import STEPS, fitting
from ui.desks.consignment_record.happenings import Happenings
from ui.desks.customer_record.revealing import Revealed
from ui.desks.pieces import Card, FollowingArea, Pairs, add_side, keyed_button
from ui.desks.strip import Strip
from ui.registry import Context
from ui.theme import SPACE

TOLD_WIDTH = (336, 225)


class CaseView(QWidget):
    """See the module.

    Attributes:
        renew: asks the page to read the case again.
    """

    def __init__(self, context: Context, page: QWidget, renew: Callable[[], None]) -> None:
        super().__init__()
        self.context = context
        self.case: Case | None = None
        self.steps = CaseButtons(context, page, STEPS, renew, frozenset({"F9"}))
        for name, word, key, does in (
            ("claim", tr("理赔"), "Ctrl+M", self.open_claim),
            ("phone", tr("查看电话"), "Ctrl+O", self.show_phone),
            ("keep", tr("记为案例"), "Ctrl+Shift+K", self.keep_case),
            ("copy", tr("复制回复"), "Ctrl+B", self.copy_reply),
            ("sheet", tr("打印处理单"), "Ctrl+P", self.print_sheet),
            ("letter", tr("打印回复函"), "Ctrl+Shift+P", self.print_letter),
        ):
            self.steps.add(name, keyed_button(page, word, key, does))
        self.clocks, self.events = ClocksLine(), EventSteps(context)
        self.events.changed.connect(renew)
        self.linked, self.phone, self._phone_of = Strip(), Revealed(context), ""
        self.linked.chosen.connect(self._open_linked)
        self.missing = plain_label("", "warning")
        self.missing.setWordWrap(True)
        self._said, self._handled, self._told = Pairs(), Pairs(), Happenings()
        self._build()

    def show_case(self, case: Case) -> None:
        """Show a case as it stands."""
        card = case.card
        self.case = case
        self.steps.number = card.number
        self.steps.values = _proposed(card)
        missing = missing_of(card) if card.state in OPEN else ()
        words = tr("办结还差:{list}").format(list="、".join(missing))
        self.missing.setText(words if missing else "")
        self.missing.setVisible(bool(missing))
        self.steps.hints = {"close": words, "reply": words} if missing else {}
        shown = {"sheet"} if self.context.may("print.create") else set()
        shown |= {"copy", *({"letter"} if shown else ())} if card.reply else set()
        shown |= {"claim"} if case.claims or self._may_claim(card) else set()
        shown |= {"phone"} if card.phone_masked and self.context.may("personal.reveal") else set()
        closed = card.state is ComplaintState.CLOSED and card.validity is Validity.VALID
        shown |= {"keep"} if closed and self.context.may("knowledge.update") else set()
        self._show_linked(case)
        self.steps.show_only(fitting(card) | shown)
        self.clocks.show_clocks(card.clocks)
        if card.number != self._phone_of:
            self.phone.forget()
        self._said.show_pairs(said_of(card))
        self._handled.show_pairs(handled(card))
        self._told.show_all(happened(card))
        self.events.show_event(case.event)

    def _may_claim(self, card: ComplaintCard) -> bool:
        return bool(card.waybill) and self.context.may("claim.create")

    def _show_linked(self, case: Case) -> None:
        card = case.card
        items = [
            (c.number, tr("理赔 {no} {v}").format(no=c.number, v=c.state.label))
            for c in case.claims
        ]
        if card.repeats_no:
            items.append((card.repeats_no, tr("首次投诉 {no}").format(no=card.repeats_no)))
        items += [(no, tr("重复投诉 {no}").format(no=no)) for no in card.repeated_by]
        self.linked.show_items(items)
        self.linked.setVisible(bool(items))

    def _open_linked(self, number: str) -> None:
        self.linked.mark("")
        claims = {c.number for c in self.case.claims} if self.case else set()
        page = "claim_desk" if number in claims else "complaint_desk"
        self.context.open_page(page, number=number)

    def open_claim(self) -> None:
        """Go on to the newest claim of the case; without one begin it, with the waybill and this number."""
        if self.case is None:
            return
        card = self.case.card
        if self.case.claims:
            self.context.open_page("claim_desk", number=self.case.claims[-1].number)
        elif self._may_claim(card):
            self.context.open_page("claim_desk", waybill=card.waybill, complaint_no=card.number)

    def show_phone(self) -> None:
        """Show the number in clear for a minute, with a reason that is written down."""
        if self.case is not None and self.case.card.phone_masked:
            card = self.case.card
            self._phone_of = card.number
            self.phone.ask(card.complainant, "complaint", card.id, "phone")

    def keep_case(self) -> None:
        """Keep the solved complaint for the next one; people and numbers are taken out first."""
        if self.case is not None and self.case.card.state is ComplaintState.CLOSED:
            keep_as_case(self.context, self.case.card.number, self)

    def copy_reply(self) -> None:
        """Put the reply on the clipboard for WeChat."""
        if self.case is not None and self.case.card.reply:
            QGuiApplication.clipboard().setText(self.case.card.reply)
            self.context.say(tr("回复内容已复制,可粘贴发给客户。"))

    def print_sheet(self) -> None:
        """Show P-12."""
        if self.case is not None and self.isVisible():
            self.context.show_paper("P-12", self.case.card.number)

    def print_letter(self) -> None:
        """Show P-12b, once the customer was told."""
        if self.case is not None and self.case.card.reply and self.isVisible():
            self.context.show_paper("P-12b", self.case.card.number)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        for part in (self.steps, self.linked, self.phone, self.missing, self.clocks):
            column.addWidget(part)
        body, left, inside = QHBoxLayout(), QWidget(), QVBoxLayout()
        body.setSpacing(SPACE.small)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(SPACE.small)
        for heading, pairs in ((tr("客户反映"), self._said), (tr("调查与处理"), self._handled)):
            card = Card(heading)
            card.column.addWidget(pairs)
            inside.addWidget(card)
        inside.addStretch(1)
        left.setLayout(inside)
        body.addWidget(FollowingArea(left), 1)
        told = Card(tr("上报与告知"))
        told.column.addWidget(self._told, 1)
        beside = QWidget()
        right = QVBoxLayout(beside)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(SPACE.small)
        right.addWidget(told, 1)
        right.addWidget(self.events)
        add_side(body, beside, *TOLD_WIDTH)
        column.addLayout(body, 1)


def _proposed(card: ComplaintCard) -> dict[str, dict[str, object]]:
    """What the forms show at first: what is known already, and what is usual."""
    decided = ("decision", "corrective_action", "corrective_owner", "corrective_due_on")
    found = ("investigation", "root_cause", "resp_department", "resp_person")
    return {
        "answer": {"text": tr("已受理,正在核实")},
        "manager": {"how": tr("当面")},
        "vice": {"how": tr("电话")},
        "investigate": {
            **{name: getattr(card, name) for name in found},
            "partner": card.partner_name,
        },
        "decide": {
            **{name: getattr(card, name) for name in decided},
            "compensation_fen": card.compensation_fen or None,
        },
        "cure": {
            "corrective_action": card.corrective_action,
            "corrective_owner": card.corrective_owner,
            "corrective_due_on": card.corrective_due_on,
        },
        "reply": {"channel": Channel.PHONE},
        "progress": {"who": card.complainant, "channel": Channel.PHONE},
        "close": {"summary": card.summary},
    }
