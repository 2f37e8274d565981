"""The end of the day: what is still open, who has not signed, and the signature after a proven backup."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.app import command_table
from desk.closing import SignedDay, sign_day
from desk.freight.day_close.choices import CloseState
from desk.freight.day_close.queries import DayOfPerson, days_not_closed
from desk.freight.day_close.rules import check_line
from desk.kernel.errors import Problems
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.bridge import Step
from ui.desks.pieces import keyed_button
from ui.pages.form_dialog import FormDialog
from ui.pages.list_page import ListPage
from ui.pages.progress import with_progress
from ui.registry import Context

HANDOVER = Field(
    "handover", "交接说明", Kind.NOTE, width=10, help="明天或接班的人要知道的事,可不填"
)
HANDOVER_MOST = 200


class SignForm(FormDialog):
    """Asks what the next one must know; the page signs."""

    def __init__(
        self, context: Context, typed: str, sign: Callable[[str], None], window: QWidget
    ) -> None:
        self.hint = tr("先备份并校验数据文件,再签字;签字后不能再改。")
        self._sign = sign
        command = command_table()["sign_day_close"]
        super().__init__(
            context, command, (HANDOVER,), values={HANDOVER.name: typed}, window=window
        )
        self.save_button.setText(tr("备份并签字  F9"))

    def save(self) -> None:
        """Close the form and sign, unless the words are too long."""
        handover = str(self.fields.values()[HANDOVER.name] or "")
        problems = Problems()
        check_line(problems, handover, HANDOVER.name, tr(HANDOVER.label), HANDOVER_MOST)
        self.fields.show_problems(problems.found)
        if not problems.found:
            self.accept()
            self._sign(handover)


class DayCloseItems(ListPage):
    """See the module."""

    def __init__(self, context: Context) -> None:
        self.team = plain_label("", "muted")
        self.team.setWordWrap(True)
        self.team.setVisible(False)
        self._handover = ""
        super().__init__(context, "day_close_items")

    def refresh(self) -> None:
        super().refresh()
        if self.context.may("day_close.oversee"):
            self.context.ask(days_not_closed, self._show_team, self)

    def ask_to_sign(self) -> None:
        """Ask what the next one must know, then sign."""
        SignForm(self.context, self._handover, self.sign, self.window()).show()

    def sign(self, handover: str = "") -> None:
        """Back the office up and sign one's own day, beside the window."""
        self._handover = handover  # kept for the next time when the signature is refused

        def call(_: Step) -> SignedDay:
            return sign_day(self.context.desk, handover=handover)

        title = tr("正在备份并签日清")
        with_progress(
            self.context.bridge, title, call, self._signed, self.context.tell, self.window()
        )

    def _signed(self, day: SignedDay) -> None:
        self._handover = ""
        said = tr("已签日清,备份 {name}。").format(name=day.backup.name)
        unprinted = "、".join(paper.code for paper in day.diary if not paper.printed)
        if unprinted:
            said += tr("请在「日清」页打印存档:{codes}。").format(codes=unprinted)
        self.context.say(said)

    def _show_team(self, people: list[DayOfPerson]) -> None:
        self.team.setText(team_words(people))
        self.team.setVisible(True)

    def _build(self) -> None:
        super()._build()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self.team)

    def _head(self) -> QHBoxLayout:
        row = super()._head()
        if self.context.may("day_close.create"):
            row.addWidget(keyed_button(self, tr("签日清"), "F9", self.ask_to_sign))
        return row


def team_words(people: list[DayOfPerson]) -> str:
    """Who has not signed today, and how far he is."""
    late = [row for row in people if row.state is not CloseState.SIGNED]
    if not late:
        return tr("今日日清:{n} 人都已签。").format(n=len(people))
    names = "、".join(tr("{who}({how})").format(who=row.person, how=_how_far(row)) for row in late)
    return tr("今日日清还有 {n} 人未签:{names}").format(n=len(late), names=names)


def _how_far(row: DayOfPerson) -> str:
    if row.state is None:
        return tr("未打开")
    return tr("还有 {n} 项").format(n=row.waiting) if row.waiting else tr("已办完,待签")
