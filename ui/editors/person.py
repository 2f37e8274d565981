"""Somebody of the office, found by name or pinyin initials; everybody may look here."""

from desk.kernel.pinyin import initials
from desk.office.users.queries import UserRow, users
from ui.editors.drop_down import Suggestion
from ui.editors.suggesting import ReferenceEditor

PEOPLE = "people"


class PersonEditor(ReferenceEditor):
    """A reference to a user; unlike the list of users it needs no right to manage them."""

    def value(self) -> int | None:
        """The user's id; a name typed in full need not be picked first."""
        self.settle()
        return super().value()

    def _search(self, typed: str) -> list[Suggestion]:
        return [_suggestion(user) for user in self._people() if user.active and _fits(user, typed)]

    def _suggestions(self, ids: list[int]) -> list[Suggestion]:
        return [_suggestion(user) for user in self._people() if user.id in ids]

    def _people(self) -> list[UserRow]:
        return self._context.look_up(users)


def _suggestion(user: UserRow) -> Suggestion:
    return Suggestion(user.id, user.name, user.role.label)


def _fits(user: UserRow, typed: str) -> bool:
    """A part of the name, or the beginning of its initials; Chinese needs no initials."""
    if typed in user.name:
        return True
    wanted = typed.lower()
    return typed.isascii() and any(word.startswith(wanted) for word in initials(user.name))
