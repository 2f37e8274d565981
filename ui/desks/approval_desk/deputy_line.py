"""Who decides for whom these days, and the manager's way to name a deputy before he leaves."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.kernel.commands import entry_of
from desk.kernel.text import tr
from desk.office.approvals.deputies import end_deputy, name_deputy
from desk.office.approvals.summary import DeputyRow
from desk.screens.fields import Field, Kind
from ui.desks.pieces import keyed_button
from ui.desks.texts import Elided
from ui.pages.form_dialog import FormDialog
from ui.registry import Context
from ui.theme import SPACE

FIELDS = (
    Field("deputy", "代理人", width=10, required=True, help="登录名或姓名"),
    Field("starts_on", "开始日期(空着为今天)", Kind.DATE, width=6),
    Field("ends_on", "结束日期(含当天)", Kind.DATE, width=6, required=True),
    Field("reason", "原因", width=14, required=True),
)


class DeputyLine(QWidget):
    """One line under the title."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)  # else it would be a window of its own until it is laid out
        self._context, self._page = context, page
        self.rows: list[DeputyRow] = []
        self.words = Elided("muted")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE.small)
        line.addWidget(self.words, 1)
        self.name = keyed_button(page, tr("指定代理人"), "Ctrl+D", self.name_one)
        self.end = keyed_button(page, tr("结束代理"), "", self.end_one)
        for button in (self.name, self.end):
            line.addWidget(button)
        self.show_rows([])

    def show_rows(self, rows: list[DeputyRow]) -> None:
        """Show the deputyships of today and later."""
        self.rows = rows
        told = tr(";").join(_told(row) for row in rows)
        self.words.setText(told or tr("现在没有审批代理人。"))
        may = self._context.may("approval.depute")
        self.name.setVisible(may)
        self.end.setVisible(may and bool(rows))
        self.setVisible(may or bool(rows))

    def name_one(self) -> None:
        """Ask who, from when to when, and why."""
        if not self._context.may("approval.depute"):
            return
        done = lambda _: self._context.say(tr("代理人已指定,到期自动结束。"))  # noqa: E731
        hint = tr("代理人替您审批,权限不超过您的;他自己提交的仍不能由他审批。")
        form = FormDialog(
            self._context,
            entry_of(name_deputy),
            tuple(FIELDS),
            {},
            {},
            self._page.window(),
            done,
            hint,
        )
        form.show()

    def end_one(self) -> None:
        """End the first of them, after one question."""
        row = next(iter(self.rows), None)
        if row is None:
            return
        question = tr("现在就结束{who}的审批代理?").format(who=row.deputy)
        if self._context.sure(question, _told(row), yes=tr("结束代理")):
            said = partial(self._context.say, tr("审批代理已结束。"))
            self._context.do(end_deputy, {"deputy_id": row.id}, lambda _: said())


def _told(row: DeputyRow) -> str:
    return tr("{d1} 至 {d2} 由{deputy}代{who}审批({why})").format(
        d1=f"{row.starts_on:%m-%d}",
        d2=f"{row.ends_on:%m-%d}",
        deputy=row.deputy,
        who=row.principal,
        why=row.reason,
    )
