"""What nobody uses is not loaded with the program; whoever asks for it gets it."""

import subprocess
import sys

from ui.spared import spared

ASKS = """
from ui.unread import load_qt
load_qt()
from ui.loading import load_program
load_program()
import builtins, sys
for name in ("asyncio", "ssl", "importlib.metadata", "email.message"):
    assert name not in sys.modules, name
assert "__feature_import__" not in repr(builtins.__import__)
from sqlalchemy.util import compat, concurrency
assert not concurrency.asyncio.iscoroutine(1)
assert "asyncio" not in sys.modules
assert concurrency.asyncio.Lock.__module__ == "asyncio.locks"
import asyncio, importlib.metadata
assert asyncio.Lock is concurrency.asyncio.Lock
assert type(asyncio).__name__ == "module"
assert compat.importlib_metadata_get("console_scripts")
assert importlib.metadata.version("sqlalchemy")
print("all of it")
"""


def test_what_is_spared_comes_when_it_is_asked_for() -> None:
    ran = subprocess.run([sys.executable, "-c", ASKS], capture_output=True, text=True, check=False)
    assert (ran.stdout.strip(), ran.stderr) == ("all of it", "")


def test_what_is_there_already_stays() -> None:
    import asyncio

    with spared():
        import asyncio as again
    assert again is asyncio
    assert sys.modules["asyncio"] is asyncio
