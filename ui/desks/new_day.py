"""A form left open overnight: untouched, it offers the dates of the new day; typed in, it is left alone."""

from collections.abc import Callable

from desk.kernel.text import tr
from ui.registry import Context


def offer_today(context: Context, begin: Callable[[], None], *, typed: bool) -> None:
    """Begin a new form again on a new day, unless something is typed in it: then say so."""
    if typed:
        context.say(tr("已到新的一天,没填完的内容没有动,请核对日期。"))
    else:
        begin()
