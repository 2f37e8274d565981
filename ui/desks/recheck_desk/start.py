"""A re-check is begun: which customers, until when; how many that gives everybody is shown at once."""

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.archive.customers.choices import CustomerClass, Stage
from desk.archive.rechecks.commands import start_recheck
from desk.archive.rechecks.picking import Picking
from desk.archive.rechecks.to_call import RecheckPreview, recheck_preview
from desk.kernel.errors import Refused
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.bridge import Job
from ui.desks.leaving import Leaving
from ui.desks.pieces import Card, Pairs, keyed_button
from ui.editors import FieldSet, editor_for
from ui.editors.picked import FlagEditor
from ui.pages.field_grid import FieldGrid
from ui.registry import Context
from ui.theme import SPACE

DAYS, QUOTA = 30, 30
DESK = "recheck_desk"


class RecheckStart(Leaving):
    """See the module."""

    watches = frozenset({"recheck", "recheck_card", "customer"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.customer_ids: tuple[int, ...] = ()
        self._asked: Job | None = None
        self.fields = FieldSet(self)
        for field in (
            Field("title", tr("名称"), required=True, width=14),
            Field("due_on", tr("截止日期"), Kind.DATE, required=True),
            Field("not_verified_days", tr("多少天未核实"), Kind.COUNT, help=tr("空着不限")),
            Field("quota", tr("每人最多户数"), Kind.COUNT, required=True),
            Field("only_due", tr("只选已到核实日期的"), Kind.FLAG),
        ):
            self.fields.add(editor_for(field, context))
        self.classes = {
            c: self._flag(f"class_{c.value}", tr("{v} 类").format(v=c.label)) for c in CustomerClass
        }
        self.stages = {s: self._flag(f"stage_{s.value}", s.label) for s in Stage}
        self.fields.edited.connect(self.preview)
        self.fields.finished.connect(self.save)
        self._build()
        self.reset()

    def open_with(self, **arguments: Any) -> None:
        """``ids``: only these customers, chosen in a list."""
        self.customer_ids = tuple(arguments.get("ids") or ())
        self.reset()
        self.preview()

    def may_leave(self) -> bool:
        question = tr("复核还没有发起,确定放弃?")
        return not self.typing or self.context.gives_up(question)

    @property
    def typing(self) -> bool:
        return self.fields.touched

    def forget_typing(self) -> None:
        self.reset()
        self.preview()

    def shown(self) -> None:
        super().shown()
        self.fields.focus_first()

    def refresh(self) -> None:
        self.preview()

    def reset(self) -> None:
        """Propose a title and a month's time."""
        today = local(self.context.desk.now).date()
        title = tr("{y} 年 {m} 月客户档案复核").format(y=today.year, m=today.month)
        self.fields.clear()
        self.fields.fill({"title": title, "due_on": today + timedelta(DAYS), "quota": QUOTA})

    def picking(self) -> Picking:
        """The conditions as they are typed.

        Raises:
            Refused: what cannot be read.
        """
        return Picking(
            classes=tuple(c for c, editor in self.classes.items() if editor.value()),
            stages=tuple(s for s, editor in self.stages.items() if editor.value()),
            not_verified_days=self.fields["not_verified_days"].value() or 0,
            only_due=self.fields["only_due"].value(),
            customer_ids=self.customer_ids,
        )

    def preview(self) -> None:
        """Ask how many customers that are; an unreadable condition waits for its correction."""
        if self._asked is not None:
            self._asked.cancel()
        try:
            picking, quota = self.picking(), self.fields["quota"].value() or QUOTA
        except Refused:
            return
        desk = self.context.desk
        self._asked = self.context.bridge.later(
            lambda: desk.ask(recheck_preview, picking=picking, quota=quota),
            self._show,
            self.context.tell,
            owner=self,
        )

    def save(self) -> None:
        """Start it, and go to the cards."""

        def started(outcome: Any) -> None:
            made = outcome.value
            said = tr("{no} 已发起,共 {n} 户。").format(no=made.number, n=made.cards)
            left = tr("另有 {n} 户超出每人户数,没有列入。").format(n=made.left) if made.left else ""
            self.context.say(said + left)
            self.customer_ids = ()
            self.reset()
            self.context.open_page(DESK)

        self.context.do(start_recheck, self._arguments, started, fields=self.fields)

    def _arguments(self) -> dict[str, Any]:
        values = self.fields.values()
        kept = {name: values[name] for name in ("title", "due_on", "quota")}
        return {**kept, "picking": self.picking()}

    def _flag(self, name: str, word: str) -> FlagEditor:
        editor = FlagEditor(Field(name, word, Kind.FLAG))
        editor.check.setText(word)
        return self.fields.add(editor)

    def _show(self, found: RecheckPreview) -> None:
        self._count.setText(tr("{n} 户").format(n=found.customers))
        people = [(name, tr("{n} 户").format(n=count)) for name, count in found.people]
        left = (
            [(tr("未列入"), tr("{n} 户,超出每人户数").format(n=found.left))] if found.left else []
        )
        self._people.show_pairs([(tr("范围"), found.picked), *people, *left])
        nobody = tr("没有符合条件的客户,或都在进行中的复核里。")
        self._nobody.setText("" if found.customers else nobody)
        self.start_button.setEnabled(bool(found.customers))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        head = QHBoxLayout()
        head.addWidget(plain_label(tr("发起档案复核"), "title"), 1)
        back = keyed_button(self, tr("返回"), "Esc", self.leave)
        self.start_button = keyed_button(self, tr("发起"), "F9", self.save, "primary")
        head.addWidget(back)
        head.addWidget(self.start_button)
        column.addLayout(head)
        sides = QHBoxLayout()
        sides.setSpacing(SPACE.small)
        asked = Card(tr("复核哪些客户"))
        grid = FieldGrid(2)
        named = ("due_on", "not_verified_days", "quota", "only_due")
        grid.put(self.fields["title"], span=2)
        grid.place(self.fields[name] for name in named)
        asked.column.addWidget(grid)
        asked.column.addWidget(_row(tr("分类"), self.classes.values()))
        asked.column.addWidget(_row(tr("阶段"), self.stages.values()))
        asked.column.addWidget(plain_label(tr("分类、阶段都不勾为不限。"), "small"))
        asked.column.addStretch(1)
        sides.addWidget(asked, 3)
        sides.addWidget(self._preview_card(), 2)
        column.addLayout(sides)
        column.addStretch(1)
        hint = tr(
            "Enter 下一项,空格勾选 · F9 发起 · 客户由其负责人核实,没有负责人的分给户数最少的人"
        )
        column.addWidget(plain_label(hint, "small"))

    def _preview_card(self) -> Card:
        card = Card(tr("这样会选出"))
        self._count, self._people = plain_label("", "title"), Pairs()
        self._nobody = plain_label("", "muted")
        self._nobody.setWordWrap(True)
        card.head.addWidget(self._count)
        card.column.addWidget(self._nobody)
        card.column.addWidget(self._people)
        card.column.addStretch(1)
        return card


def _row(word: str, flags: Any) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(plain_label(word, "label"))
    for flag in flags:
        row.addWidget(flag)
    row.addStretch(1)
    return whole
