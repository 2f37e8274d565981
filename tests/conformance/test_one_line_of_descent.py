"""No class of the window has signals from a second parent: PySide loses them without a word."""

import importlib
import pkgutil
from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

import ui


def ours(kind: type[QObject]) -> Iterator[type[QObject]]:
    for child in kind.__subclasses__():
        if child.__module__.startswith("ui."):
            yield child
        yield from ours(child)


def lost(kind: type[QObject]) -> list[str]:
    """The signals that only a further parent has."""
    known = set(kind.__bases__[0].__mro__)
    further = {k for parent in kind.__bases__[1:] for k in parent.__mro__} - known
    return [name for k in further for name, what in vars(k).items() if isinstance(what, Signal)]


def test_every_signal_comes_from_the_first_parent() -> None:
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    classes = set(ours(QObject))
    assert len(classes) > 300
    assert {c.__qualname__: lost(c) for c in classes if lost(c)} == {}
