"""One key tells a customer: the ready text is on the clipboard, and the talk is written down."""

from PySide6.QtGui import QGuiApplication

from desk.freight.changes.story import Story, story_of
from desk.freight.tracking.choices import Channel
from desk.freight.tracking.telling import tell_progress
from desk.kernel.text import tr
from ui.registry import Context


def copy_and_log(context: Context, number: str) -> None:
    """Copy the words about a consignment for WeChat and note that the consignee was told."""
    if not context.may("tracking.create"):
        context.say(tr("您的岗位不能登记告知。"))
        return
    context.ask(story_of, lambda story: _tell(context, story), None, number=number)


def _tell(context: Context, story: Story) -> None:
    card = story.card
    who = card.consignee.contact or card.consignee.name

    def logged(_: object) -> None:
        QGuiApplication.clipboard().setText(story.notice)
        words = tr("告知文字已复制,请粘贴发给 {who};已登记微信告知({no})。")
        context.say(words.format(who=who, no=card.number))

    arguments = {
        "number": card.number,
        "who": who,
        "channel": Channel.WECHAT,
        "content": story.notice,
    }
    context.do(tell_progress, arguments, logged)
