"""A second manager: nobody decides what he wrote himself."""

from desk.app import Desk
from desk.kernel.roles import Role
from desk.office.users.commands import add_user, change_password
from tests.conftest import PASSWORD, Office


def second_manager(office: Office) -> Desk:
    """Hired by the first and signed in, as 「li」."""
    first = f"first-{PASSWORD}"
    desk = office.as_("boss")
    desk.run(add_user, login="li", name="李经理", role=Role.MGR, password=first)
    desk.login("li", first)
    desk.run(change_password, old=first, new=PASSWORD)
    desk.login("li", PASSWORD)
    return desk
