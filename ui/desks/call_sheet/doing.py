"""What a call and its quote go through, each step one key; the sheet is saved first where it must be."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication

from desk.archive.customers.choices import RevealReason
from desk.archive.customers.personal import reveal_personal
from desk.kernel.commands import entry_of
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.pricing.quotes.choices import QuoteState as Q
from desk.pricing.quotes.closing import lose_inquiry, reject_quote, reopen_inquiry
from desk.pricing.quotes.commands import (
    accept_quote,
    draft_quote,
    revise_quote,
    send_quote,
    submit_quote,
    update_quote,
)
from desk.pricing.quotes.taking import record_msds, refuse_inquiry
from desk.pricing.quotes.telling import offer_words
from ui.desks.customer_record.revealing import WHY
from ui.pages.argument_fields import argument_fields
from ui.pages.form_dialog import FormDialog

if TYPE_CHECKING:
    from desk.pricing.quotes.queries import QuoteCard
    from ui.desks.call_sheet.page import CallSheet

Then = Callable[[], None]
OFFERED = (Q.APPROVED, Q.SENT, Q.ACCEPTED, Q.EXPIRED)


class QuoteSteps:
    """The steps of the page's call."""

    def __init__(self, page: "CallSheet") -> None:
        self._page, self._context = page, page.context

    # -- the quote ----------------------------------------------------------------------------------

    def price(self) -> None:
        """Save the sheet, then write the quote, or write the draft anew."""
        self._page.save_first(self._price)

    def _price(self) -> None:
        page, quote = self._page, self._page.quote
        terms = page.form.terms.terms
        if quote is not None and quote.state is Q.DRAFT:
            arguments = {"number": quote.number, "version": quote.version}
            self._context.do(
                update_quote,
                lambda: {**arguments, "terms": terms()},
                lambda _: self._priced(quote.number),
                fields=page.form.fields,
            )
        else:
            self._context.do(
                draft_quote,
                lambda: {"inquiry_no": page.number, "terms": terms()},
                lambda outcome: self._priced(outcome.value),
                fields=page.form.fields,
            )

    def _priced(self, number: str) -> None:
        self._page.reload()
        self._context.say(tr("报价 {no} 已编制,核对后按 Ctrl+Enter 发出。").format(no=number))

    def submit(self) -> None:
        """Put the quote before the manager."""
        self._with_quote(submit_quote, tr("报价 {no} 已提交审批。"))

    def send(self) -> None:
        """The customer is told the price; the clock stops."""
        channel = self._page.form.as_it_stands().channel
        self._with_quote(send_quote, tr("报价 {no} 已发出。"), channel=channel)

    def revise(self) -> None:
        """Answer anew, with what was changed on the sheet and in the terms."""
        page, quote = self._page, self._page.quote
        if quote is None:
            return
        form = page.form

        def arguments() -> dict[str, Any]:
            found: dict[str, Any] = {"number": quote.number}
            if form.terms.touched:
                found["terms"] = form.terms.terms()
            return found | ({"inquiry": form.draft()} if page.sheet_touched else {})

        def done(outcome: Any) -> None:
            page.reload()
            self._context.say(tr("已修订为 {no}。").format(no=outcome.value))

        self._context.do(revise_quote, arguments, done, fields=form.fields)

    def accept(self) -> None:
        """The customer takes the offer: on to the consignment, everything filled in."""
        quote = self._page.quote
        if quote is None:
            return
        number = quote.number
        if quote.state is Q.ACCEPTED:
            self._context.open_page("consignment_entry", quote_no=number)
            return
        question = tr("客户接受报价 {no}({a} 元)。限额赔偿条款已向客户说明并得到认可吗?")
        amount = show_money(quote.total_fen)
        words = question.format(no=number, a=amount)
        acknowledged = self._context.sure(words, yes=tr("已认可"), no=tr("尚未说明"))

        def done(_: object) -> None:
            self._page.reload()
            self._context.open_page("consignment_entry", quote_no=number)

        arguments = {"number": number, "clause_ack": acknowledged}
        self._context.do(accept_quote, arguments, done)

    def reject(self) -> None:
        """The customer turned the offer down; the call stays open for another one."""
        quote = self._page.quote
        if quote is not None:
            self._ask(reject_quote, {"number": quote.number})

    def print_offer(self) -> None:
        """Show the quotation on paper."""
        if self._page.quote is not None:
            self._context.show_paper("P-18", self._page.quote.number)

    def print_in_full(self) -> None:
        """Ask why, write the look down, then show the quotation with the caller's phone in full."""
        card, quote = self._page.card, self._page.quote
        if card is None or quote is None:
            return

        def done(_: object) -> None:
            self._context.show_paper("P-18", quote.number, full_phone=True)

        fixed: dict[str, Any] = {"record": "inquiry", "record_id": card.id, "field": "phone"}
        values = {"why": RevealReason.OTHER, "note": tr("打印报价单 {no}").format(no=quote.number)}
        command, window = entry_of(reveal_personal), self._page.window()
        FormDialog(self._context, command, WHY, fixed, values, window, done).show()

    def copy_offer(self) -> None:
        """Put the offer in words on the clipboard."""
        quote = self._page.quote
        if quote is not None:
            words = offer_words(quote, self._page.form.as_it_stands())
            QGuiApplication.clipboard().setText(words)
            self._context.say(tr("报价文字已复制,可粘贴到微信。"))

    # -- the call -----------------------------------------------------------------------------------

    def lose(self) -> None:
        """The customer does not send with us."""
        self._page.save_first(lambda: self._ask(lose_inquiry, self._call()))

    def refuse(self) -> None:
        """We do not take the goods."""
        self._page.save_first(lambda: self._ask(refuse_inquiry, self._call()))

    def msds(self) -> None:
        """The safety data sheet came."""
        self._page.save_first(lambda: self._ask(record_msds, self._call()))

    def reopen(self) -> None:
        """Take up a lost call again."""
        self._ask(reopen_inquiry, self._call())

    def _call(self) -> dict[str, Any]:
        return {"inquiry_no": self._page.number}

    def _ask(self, command: Callable[..., Any], fixed: dict[str, Any]) -> None:
        """A form for the rest of a command's arguments."""
        entry = entry_of(command)
        fields = [field for field in argument_fields(entry) if field.name not in fixed]

        def done(_: object) -> None:
            self._page.reload()
            self._context.say(tr("{what}:已保存。").format(what=tr(entry.label)))

        window = self._page.window()
        FormDialog(self._context, entry, fields, fixed, None, window, done).show()

    def _with_quote(self, command: Callable[..., Any], words: str, **more: Any) -> None:
        quote: QuoteCard | None = self._page.quote
        if quote is None:
            return
        if self._page.changed:
            self._context.say(tr("内容已改动,请先按 F10 重新报价,或按 Ctrl+R 修订。"))
            return

        def done(_: object) -> None:
            self._page.reload()
            self._context.say(words.format(no=quote.number))

        self._context.do(command, {"number": quote.number, **more}, done)
