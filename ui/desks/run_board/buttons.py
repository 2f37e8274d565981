"""The head of the board: what can be done with a run, when each button is there, and the runs' words."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from desk.freight.delivery.choices import RunState as S
from desk.freight.delivery.queries import OpenRunRow
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.only_look import press_or_say
from ui.desks.pieces import keyed_button, on_key
from ui.theme import SPACE

if TYPE_CHECKING:
    from ui.desks.run_board.page import RunBoard

CREATE, UPDATE = "delivery_run.create", "delivery_run.update"
BUTTONS: dict[str, tuple[str, tuple[S | None, ...]]] = {
    "void": ("delivery_run.void", (S.DRAFT,)),
    "revise": (UPDATE, (S.PRINTED,)),
    "new": (CREATE, (None, *S)),
    "print": (UPDATE, (None, S.DRAFT, S.PRINTED, S.OUT, S.RETURNED, S.SETTLED)),
    "depart": (UPDATE, (S.DRAFT, S.PRINTED)),
    "receipts": ("delivery_run.read", (S.OUT, S.RETURNED)),
}


def head_of(page: "RunBoard") -> QHBoxLayout:
    """The title and the buttons; they are put into the page's `buttons` by name."""
    row = QHBoxLayout()
    row.setSpacing(SPACE.small)
    row.addWidget(plain_label(tr("派送排车"), "title"))
    row.addStretch(1)
    for name, word, key, role, does in (
        ("void", tr("作废"), "", "danger", page.sending.give_up),
        ("revise", tr("退回修改"), "Ctrl+R", "", page.sending.revise),
        ("new", tr("新派送单"), "Ctrl+N", "", page.new),
        ("print", tr("打印清单和票据"), "Ctrl+P", "", page.sending.print_papers),
        ("depart", tr("出车"), "F8", "", page.sending.depart),
        ("receipts", tr("签收与缴款"), "F10", "primary", page.sending.open_receipts),
        ("save", tr("保存"), "F9", "primary", page.sending.save),
    ):
        button = keyed_button(page, word, "", does, role)
        button.setText(f"{word}  {key}" if key else word)
        if key:
            on_key(page, key, partial(_press, page, name))
        page.buttons[name] = button
        row.addWidget(button)
    return row


def words_of(row: OpenRunRow) -> str:
    """An open run in one line: number, truck, state, tickets."""
    words = tr("{no}  {plate} {driver}  {state} {t}票")
    return words.format(
        no=row.number,
        plate=row.plate_no,
        driver=row.driver_name,
        state=row.state.label,
        t=row.tickets,
    )


def _press(page: "RunBoard", name: str) -> None:
    right = page.save_right if name == "save" else BUTTONS[name][0]
    press_or_say(page.context, page.buttons[name], right)
