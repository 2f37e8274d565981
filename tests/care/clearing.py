"""A list of personal data whose time is over, drawn up and agreed to."""

from desk.filing.retention.commands import approve_clearing, draw_clearing
from tests.conftest import Office
from tests.filing.receipts.papers_desk import refusal

NOTHING = "E061 没有保存期已满的个人信息,无需清理。"


def cleared_on(office: Office, moment: str) -> None:
    """Draw up what is over at a moment, and let the manager agree."""
    office.at(moment)
    number = office.as_("jia").run(draw_clearing).value
    office.as_("boss").run(approve_clearing, number=number)


def nothing_is_over_on(office: Office, moment: str) -> bool:
    """Whether nothing is to be cleared at a moment."""
    office.at(moment)
    return refusal(lambda: office.as_("jia").run(draw_clearing)) == NOTHING
