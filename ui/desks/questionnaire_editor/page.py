"""问卷编制: one edition; an approved one is read and continued as a new edition."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desk.care.surveys.choices import QuestionnaireState
from desk.care.surveys.designing import (
    check_questionnaire,
    draft_questionnaire,
    submit_questionnaire,
    update_questionnaire,
)
from desk.care.surveys.drafts import DimensionDraft, ItemDraft, QuestionnaireDraft
from desk.care.surveys.queries import QuestionnaireCard, questionnaire_card
from desk.kernel.text import tr
from desk.screens.fields import Field
from ui.asking import plain_label
from ui.desks.dense import DenseGrid
from ui.desks.kept_fields import KeptFields, put_fields
from ui.desks.leaving import Leaving
from ui.desks.only_look import hint_for
from ui.desks.pieces import Card, Chip, keyed_button
from ui.desks.questionnaire_editor.grids import dimension_grid, item_grid, part_words
from ui.desks.stale import StaleAwareFields
from ui.editors import editor_for
from ui.errors_shown import messages
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.tones import tone_of

SIDE_WIDTH, WHOLE, MOST_SAID = 320, 100, 5


class QuestionnaireEditor(Leaving):
    """See the module."""

    watches: ClassVar[frozenset[str] | None] = frozenset({"questionnaire", "approval"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.questionnaire_id: int | None = None
        self.card: QuestionnaireCard | None = None
        self.changed = False
        self.head = StaleAwareFields(self)
        for field in (
            Field("title", tr("问卷名称"), width=12, required=True),
            Field("intro", tr("说明"), width=20),
        ):
            self.head.add(editor_for(field, context))
        self.dimensions, self.items = dimension_grid(context), item_grid(context)
        for name, grid, kind in (
            ("dimensions", self.dimensions, DimensionDraft),
            ("items", self.items, ItemDraft),
        ):
            self.head.carry(name, grid.whole(grid.heading, kind, part_words))
        self.head.merges(context, lambda: self._came(self._read()), self.save)
        self.kept = KeptFields(
            self, tr("一份问卷"), lambda: self.head, self._restore, lambda: self.typing
        )
        for source in (self.head.edited, self.dimensions.changed, self.items.changed):
            source.connect(self.kept.typed)
        self.head.edited.connect(self._touch)
        self.dimensions.changed.connect(self._touch)
        self.items.changed.connect(self._touch)
        self._build()
        self._show_all((), (), locked=False)

    # -- what is shown ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Take the edition ``id``; without one begin an empty draft."""
        wanted = arguments.get("id")
        if self.may_leave():
            self.questionnaire_id, self.card = (int(wanted) if wanted else None), None
            self.changed = False
            if self.questionnaire_id is None:
                self.head.clear()
                self._show_all((), (), locked=False)
            self.renew()

    def refresh(self) -> None:
        if self.questionnaire_id is not None and not self.typing:
            wanted = self.questionnaire_id
            self.context.ask(questionnaire_card, self._came, self, questionnaire_id=wanted)

    def may_leave(self) -> bool:
        question = tr("问卷还没有保存,确定放弃?")
        if self.typing and not self.context.gives_up(question):
            return False
        self.kept.forget()
        return True

    @property
    def typing(self) -> bool:
        """Whether anything is not saved, also a part that was not put in yet."""
        parts = self.dimensions.fields.touched or self.items.fields.touched
        return self.changed or parts

    def forget_typing(self) -> None:
        self.changed = False
        if self.card is not None:
            self._came(self.card)
        else:
            self.head.clear()
            self._show_all((), (), locked=False)

    def _read(self) -> QuestionnaireCard:
        assert self.questionnaire_id is not None
        wanted = self.questionnaire_id
        return self.context.look_up(questionnaire_card, questionnaire_id=wanted)

    def _restore(self, kept: dict[str, Any]) -> None:
        put_fields(self.head, kept)
        self._touch()

    @property
    def draft(self) -> QuestionnaireDraft:
        """The edition as it stands on the screen."""
        typed = self.head.values()
        parts = tuple(self.dimensions.parts), tuple(self.items.parts)
        return QuestionnaireDraft(**typed, dimensions=parts[0], items=parts[1])

    def _came(self, card: QuestionnaireCard) -> None:
        self.card = card
        self.head.fill({"title": card.title, "intro": card.intro})
        self._show_all(
            [DimensionDraft(name=name, weight=weight) for name, weight in card.dimensions],
            [
                ItemDraft(
                    text=i.text,
                    kind=i.kind,
                    dimension=i.dimension,
                    weight=i.weight,
                    options=i.choices,
                )
                for i in card.items
            ],
            locked=card.state is not QuestionnaireState.DRAFT,
        )

    def _show_all(self, dimensions: Any, items: Any, *, locked: bool) -> None:
        locked = locked or not self.context.may("questionnaire.create")
        for editor in self.head:
            editor.setEnabled(not locked)
        self.dimensions.show_parts(dimensions, locked=locked)
        self.items.show_parts(items, locked=locked)
        self.head.mark()
        if not locked:
            named = str(self.head["title"].value())
            self.kept.begin(f"questionnaire {self.questionnaire_id or ''}", named=named)
        self._show()

    def _touch(self) -> None:
        self.changed = True
        self._show()

    def _show(self) -> None:
        card, locked = self.card, self.items.locked
        name = tr("调查问卷 V{n}").format(n=card.edition) if card else tr("新问卷")
        self._title.setText(name)
        self._state.show_as(
            card.state.label if card else "", tone_of(card.state) if card else Tone.NEUTRAL
        )
        total = sum(d.weight for d in self.dimensions.parts)
        right = total == WHOLE
        self._sum.show_as(tr("合计 {n}").format(n=total), Tone.DONE if right else Tone.WRONG)
        title, intro = (self.head[name].value() for name in ("title", "intro"))
        found = check_questionnaire(
            QuestionnaireDraft(
                title=title,
                intro=intro,
                dimensions=tuple(self.dimensions.parts),
                items=tuple(self.items.parts),
            )
        ).found
        said = list(dict.fromkeys(messages(found)))[:MOST_SAID]
        self._wrong.setText("\n".join(said))
        self._wrong_card.setVisible(bool(said) and not locked)
        may, there = self.context.may("questionnaire.create"), card is not None or self.changed
        for button, shown in (
            (self._save, may and not locked),
            (self._submit, may and not locked and there),
            (self._next, may and locked and card is not None),
            (self._paper, there and self.context.may("print.create")),
        ):
            button.setVisible(shown)
            button.setEnabled(shown)  # its key rests as well

    # -- doing it ---------------------------------------------------------------------------------

    def save(self) -> None:
        """Save the draft."""
        self._saved_then(lambda: self.context.say(tr("问卷已保存。")))

    def submit(self) -> None:
        """Save the draft and put it before the manager."""

        def put() -> None:
            said = tr("已提交,等经理批准。")
            arguments = {"questionnaire_id": self.questionnaire_id}
            self.context.do(submit_questionnaire, arguments, lambda _: self.context.say(said))

        self._saved_then(put)

    def preview(self) -> None:
        """Show P-14 of this edition."""

        def show() -> None:
            if self.card is not None:
                self.context.show_paper("P-14", f"V{self.card.edition}")

        self._saved_then(show)

    def next_edition(self) -> None:
        """Begin a new edition with what this one holds; nothing is saved before F9."""
        self.questionnaire_id, self.card, self.changed = None, None, True
        self._show_all(list(self.dimensions.parts), list(self.items.parts), locked=False)
        self.head.focus_first()

    def _saved_then(self, then: Callable[[], None]) -> None:
        grids = (self.dimensions, self.items)
        if not all(grid.put() for grid in grids if grid.fields.touched):
            return
        if not self.changed or self.items.locked:
            then()
            return

        def done(outcome: Any) -> None:
            self.changed = False
            self.kept.forget()
            if self.questionnaire_id is None:
                self.questionnaire_id = int(outcome.value)
            self._came(self._read())
            then()

        if self.card is None:
            self.context.do(draft_questionnaire, self._new, done, fields=self.head)
        else:
            self.context.do(update_questionnaire, self._update, done, fields=self.head)

    def _new(self) -> dict[str, Any]:
        return {"draft": self.draft}

    def _update(self) -> dict[str, Any]:
        version = self.card.version if self.card else None
        return {
            "questionnaire_id": self.questionnaire_id,
            "draft": self.draft,
            "version": version,
        }

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._top())
        column.addWidget(self.kept.line)
        head, grid = Card(), DenseGrid(columns=20)
        grid.line((self.head["title"], 6), (self.head["intro"], 14))
        head.column.addWidget(grid)
        column.addWidget(head)
        sides, right = QHBoxLayout(), QVBoxLayout()
        sides.setSpacing(SPACE.small)
        self._sum, self._wrong = Chip(), plain_label("", "problem")
        self._wrong.setWordWrap(True)
        self._wrong_card = Card(tr("还须改正"))
        self._wrong_card.column.addWidget(self._wrong)
        self.dimensions.head.addWidget(self._sum)
        self.dimensions.setFixedWidth(SIDE_WIDTH)
        self._wrong_card.setFixedWidth(SIDE_WIDTH)
        right.addWidget(self.dimensions, 1)
        right.addWidget(self._wrong_card)
        sides.addWidget(self.items, 1)
        sides.addLayout(right)
        column.addLayout(sides, 1)
        words = tr("表内 Enter 修改 · Del 删除 · Ctrl+↑↓ 移动;表单末栏 Enter 放入 · F9 保存")
        hint = hint_for(self.context, "questionnaire.create", words, tr("↑↓ 看题目"))
        column.addWidget(plain_label(hint, "small"))

    def _top(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        self._title, self._state = plain_label("", "title"), Chip()
        line.addWidget(self._title)
        line.addWidget(self._state)
        line.addStretch(1)
        self._paper = keyed_button(self, tr("预览问卷"), "Ctrl+P", self.preview)
        self._next = keyed_button(self, tr("另起新版本"), "Ctrl+N", self.next_edition, "primary")
        self._submit = keyed_button(self, tr("提交审批"), "F7", self.submit)
        self._save = keyed_button(self, tr("保存"), "F9", self.save, "primary")
        for button in (self._paper, self._next, self._submit, self._save):
            line.addWidget(button)
        return line
