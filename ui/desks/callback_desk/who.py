"""Who is called: the customer, his contact with the number behind a reason, why and until when."""

from PySide6.QtWidgets import QHBoxLayout

from desk.care.callbacks.choices import ItemState
from desk.care.callbacks.sheet import CallSheet, SheetContact
from desk.kernel.moments import show_date, show_moment
from desk.kernel.text import tr
from ui.desks.customer_record.revealing import Revealed
from ui.desks.pieces import Card, Chip
from ui.desks.texts import Elided
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.tones import tone_of


class Who(Card):
    """See the module."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.revealed = Revealed(context)
        self._contact, self._customer = Elided("strong"), Elided("muted")
        self.warned = Chip()
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        line.addWidget(self._contact)
        line.addWidget(self.warned)
        line.addWidget(self._customer, 1)
        self.column.addLayout(line)
        self.column.addWidget(self.revealed)

    def show_sheet(self, sheet: CallSheet, contact: SheetContact | None) -> None:
        """Show the customer and the contact that is called."""
        self._contact.setText(_contact_words(contact))
        refuses = contact is not None and contact.do_not_call
        self.warned.show_as(tr("谢绝来电") if refuses else "", Tone.WRONG)
        self._customer.setText("  ·  ".join(_customer_words(sheet)))

    def reveal(self, contact: SheetContact | None) -> None:
        """Show the number to call, with a reason."""
        if contact is not None:
            self.revealed.ask(contact.name, "contact", contact.contact_id, contact.field)


class HeadChips(QHBoxLayout):
    """Class, stage, cause and state of the call in words."""

    def __init__(self) -> None:
        super().__init__()
        self.setSpacing(SPACE.small)
        self.chips = {name: Chip() for name in ("class", "why", "state", "tries")}
        for chip in self.chips.values():
            self.addWidget(chip)

    def show_sheet(self, sheet: CallSheet | None) -> None:
        """Show the marks of a call, or none."""
        item = sheet.item if sheet else None
        words = {
            "class": tr("{v} 类").format(v=sheet.customer_class.label) if sheet else "",
            "why": item.cause.label if item else (tr("计划外") if sheet else ""),
            "state": item.state.label if item and item.state is not ItemState.PLANNED else "",
            "tries": tr("已试 {n} 次").format(n=item.tries) if item and item.tries else "",
        }
        tones = {"class": Tone.NEUTRAL, "why": Tone.ACTIVE, "tries": Tone.WAITING}
        if item is not None:
            tones["state"] = tone_of(item.state)
        for name, chip in self.chips.items():
            chip.show_as(words[name], tones.get(name, Tone.NEUTRAL))


def _contact_words(contact: SheetContact | None) -> str:
    if contact is None:
        return tr("没有登记联系人")
    role = contact.role.label if contact.role else ""
    pref = tr("宜 {v} 来电").format(v=contact.call_time_pref) if contact.call_time_pref else ""
    parts = (contact.name, role, contact.phone_masked, pref)
    return "  ".join(part for part in parts if part)


def _customer_words(sheet: CallSheet) -> list[str]:
    last = sheet.last_ticket_on
    item = sheet.item
    words = [
        sheet.code,
        sheet.stage.label,
        sheet.rfm_label.label if sheet.rfm_label else "",
        tr("最近发货 {day}").format(day=show_date(last)) if last else "",
        tr("{t} 前回访").format(t=show_moment(item.due_at)[5:]) if item else "",
        tr("回访人 {who}").format(who=item.caller) if item else "",
    ]
    return [part for part in words if part]
