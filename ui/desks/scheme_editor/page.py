"""评估方案编制: one version; an approved one is read and continued as the next version."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.evaluation.reports.comparing import backtest_draft
from desk.evaluation.schemes.choices import SchemeState
from desk.evaluation.schemes.commands import draft_scheme, submit_scheme, update_scheme
from desk.evaluation.schemes.drafts import IndicatorDraft, SchemeDraft
from desk.evaluation.schemes.queries import SchemeCard, scheme_card, standard_scheme_draft
from desk.evaluation.schemes.rules import check_scheme
from desk.evaluation.schemes.scoring import WHOLE
from desk.kernel.errors import Refused
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.partners.carriers.choices import PartnerScope
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.dense import DenseGrid
from ui.desks.kept_fields import KeptFields, put_fields
from ui.desks.leaving import Leaving
from ui.desks.only_look import hint_for
from ui.desks.pieces import Card, Chip, add_side, keyed_button
from ui.desks.scheme_editor.backtest import Backtest
from ui.desks.scheme_editor.grid import indicator_grid, indicator_words
from ui.desks.stale import StaleAwareFields
from ui.editors import editor_for
from ui.editors.read import ReadEditor
from ui.errors_shown import messages
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.tones import tone_of
from ui.turns import next_turn

SIDE_WIDTH, MOST_SAID = (330, 260), 6
CREATE = "evaluation_scheme.create"
HEAD = (
    (Field("scope", "范围", Kind.CHOICE, PartnerScope, 4, required=True), 3),
    (Field("name", "方案名称", width=12, required=True), 6),
    (Field("a_from", "A 级从", Kind.MONEY, width=4, required=True), 2),
    (Field("b_from", "B 级从", Kind.MONEY, width=4, required=True), 2),
    (Field("c_from", "C 级从", Kind.MONEY, width=4, required=True), 2),
    (Field("least_tickets", "样本下限", Kind.COUNT, width=4, required=True), 2),
    (Field("remark", "说明", width=10), 5),
)


class SchemeEditor(Leaving):
    """See the module.

    Attributes:
        scheme_id: of the version that is shown; None for a new one.
    """

    watches: ClassVar[frozenset[str] | None] = frozenset({"evaluation_scheme", "approval"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.scheme_id: int | None = None
        self.card: SchemeCard | None = None
        self.changed = False
        self.head = StaleAwareFields(self)
        for field, _ in HEAD:
            self.head.add(editor_for(replace(field, label=tr(field.label)), context))
        next_turn()
        self.grid = indicator_grid(context)
        next_turn()
        self.head.carry("indicators", self.grid.whole(tr("指标"), IndicatorDraft, indicator_words))
        self.head.merges(context, lambda: self._came(self._read()), self.save)
        self.kept = KeptFields(
            self, tr("一份评估方案"), lambda: self.head, self._restore, lambda: self.typing
        )
        for editor in (*self.head, *self.grid.fields):
            if isinstance(editor, ReadEditor):
                editor.line.setPlaceholderText("")  # points, not money
        self.backtest = Backtest(self, self.try_on_old_periods)
        self.head.edited.connect(self._touch)
        self.grid.changed.connect(self._touch)
        self.head.edited.connect(self.kept.typed)
        self.grid.changed.connect(self.kept.typed)
        self.head.finished.connect(self.grid.fields.focus_first)
        self._build()
        self._show_draft(None, locked=False)

    # -- what is shown ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Take the version ``id``; without one begin with the standard scheme."""
        if not self.may_leave():
            return
        wanted = arguments.get("id")
        self.scheme_id, self.card, self.changed = (int(wanted) if wanted else None), None, False
        self.renew()

    def refresh(self) -> None:
        if self.typing:
            return
        if self.scheme_id is not None:
            self.context.ask(scheme_card, self._came, self, scheme_id=self.scheme_id)
        elif self.card is None and not self.grid.parts and self.context.may(CREATE):
            scope = PartnerScope.REGION
            begin = partial(self._show_draft, locked=False)
            self.context.ask(standard_scheme_draft, begin, self, scope=scope)

    def may_leave(self) -> bool:
        question = tr("评估方案还没有保存,确定放弃?")
        if self.typing and not self.context.gives_up(question):
            return False
        self.kept.forget()
        return True

    @property
    def typing(self) -> bool:
        """Whether anything is not saved."""
        return self.changed or self.grid.fields.touched

    def forget_typing(self) -> None:
        self.changed = False
        self._show_draft(self.card.draft if self.card else None, locked=self.locked)
        self.renew()

    def _read(self) -> SchemeCard:
        assert self.scheme_id is not None
        return self.context.look_up(scheme_card, scheme_id=self.scheme_id)

    def _restore(self, kept: dict[str, Any]) -> None:
        put_fields(self.head, kept)
        self._touch()

    @property
    def locked(self) -> bool:
        """Whether the version is only read."""
        state = self.card.state if self.card else SchemeState.DRAFT
        return state is not SchemeState.DRAFT or not self.context.may(CREATE)

    def draft(self) -> SchemeDraft:
        """The version as it stands on the screen.

        Raises:
            Refused: what cannot be read.
        """
        return SchemeDraft(**self.head.values(), indicators=tuple(self.grid.parts))

    def _came(self, card: SchemeCard) -> None:
        self.card = card
        self._show_draft(card.draft, locked=self.locked)

    def _show_draft(self, draft: SchemeDraft | None, *, locked: bool) -> None:
        if draft is not None:
            self.head.fill({f.name: getattr(draft, f.name) for f, _ in HEAD})
        for editor in self.head:
            editor.setEnabled(not locked)
        self.grid.show_parts(draft.indicators if draft else (), locked=locked)
        self.head.mark()
        if not locked:
            named = draft.name if draft is not None else ""
            self.kept.begin(f"scheme {self.scheme_id or ''}", named=named)
        self._show()

    def _touch(self) -> None:
        self.changed = True
        self._show()

    def _show(self) -> None:
        card, locked = self.card, self.locked
        self._title.setText(tr("评估方案 {v}").format(v=card.label) if card else tr("新评估方案"))
        tone = tone_of(card.state) if card else Tone.NEUTRAL
        self._state.show_as(card.state.label if card else "", tone)
        total = _sum(self.grid.parts)
        words = tr("权重合计 {a}").format(a=show_money(total))
        self._sum.show_as(words, Tone.DONE if total == WHOLE else Tone.WRONG)
        said = [] if locked else self._said()
        self._wrong.setText("\n".join(said))
        self._wrong_card.setVisible(bool(said))
        may = self.context.may(CREATE)
        for button, shown in (
            (self._save, not locked),
            (self._submit, not locked and (card is not None or self.changed)),
            (self._next, may and locked and card is not None),
            (self._paper, card is not None and self.context.may("print.create")),
        ):
            button.setVisible(shown)
            button.setEnabled(shown)  # its key rests as well

    def _said(self) -> list[str]:
        """What is still wrong, the sum of the weights first (E192)."""
        try:
            found = check_scheme(self.draft()).found
        except Refused as refused:
            found = list(refused.problems)
        found = sorted(found, key=lambda problem: problem.code != "E192")
        return list(dict.fromkeys(messages(found)))[:MOST_SAID]

    # -- doing it ---------------------------------------------------------------------------------

    def save(self) -> None:
        """Save the draft."""
        self._saved_then(lambda: self.context.say(tr("评估方案已保存。")))

    def submit(self) -> None:
        """Save the draft and put it before the manager."""

        def put() -> None:
            said = tr("已提交,等经理批准。")
            arguments = {"scheme_id": self.scheme_id}
            self.context.do(submit_scheme, arguments, lambda _: self.context.say(said))

        self._saved_then(put)

    def next_version(self) -> None:
        """Begin the next version with what this one holds; nothing is saved before F9."""
        former = self.card.draft if self.card else None
        self.scheme_id, self.card, self.changed = None, None, True
        self._show_draft(former, locked=False)
        self.grid.fields.focus_first()

    def try_on_old_periods(self) -> None:
        """Reckon the old periods with what stands on the screen."""
        try:
            draft = self.draft()
        except Refused as refused:
            self.context.tell(refused)
            return
        self.context.ask(backtest_draft, self.backtest.show_rows, self, draft=draft)

    def print_scheme(self) -> None:
        """Show P-09."""
        if self.card is not None:
            self.context.show_paper("P-09", self.card.label)

    def _saved_then(self, then: Callable[[], None]) -> None:
        if self.locked or (self.grid.fields.touched and not self.grid.put()):
            return
        if not self.changed and self.card is not None:
            then()
            return

        def done(outcome: Any) -> None:
            self.changed = False
            self.kept.forget()
            if self.scheme_id is None:
                self.scheme_id = int(outcome.value)
            self._came(self._read())
            then()

        command = draft_scheme if self.scheme_id is None else update_scheme
        self.context.do(command, self._arguments, done, fields=self.head)

    def _arguments(self) -> dict[str, Any]:
        if self.scheme_id is None:
            return {"draft": self.draft()}
        version = self.card.version if self.card else None
        return {"scheme_id": self.scheme_id, "draft": self.draft(), "version": version}

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._top())
        column.addWidget(self.kept.line)
        head, line = Card(), DenseGrid(columns=sum(span for _, span in HEAD))
        line.line(*((self.head[field.name], span) for field, span in HEAD))
        head.column.addWidget(line)
        column.addWidget(head)
        sides, side = QHBoxLayout(), QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(SPACE.small)
        self._sum, self._wrong = Chip(), plain_label("", "problem")
        self._wrong.setWordWrap(True)
        self._wrong_card = Card(tr("还须改正"))
        self._wrong_card.column.addWidget(self._wrong)
        self.grid.head.addWidget(self._sum)
        right.addWidget(self._wrong_card)
        right.addWidget(self.backtest, 1)
        sides.addWidget(self.grid, 1)
        add_side(sides, side, *SIDE_WIDTH)
        column.addLayout(sides, 1)
        words = tr(
            "表内 Enter 修改 · Del 删除 · Ctrl+↑↓ 移动;表单末栏 Enter 放入 · F9 保存 · Ctrl+T 试算"
        )
        hint = hint_for(self.context, CREATE, words, tr("↑↓ 看指标"))
        column.addWidget(plain_label(hint, "small"))

    def _top(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        self._title, self._state = plain_label("", "title"), Chip()
        line.addWidget(self._title)
        line.addWidget(self._state)
        line.addStretch(1)
        self._paper = keyed_button(self, tr("打印"), "Ctrl+P", self.print_scheme)
        self._next = keyed_button(self, tr("另起新版本"), "Ctrl+N", self.next_version, "primary")
        self._submit = keyed_button(self, tr("提交审批"), "F7", self.submit)
        self._save = keyed_button(self, tr("保存"), "F9", self.save, "primary")
        for button in (self._paper, self._next, self._submit, self._save):
            line.addWidget(button)
        return line


def _sum(lines: list[IndicatorDraft]) -> int:
    return sum(line.weight_hundredths for line in lines)
