"""The steps as buttons with their keys; only those that can be taken now are shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from desk.kernel.text import tr
from desk.pricing.quotes.choices import InquiryState as I
from desk.pricing.quotes.choices import QuoteState as Q
from desk.pricing.quotes.queries import InquiryCard, QuoteCard
from ui.desks.call_sheet.doing import OFFERED, QuoteSteps
from ui.desks.pieces import keyed_button
from ui.pages.flow import Flow

if TYPE_CHECKING:
    from ui.desks.call_sheet.page import CallSheet

_OPEN = (I.OPEN, I.QUOTED, I.EXPIRED)
_PRICEABLE = (None, Q.DRAFT, Q.REJECTED)


class StepButtons(QWidget):
    """One flow of buttons below the heading."""

    def __init__(self, page: "CallSheet", steps: QuoteSteps) -> None:
        super().__init__()
        self._page = page
        self._flow = Flow(self)
        self.shown: dict[str, QPushButton] = {}
        for name, word, key, does, role in _steps(steps):
            button = keyed_button(page, word, key, does, role)
            self.shown[name] = button
            self._flow.addWidget(button)

    def show_for(self, card: InquiryCard | None, quote: QuoteCard | None) -> None:
        """Show the steps that can be taken from here."""
        may = self._page.context.may
        state = quote.state if quote else None
        is_open = card is None or card.state in _OPEN
        takes = may("inquiry.update")
        offers = may("quote.update")
        drafted = state is Q.DRAFT and quote is not None
        ready = state is Q.APPROVED or (drafted and quote is not None and not quote.nonstandard)
        won = card is not None and card.state is I.WON
        allowed = {
            "price": is_open and state in _PRICEABLE and may("quote.create"),
            "submit": drafted and quote is not None and quote.nonstandard and may("quote.submit"),
            "send": ready and offers,
            "accept": state in (Q.SENT, Q.ACCEPTED) and not won and offers,
            "print": quote is not None,
            "full": quote is not None and may("personal.reveal"),
            "copy": quote is not None,
            "revise": state in OFFERED and is_open and offers,
            "reject": state in (Q.SENT, Q.ACCEPTED) and not won and offers,
            "msds": is_open and takes,
            "lose": card is not None and is_open and takes,
            "refuse": card is not None and card.state in (I.OPEN, I.QUOTED) and takes,
            "reopen": card is not None and card.state in (I.LOST, I.REFUSED) and takes,
        }
        for name, button in self.shown.items():
            button.setVisible(allowed[name])
            button.setEnabled(allowed[name])
        dress_as(self.shown["price"], "" if drafted or card is None else "primary")
        self.updateGeometry()


def dress_as(button: QPushButton, role: str) -> None:
    """Only the next step stands out."""
    if button.property("role") == role:
        return
    button.setProperty("role", role)
    button.style().unpolish(button)
    button.style().polish(button)


def _steps(steps: QuoteSteps) -> list[tuple[str, str, str, Callable[[], None], str]]:
    return [
        ("price", tr("报价"), "F10", steps.price, "primary"),
        ("submit", tr("提交审批"), "F7", steps.submit, "primary"),
        ("send", tr("发出报价"), "Ctrl+Return", steps.send, "primary"),
        ("accept", tr("客户接受"), "Ctrl+J", steps.accept, "primary"),
        ("print", tr("报价单"), "Ctrl+P", steps.print_offer, ""),
        ("full", tr("报价单(全号)"), "Ctrl+Shift+P", steps.print_in_full, ""),
        ("copy", tr("复制报价文字"), "Ctrl+T", steps.copy_offer, ""),
        ("revise", tr("修订报价"), "Ctrl+R", steps.revise, ""),
        ("reject", tr("未接受"), "Ctrl+B", steps.reject, ""),
        ("msds", tr("登记 MSDS"), "Ctrl+M", steps.msds, ""),
        ("lose", tr("流失"), "Ctrl+L", steps.lose, ""),
        ("refuse", tr("不承接"), "Ctrl+I", steps.refuse, ""),
        ("reopen", tr("重新询价"), "Ctrl+O", steps.reopen, ""),
    ]
