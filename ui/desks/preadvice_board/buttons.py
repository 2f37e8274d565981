"""The buttons of the board, their keys, and when each is there; and where everything stands."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout

from desk.freight.outbound.choices import PreadviceState as S
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.only_look import hint_for
from ui.desks.pieces import keyed_button, on_key
from ui.registry import Context
from ui.theme import SPACE

if TYPE_CHECKING:
    from ui.desks.preadvice_board.page import PreadviceBoard

CREATE, UPDATE = "outbound_preadvice.create", "outbound_preadvice.update"
_READ, _VOID = "outbound_preadvice.read", "outbound_preadvice.void"
_GONE = (S.DEPARTED, S.ARRIVED)
_SAVED = tuple(S)
AT_FOOT = ("copy", "list", "inside", "day")
STEP_WORDS = {
    S.DRAFT: "确认出库",
    S.CONFIRMED: "微信发送",
    S.SENT: "登记发车",
    S.DEPARTED: "登记到站",
    S.ARRIVED: "关闭",
}


class Spec(NamedTuple):
    """One button: its words, key, look, right, and the states it is there in (None is a new truck)."""

    word: str
    key: str
    role: str
    right: str
    states: tuple[S | None, ...]


SPECS: dict[str, Spec] = {
    "void": Spec("作废", "", "danger", _VOID, (S.DRAFT, S.CONFIRMED)),
    "reopen": Spec("退回修改", "Ctrl+R", "", UPDATE, (S.CONFIRMED,)),
    "new": Spec("新预报", "Ctrl+N", "", CREATE, (None, *S)),
    "day": Spec("发运记录", "Ctrl+D", "", _READ, (None, *S)),
    "inside": Spec("内部联", "Ctrl+Shift+P", "", "cost.read", _SAVED),
    "list": Spec("预报清单", "Ctrl+P", "", _READ, _SAVED),
    "copy": Spec("复制文字", "Ctrl+T", "", _READ, (S.CONFIRMED, S.SENT, *_GONE)),
    "check": Spec("检查运价", "F7", "", UPDATE, (S.DRAFT,)),
    "propose": Spec("装入可装的货", "F4", "", UPDATE, (None, S.DRAFT)),
    "otherwise": Spec("传真或邮件", "Ctrl+E", "", UPDATE, (S.CONFIRMED,)),
    "acknowledge": Spec("登记回执", "F7", "", UPDATE, (S.SENT, *_GONE)),
    "sign": Spec("外地签收", "F10", "", "signoff.create", (*_GONE, S.CLOSED)),
    "step": Spec("确认出库", "F8", "primary", UPDATE, (S.DRAFT, S.CONFIRMED, S.SENT, *_GONE)),
    "save": Spec("保存", "F9", "primary", UPDATE, (None, S.DRAFT)),
}


def may_press(context: Context, name: str, state: S | None) -> bool:
    """Whether a button is there for this user and a truck in this state."""
    spec = SPECS[name]
    return context.may(spec.right) and state in spec.states


def build(page: "PreadviceBoard") -> dict[str, QPushButton]:
    """Put the board together; returns its buttons by name."""
    buttons = {name: _button(page, name, does) for name, does in _deeds(page).items()}
    for key in dict.fromkeys(spec.key for spec in SPECS.values() if spec.key):
        on_key(page, key, partial(_press, page, key))
    on_key(page, "Ctrl+F", page.waiting.search.setFocus)
    on_key(page, "F6", page.change_side)
    column = QVBoxLayout(page)
    column.setContentsMargins(SPACE.page, SPACE.normal, SPACE.page, SPACE.small)
    column.setSpacing(SPACE.small)
    head = QHBoxLayout()
    head.addWidget(plain_label(tr("出港配载"), "title"), 0, Qt.AlignmentFlag.AlignTop)
    head.addStretch(1)
    for name, button in buttons.items():
        if name not in AT_FOOT:
            head.addWidget(button)
    column.addLayout(head)
    column.addWidget(page.strip)
    column.addWidget(page.kept.line)
    sides = QSplitter(Qt.Orientation.Horizontal)
    sides.setChildrenCollapsible(False)
    sides.addWidget(page.waiting)
    sides.addWidget(page.side)
    sides.setSizes([460, 678])
    sides.setStretchFactor(1, 1)  # the goods that wait keep their columns in view
    column.addWidget(sides, 1)
    column.addLayout(_foot(buttons, page.context))
    return buttons


def _foot(buttons: dict[str, QPushButton], context: Context) -> QHBoxLayout:
    foot = QHBoxLayout()
    foot.setSpacing(SPACE.small)
    loads = tr(
        "空格选票 · Enter 装车 · Alt+↑↓ 顺序 · 数字改件数 · Delete 撤票 · F6 换边 · Esc 放弃"
    )
    hint = hint_for(context, CREATE, loads, tr("Ctrl+F 筛选 · F6 换边 · Esc 返回"))
    words = plain_label(hint, "small")
    words.setWordWrap(True)
    foot.addWidget(words, 1)
    for name in AT_FOOT:
        foot.addWidget(buttons[name])
    return foot


def _deeds(page: "PreadviceBoard") -> dict[str, Callable[[], None]]:
    acts = page.acts
    return {
        "void": acts.void,
        "reopen": acts.reopen,
        "new": page.new,
        "day": acts.show_day,
        "inside": partial(page.save_first, acts.show_inside),
        "list": partial(page.save_first, acts.show_list),
        "copy": acts.copy_text,
        "check": partial(page.save_first, acts.check_price),
        "propose": page.take_proposed,
        "otherwise": acts.send_otherwise,
        "acknowledge": acts.acknowledge,
        "sign": lambda: acts.sign_remote(page.loads.current()),
        "step": partial(page.save_first, acts.next_step),
        "save": page.save,
    }


def _button(page: "PreadviceBoard", name: str, does: Callable[[], None]) -> QPushButton:
    spec = SPECS[name]
    button = keyed_button(page, tr(spec.word), "", lambda: does(), spec.role)
    button.setText(f"{tr(spec.word)}  {spec.key}" if spec.key else tr(spec.word))
    return button


def _press(page: "PreadviceBoard", key: str) -> None:
    """The one button of this key that is there now."""
    for name, spec in SPECS.items():
        if spec.key == key and page.buttons[name].isVisible():
            page.buttons[name].click()
            return
    if key == SPECS["save"].key:
        page.context.may_or_says(CREATE if page.card is None else UPDATE)
