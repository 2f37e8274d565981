"""Qt's enumerations are those that Python would have made."""

import copy
import enum
import pickle
import subprocess
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any, cast

import pytest
from PySide6 import QtCore, QtGui, QtPrintSupport, QtSvg, QtWidgets
from PySide6.QtCore import Qt

from ui import qt_enums

ASKED = {"boundary": enum.KEEP, "module": "one", "qualname": None, "type": None, "start": 1}
LIBRARIES = (QtCore, QtGui, QtWidgets, QtPrintSupport, QtSvg)
KINDS = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
known = pytest.mark.skipif(
    sys.version_info[:2] != qt_enums.LIKE_THIS, reason="another Python makes them by itself"
)


def of(holder: Any) -> Iterator[type[enum.Enum]]:
    """Every enumeration of a library, or of a class."""
    for name in dir(holder):
        found = getattr(holder, name, None)
        if isinstance(found, enum.EnumMeta) and found.__bases__[0] in KINDS:
            yield cast("type[enum.Enum]", found)
        elif isinstance(found, type) and isinstance(holder, ModuleType):
            yield from of(found)


def both(kind: type[enum.Enum], names: Any, **how: Any) -> list[type[enum.Enum]]:
    asked = ASKED | how
    return [make(kind, "Made", names, **asked) for make in (qt_enums._by_python, qt_enums.create)]


def told(what: Any, made: type[enum.Enum]) -> Any:
    """Something the class holds, in words that do not name the class itself."""
    if isinstance(what, made):
        return {k: told(v, made) for k, v in vars(what).items()}, type(what).__name__
    if isinstance(what, dict):
        return [(name, told(held, made)) for name, held in what.items()]
    if getattr(what, "__self__", None) is made:
        return what.__name__
    if isinstance(what, enum.property):
        return told(vars(what).get("member"), made)
    return "itself" if what is made else what


def whole(made: type[enum.Enum]) -> dict[str, Any]:
    plain = {n: told(v, made) for n, v in vars(made).items()}
    for its_own in ("__dict__", "__weakref__"):  # descriptors of each class
        plain.pop(its_own, None)
    return plain


@known
@pytest.mark.parametrize("library", LIBRARIES)
def test_every_enumeration_of_qt_is_as_python_makes_it(library: ModuleType) -> None:
    seen = 0
    for qt in of(library):
        names = [(name, member.value) for name, member in qt.__members__.items()]
        by_python, ours = both(qt.__bases__[0], names)
        assert whole(ours) == whole(by_python), qt
        assert [*map(repr, ours)] == [*map(repr, by_python)]
        seen += 1
    assert seen > {QtSvg: 0, QtPrintSupport: 10}.get(library, 100)


@known
@pytest.mark.parametrize("kind", KINDS)
def test_members_are_used_as_ever(kind: type[enum.Enum]) -> None:
    names = [("NONE", 0), ("TWO", 2), ("ONE", 1), ("ALSO_ONE", 1), ("BOTH", 3), ("FOUR", 4)]
    by_python, ours = both(kind, names)
    assert whole(ours) == whole(by_python)
    assert ours["ALSO_ONE"] is ours(1) is ours["ONE"]
    assert copy.deepcopy(ours["TWO"]) is ours["TWO"]
    for use in (
        lambda e: [m.name for m in e],
        lambda e: [m.name for m in reversed(e)],
        lambda e: (len(e), "ONE" in e.__members__, e["BOTH"] in e),
        lambda e: [str(m) for m in e],
        lambda e: [f"{m}" for m in e],
        lambda e: sorted(e.__members__),
        lambda e: dir(e["ONE"]),
    ):
        assert use(ours) == use(by_python)
    for fails in (lambda e: e["NO"], lambda e: setattr(e, "ONE", 1), lambda e: delattr(e, "ONE")):
        for made in (by_python, ours):
            with pytest.raises((KeyError, AttributeError)):
                fails(made)


@known
@pytest.mark.parametrize("kind", [enum.Flag, enum.IntFlag])
def test_flags_are_put_together_and_taken_apart(kind: type[enum.Enum]) -> None:
    by_python, ours = both(kind, [("NONE", 0), ("ONE", 1), ("FOUR", 4), ("FIVE", 5)])
    for use in (
        lambda e: repr(e["ONE"] | e["FOUR"]),
        lambda e: repr(~e["ONE"]),
        lambda e: repr(e(2)),
        lambda e: repr(e(8) | e["FOUR"]),
        lambda e: [m.name for m in e["FIVE"]],
        lambda e: (e["ONE"] in e["FIVE"], bool(e["NONE"])),
    ):
        assert use(ours) == use(by_python)


@known
@pytest.mark.parametrize(
    ("kind", "names", "how"),
    [
        (enum.Flag, [("ALL", -1)], {}),
        (enum.Enum, [("name", 1)], {}),
        (enum.Enum, [("_hidden", 1)], {}),
        (enum.Enum, [("WORD", "word")], {}),
        (enum.Enum, [("YES", True)], {}),
        (enum.Enum, {"ONE": 1}, {}),
        (enum.Enum, ["ONE", "TWO"], {}),
        (enum.Flag, [("ONE", 1)], {"boundary": enum.STRICT}),
        (enum.Enum, [("ONE", 1)], {"boundary": None}),
        (enum.Enum, [("ONE", 1)], {"type": int}),
    ],
)
def test_what_is_not_plain_is_left_to_python(
    kind: type[enum.Enum], names: Any, how: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qt_enums, "_fill", None)  # nobody may call it
    by_python, ours = both(kind, names, **how)
    assert whole(ours) == whole(by_python)


@known
@pytest.mark.parametrize("names", [[("ONE", 1), ("ONE", 2)], [("mro", 1)]])
def test_names_that_python_refuses_are_refused(names: Any) -> None:
    for make in (qt_enums._by_python, qt_enums.create):
        with pytest.raises((TypeError, ValueError)):
            make(enum.Enum, "Made", names, **ASKED)


def test_another_python_makes_them_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enum.EnumType, "_create_", qt_enums._by_python)
    monkeypatch.setattr(qt_enums, "LIKE_THIS", (2, 7))
    qt_enums.make_enums_at_once()
    assert vars(enum.EnumType)["_create_"] is qt_enums._by_python


def test_everything_but_some_flags_can_be_said_of_flags() -> None:
    """A window asks for the keys that are held without the key pad's; on Debian 12 nobody could sign in."""
    asks = """
from ui.unread import load_qt
load_qt()
from PySide6.QtCore import Qt
held = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
print((held & ~Qt.KeyboardModifier.KeypadModifier) == Qt.KeyboardModifier.ShiftModifier)
"""
    ran = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=False)
    assert (ran.stdout.strip(), ran.stderr) == ("True", "")


@known
def test_flags_a_python_counts_otherwise_are_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """3.11.2 counts only single bits; what a name of many bits adds would be looked for in vain."""
    monkeypatch.setattr(qt_enums, "FLAGS_ARE_KNOWN", False)
    filled: list[str] = []
    monkeypatch.setattr(qt_enums, "_fill", lambda made, names: filled.append(made.__name__))
    for kind in KINDS:
        qt_enums.create(kind, kind.__name__, [("ONE", 1), ("WHOLE", 7)], **ASKED)
    assert filled == ["Enum", "IntEnum"]


@known
def test_a_python_that_counts_otherwise_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    by_python = qt_enums._by_python

    def as_3_11_2(*asked: Any, **how: Any) -> type[enum.Enum]:
        made: type[enum.Enum] = by_python(*asked, **how)
        type.__setattr__(made, "_flag_mask_", 1)
        return made

    monkeypatch.setattr(qt_enums, "_by_python", as_3_11_2)
    assert not qt_enums._flags_are_known()


@known
def test_the_program_makes_qts_own_name_space_so() -> None:
    """In a process of its own: here PySide was loaded by others."""
    loads = """
import ui.qt_enums
filled = []
fill = ui.qt_enums._fill
ui.qt_enums._fill = lambda made, names: filled.append(len(names)) or fill(made, names)
from ui.unread import load_qt
load_qt()
from PySide6.QtCore import Qt
print(Qt.Key.Key_F1.value, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, sum(filled))
"""
    ran = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True)
    key, flags, filled = ran.stdout.split()
    assert int(key) == Qt.Key.Key_F1
    assert flags == str(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
    assert int(filled) > 1000


@known
@pytest.mark.parametrize("names", ["ONE TWO", [("ONE", 1)]])
@pytest.mark.parametrize("boundary", [None, enum.KEEP])
def test_an_enumeration_belongs_to_the_module_that_asked_for_it(
    names: Any, boundary: enum.FlagBoundary | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one of another library; pickle looks for it there."""
    monkeypatch.setattr(enum.EnumType, "_create_", qt_enums.create)
    made: Any = enum.Enum("made", names, boundary=boundary)  # type: ignore[misc]
    assert made.__module__ == __name__
    monkeypatch.setattr(sys.modules[__name__], "made", made, raising=False)
    assert pickle.loads(pickle.dumps(made.ONE)) is made.ONE


def test_members_of_qt_are_pickled_as_ever() -> None:
    assert pickle.loads(pickle.dumps(Qt.CheckState.Checked)) is Qt.CheckState.Checked
