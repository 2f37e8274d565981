"""Qt is loaded without what PySide does for programs of another kind.

It looks in the source of every imported module for ``from __feature__ import``, which is written nowhere
in this program: 0.3 s and 27 MB of a start from source. The packaged program has no sources to read.
"""

import gc
from importlib import import_module

from ui.kept_code import kept_code


def load_qt() -> None:
    """Load Qt's core; called before anything of PySide is imported.

    Nothing is garbage yet: it is looked for once the program is loaded (`ui.loading`).

    Raises:
        ImportError: a library of the system is missing.
    """
    gc.disable()
    with kept_code():
        import_module("PySide6.QtCore")
    leave_sources_unread()


def leave_sources_unread() -> None:
    """Tell PySide that no module asks for a feature; a later PySide may have nothing to tell."""
    import PySide6.QtCore  # noqa: F401 - its helper module comes with it

    try:
        feature = import_module("shibokensupport.feature")
    except ImportError:
        return
    if hasattr(feature, "_mod_uses_pyside"):
        setattr(feature, "_mod_uses_pyside", _asks_for_none)  # noqa: B010 - unknown to mypy


def _asks_for_none(_module: object) -> bool:
    return False
