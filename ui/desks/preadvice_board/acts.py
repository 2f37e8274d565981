"""What is done with a saved truck: load, announce, see off and in, give up; asked for in small forms."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desk.app import command_table
from desk.freight.outbound.choices import PreadviceState as S
from desk.freight.outbound.choices import SendChannel
from desk.freight.outbound.commands import (
    check_preadvice,
    close_preadvice,
    confirm_preadvice,
    reopen_preadvice,
    send_preadvice,
    void_preadvice,
)
from desk.freight.outbound.message import preadvice_message
from desk.freight.outbound.queries import PreadviceCard
from desk.freight.price_checks.choices import Verdict
from desk.freight.price_checks.commands import submit_price
from desk.freight.price_checks.queries import price_checks_of
from desk.kernel.moments import local, show_date
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from desk.storage.gate import Outcome
from ui.desks.preadvice_board.loading import TruckLoad
from ui.editors import FieldSet
from ui.pages.form_dialog import FormDialog
from ui.registry import Context


class Board(Protocol):
    """What the acts need of the page."""

    context: Context
    card: PreadviceCard | None

    def reload(self, number: str, said: str) -> None: ...

    def window(self) -> QWidget: ...


class Acts:
    """One truck's way; every act ends with what is saved now on the screen."""

    def __init__(self, board: Board, fields: FieldSet) -> None:
        self._board, self._fields = board, fields
        self._context = board.context

    @property
    def number(self) -> str:
        return self._board.card.number if self._board.card is not None else ""

    def next_step(self) -> None:
        """What comes next for a truck in its state."""
        state = self._board.card.state if self._board.card else S.DRAFT
        steps: dict[S, Callable[[], None]] = {
            S.DRAFT: self.confirm,
            S.CONFIRMED: self.send_by_wechat,
            S.SENT: self.depart,
            S.DEPARTED: self.arrive,
            S.ARRIVED: self.close,
        }
        if state in steps:
            steps[state]()

    def confirm(self) -> None:
        """Book the goods onto the truck, after one question."""
        question = tr("{no} 装车完毕,现在确认出库?").format(no=self.number)
        if self._context.sure(question, tr("货物将出库,车价分摊到各票。"), yes=tr("确认出库")):
            self._do(confirm_preadvice, tr("已确认,货物已出库。按 F8 发送预报。"))

    def check_price(self) -> None:
        """Judge the truck's price; what the manager must decide is put before him."""

        def checked(outcome: Outcome[int]) -> None:
            check = self._context.look_up(price_checks_of, doc_no=self.number)[-1]
            wanted = check.verdict is Verdict.APPROVE and not check.stands
            if wanted and check.decision is None and self._context.may("price_check.explain"):
                self._submit(outcome.value)
            else:
                words = tr("运价检查:{v}。").format(v=check.verdict.label)
                self._board.reload(self.number, words)

        self._context.do(check_preadvice, {"number": self.number}, checked, fields=self._fields)

    def _submit(self, check_id: int) -> None:
        reason = self._context.asker.reason(tr("提交运价审批"))
        if not reason:
            self._board.reload(self.number, tr("运价检查:需批准,还没有提交。"))
            return
        arguments = {"check_id": check_id, "reason": reason}
        self._context.do(submit_price, arguments, self._done(tr("已提交经理审批。")))

    def copy_text(self) -> None:
        """Put the words for the receiver on the clipboard."""
        self._context.ask(preadvice_message, self._copied, None, number=self.number)

    def _copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._context.say(tr("预报文字已复制,请粘贴到微信。"))

    def send_by_wechat(self) -> None:
        """Copy the words for the receiver and note that they were sent by WeChat."""

        def sent(_: Outcome[Any]) -> None:
            text = self._context.look_up(preadvice_message, number=self.number)
            QGuiApplication.clipboard().setText(text)
            said = tr("预报文字已复制,请粘贴到微信发给到达方;已登记微信发送。")
            self._board.reload(self.number, said)

        arguments = {"number": self.number, "channel": SendChannel.WECHAT}
        self._context.do(send_preadvice, arguments, sent, fields=self._fields)

    def send_otherwise(self) -> None:
        """Note that the list went by fax or mail, and when."""
        channel = Field(
            "channel", tr("预报方式"), Kind.CHOICE, choices=SendChannel, width=5, required=True
        )
        values = {"channel": SendChannel.FAX}
        fields = (channel, _moment("sent_at", tr("发送时间")))
        self._form("send_preadvice", fields, tr("已登记预报发送。"), values, "sent_at")

    def acknowledge(self) -> None:
        """Note who of the receiving side read the list, and when."""
        by = Field("by", tr("回执人"), width=10, required=True)
        fields = (by, _moment("ack_at", tr("回执时间")))
        self._form("acknowledge_preadvice", fields, tr("已登记回执。"), {}, "ack_at")

    def depart(self) -> None:
        """Note when the truck left."""
        fields = (_moment("depart_at", tr("发车时间")),)
        self._form("depart_preadvice", fields, tr("已登记发车。"), {}, "depart_at")

    def arrive(self) -> None:
        """Note when the truck came, and what was different there."""
        note = Field("note", tr("到站差异"), Kind.NOTE, width=10)
        fields = (_moment("arrive_at", tr("到站时间")), note)
        self._form("arrive_preadvice", fields, tr("已登记到站。"), {}, "arrive_at")

    def close(self) -> None:
        self._do(close_preadvice, tr("出港预报已关闭。"))

    def sign_remote(self, load: TruckLoad | None) -> None:
        """Note that a ticket was signed for at its destination."""
        if load is None:
            self._context.say(tr("请先在装车明细中选择一票。"))
            return
        fields = (
            Field("pieces", tr("签收件数"), Kind.COUNT, width=5, required=True),
            Field("signer", tr("签收人"), width=8, required=True),
            _moment("signed_at", tr("签收时间"), required=True),
            Field("by", tr("告知人和方式"), width=10, required=True),
        )
        values = {"pieces": load.pieces}
        said = tr("{no} 已登记外地签收。").format(no=load.number)
        self._form("sign_remote", fields, said, values, "signed_at", number=load.number)

    def reopen(self) -> None:
        """Take a confirmed truck back to be changed; its goods are in stock again."""
        self._with_reason(reopen_preadvice, tr("退回修改"), tr("已退回修改,货物回到在库。"))

    def void(self) -> None:
        """Give the truck up."""
        self._with_reason(void_preadvice, tr("作废出港预报"), tr("已作废。"))

    def show_list(self) -> None:
        self._context.show_paper("P-04", self.number)

    def show_inside(self) -> None:
        self._context.show_paper("P-04b", self.number)

    def show_day(self) -> None:
        """The dispatch record of the truck's day, or of today."""
        card = self._board.card
        moment = card.depart_at or card.depart_plan_at if card else self._context.desk.now
        self._context.show_paper("P-24", show_date(local(moment).date()))

    def _with_reason(self, command: Callable[..., Any], word: str, said: str) -> None:
        reason = self._context.asker.reason(word)
        if reason:
            self._do(command, said, reason=reason)

    def _do(self, command: Callable[..., Any], said: str, **more: Any) -> None:
        arguments = {"number": self.number, **more}
        self._context.do(command, arguments, self._done(said), fields=self._fields)

    def _done(self, said: str) -> Callable[[Outcome[Any]], None]:
        return lambda _: self._board.reload(self.number, said)

    def _form(
        self,
        command: str,
        fields: tuple[Field, ...],
        said: str,
        values: dict[str, Any],
        moment: str,
        number: str = "",
    ) -> None:
        """Ask for the rest of a command's arguments; the moment is now unless said."""
        FormDialog(
            self._context,
            command_table()[command],
            fields,
            {"number": number or self.number},
            values | {moment: self._context.desk.now},
            self._board.window(),
            self._done(said),
        ).show()


def _moment(name: str, word: str, required: bool = False) -> Field:
    return Field(name, word, Kind.MOMENT, width=8, required=required)
