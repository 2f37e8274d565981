"""What a list says when it, or some of its rows, cannot be read."""

from desk.kernel.errors import FileRefused, Refused, SaveFailed
from desk.kernel.text import tr
from ui.errors_shown import shown
from ui.models.id_list_model import IdListModel
from ui.registry import Context


def tell_unread(context: Context, model: IdListModel) -> None:
    """A list that fails is told in a dialog; rows that are read again by themselves, in the status line."""

    def some(fault: BaseException) -> None:
        if not isinstance(fault, Refused | SaveFailed | FileRefused):
            context.tell(fault)
        words = tr("有几行没有读出,过几秒自动再读。")
        context.say(words + shown(fault).text if isinstance(fault, Refused) else words)

    model.failed.connect(context.tell)
    model.again.failed.connect(some)
    model.again.healed.connect(lambda: context.say(tr("没有读出的几行已经读出。")))
