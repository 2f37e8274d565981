"""What SQLAlchemy imports for programs of another kind is imported when somebody asks for it.

That is asyncio, and with it TLS and networks, and what reads the descriptions of installed packages:
45 of 1,035 ms of the processor and 4 MB of a start, for what this program never calls.
"""

import inspect
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

_UNUSED: Mapping[str, Mapping[str, Any]] = {
    "asyncio": {"iscoroutine": inspect.iscoroutine},  # named in the body of a class
    "importlib.metadata": {},
}


class _StandIn(ModuleType):
    """Whoever asks it for something gets it from the module itself."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # the machinery of imports looks whether it is a module
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


@contextmanager
def spared() -> Iterator[None]:
    """Let SQLAlchemy be imported herein; what is there already stays."""
    stand_ins = {name: _StandIn(name) for name in _UNUSED if name not in sys.modules}
    for name, stand_in in stand_ins.items():
        vars(stand_in).update(_UNUSED[name])
        package, _, own_name = name.rpartition(".")
        sys.modules[name] = stand_in
        if package:
            setattr(sys.modules[package], own_name, stand_in)
    try:
        yield
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]
