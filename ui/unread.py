"""Qt is loaded without what PySide does for programs of another kind.

It looks in the source of every imported module for ``from __feature__ import``, which is written nowhere
in this program: 0.3 s and 27 MB of a start from source. The packaged program has no sources to read, but
there, too, two functions of Python would be called at every import: 20 ms until the program is loaded.
"""

import builtins
import gc
from importlib import import_module

from ui.kept_code import kept_code
from ui.qt_enums import make_enums_at_once


def load_qt() -> None:
    """Load Qt's core; called before anything of PySide is imported.

    Nothing is garbage yet: it is looked for once the program is loaded (`ui.loading`), and by the window's
    thread alone (`ui.sweeping`).

    Raises:
        ImportError: a library of the system is missing.
    """
    gc.disable()
    gc.set_threshold(0)
    make_enums_at_once()
    with kept_code():
        import_module("PySide6.QtCore")
    leave_sources_unread()


def leave_sources_unread() -> None:
    """Import as without PySide, which keeps the plain way in `builtins`; a later one may not."""
    import PySide6.QtCore  # noqa: F401 - it puts itself in front of imports

    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        setattr(builtins, "__import__", plain)  # noqa: B010 - mypy keeps functions as they are
