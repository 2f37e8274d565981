"""Qt's enumerations get all their names in one go.

PySide makes each by ``Enum("Key", [("Key_A", 65), …])`` when its class is first asked for. Python looks at
every name as if a person had written it and changes the class after each one, so that whatever is looked up
in the class is looked up anew. The 1,200 names of Qt's own name space come as a whole with the first
`Qt.AlignmentFlag` and took a tenth of the time to the sign-in window. Here Python makes the class without
names, and they all follow at once. A test compares every enumeration of the window's libraries with the one
Python would have made; what is not as plain as theirs is left to Python.
"""

import enum
import sys
from collections.abc import Callable
from typing import Any

LIKE_THIS = (3, 11)
"""The Python whose enumerations are known from inside; any other makes them by itself."""
KINDS = frozenset({enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag})
TAKEN = frozenset({"", "mro", "name", "value"})
_by_python = getattr(enum.EnumType, "_create_")  # noqa: B009 - unknown to mypy

Names = list[tuple[str, int]]


def _flags_are_known() -> bool:
    """Whether this Python counts a flag of many bits as ours does; 3.11.2, Debian 12's own, does not."""
    made = _by_python(enum.Flag, "Made", [("ONE", 1), ("WHOLE", 7)], boundary=enum.KEEP)
    own = vars(made)
    return [own.get(known) for known in ("_flag_mask_", "_singles_mask_", "_all_bits_")] == [
        7,
        1,
        7,
    ]


FLAGS_ARE_KNOWN = _flags_are_known()
"""If not, Python makes the sets of flags by itself; the other enumerations are the same in every 3.11."""


def make_enums_at_once() -> None:
    """From now on; before Qt is loaded, so that it helps most."""
    if sys.version_info[:2] == LIKE_THIS:
        setattr(enum.EnumType, "_create_", create)  # noqa: B010 - unknown to mypy


def create(kind: type[enum.Enum], name: str, names: Any, **how: Any) -> type[enum.Enum]:
    """What `Enum(name, names, **how)` makes, and just the same."""
    if how.get("module") is None:  # Python would look whom it was called by, and find this one
        how["module"] = _asking_module()
    flags = issubclass(kind, enum.Flag)
    known = kind in KINDS and (FLAGS_ARE_KNOWN or not flags)
    fast = known and _as_pyside_asks(how) and _plain(names, flags)
    made: type[enum.Enum] = _by_python(kind, name, [] if fast else names, **how)
    if fast:
        _fill(made, names)
    return made


def _asking_module() -> str | None:
    """The module that called ``Enum(…)``, which called `create`; pickle looks for the class there."""
    try:
        found: str | None = sys._getframe(3).f_globals.get("__name__")
    except ValueError:  # nobody who runs Python did
        return None
    return found


def _as_pyside_asks(how: dict[str, Any]) -> bool:
    return how.get("boundary") is enum.KEEP and how.get("type") is None


def _plain(names: Any, flags: bool) -> bool:
    """Whether Python would find nothing to say about these names and numbers."""
    pairs = isinstance(names, list) and all(
        type(each) is tuple and len(each) == 2 for each in names
    )
    if not pairs or len(dict(names)) < len(names):
        return False
    return all(
        type(number) is int and not (flags and number < 0) and name[:1] != "_" and name not in TAKEN
        for name, number in names
    )


def _fill(made: type[enum.Enum], names: Names) -> None:
    own, numbers, flags = vars(made), issubclass(made, int), issubclass(made, enum.Flag)
    number_of: Callable[..., Any] = int.__new__
    members, in_order = own["_member_map_"], own["_member_names_"]
    by_number = own["_value2member_map_"]
    for name, number in names:
        member = by_number.get(number)
        if member is None:
            member = number_of(made, number) if numbers else object.__new__(made)
            vars(member).update(
                _value_=number, _name_=name, __objclass__=made, _sort_order_=len(in_order)
            )
            by_number[number] = member
            if not flags or _single(number):
                in_order.append(name)
        members[name] = member
    for name, member in members.items():
        type.__setattr__(made, name, member)
    if flags:
        _fill_flags(made, list(by_number))


def _fill_flags(made: type[enum.Enum], numbers: list[int]) -> None:
    """What a set of flags knows of its numbers besides."""
    single = [number for number in numbers if _single(number)]
    whole = 0
    for number in numbers:
        whole |= number
    known = {
        "_flag_mask_": whole,
        "_singles_mask_": sum(single),
        "_all_bits_": (1 << whole.bit_length()) - 1,
    }
    if single != sorted(single):
        known["_iter_member_"] = getattr(made, "_iter_member_by_def_")  # noqa: B009
    for name, what in known.items():
        type.__setattr__(made, name, what)


def _single(number: int) -> bool:
    """Whether it is one bit."""
    return number > 0 and not number & (number - 1)
