"""The end of the day: the list of what is still open, and the signature after a proven backup."""

from PySide6.QtWidgets import QHBoxLayout

from desk.closing import SignedDay, sign_day
from desk.kernel.text import tr
from ui.bridge import Step
from ui.desks.pieces import keyed_button
from ui.pages.list_page import ListPage
from ui.pages.progress import with_progress
from ui.registry import Context


class DayCloseItems(ListPage):
    """See the module."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "day_close_items")

    def sign(self) -> None:
        """Back the office up and sign one's own day, beside the window."""
        question = tr("现在签今天的日清?")
        points = (tr("先备份并校验数据文件,再签字;签字后不能再改。"),)
        if not self.context.sure(question, *points, yes=tr("备份并签字"), no=tr("返回")):
            return

        def call(_: Step) -> SignedDay:
            return sign_day(self.context.desk)

        title = tr("正在备份并签日清")
        with_progress(
            self.context.bridge, title, call, self._signed, self.context.tell, self.window()
        )

    def _signed(self, day: SignedDay) -> None:
        said = tr("已签日清,备份 {name}。").format(name=day.backup.name)
        unprinted = "、".join(paper.code for paper in day.diary if not paper.printed)
        if unprinted:
            said += tr("请在「日清」页打印存档:{codes}。").format(codes=unprinted)
        self.context.say(said)

    def _head(self) -> QHBoxLayout:
        row = super()._head()
        if self.context.may("day_close.create"):
            row.addWidget(keyed_button(self, tr("签日清"), "F9", self.sign))
        return row
