"""Runs before everything else in the packaged program: modules are taken from their shelves.

PyInstaller's own archive holds what is needed to come this far. A shelf is kept only as long as
modules lie on it; who takes from one does not wait for another one to be opened.
"""

import lzma
import marshal
import sys
from _thread import RLock

import pyimod01_archive
import pyimod02_importers

FOLDER = f"{sys._MEIPASS}/code"
KINDS = (pyimod01_archive.PYZ_ITEM_MODULE, pyimod01_archive.PYZ_ITEM_PKG)

archive = pyimod02_importers.pyz_archive
from_archive = archive.extract
opened = {}


def content(name):
    """One of the files that `shelves` wrote."""
    with open(f"{FOLDER}/{name}", "rb") as file:  # noqa: PTH123 - pathlib is still on its shelf
        return file.read()


def taken(module):
    """The module's code from its shelf, which is opened anew for a module taken twice."""
    shelf = contents[module][0]
    with one_at_a_time[shelf]:
        if module not in opened.get(shelf, ()):
            opened[shelf] = marshal.loads(lzma.decompress(content(shelf)))
        return opened[shelf].pop(module)


def extract(module, raw=False):
    """As PyInstaller's archive does."""
    if module not in contents:
        return from_archive(module, raw)
    return taken(module) if raw else marshal.loads(taken(module))


contents = marshal.loads(content("contents"))
one_at_a_time = {shelf: RLock() for shelf, _ in contents.values()}
archive.toc |= {
    module: (KINDS[holds_others], 0, 0) for module, (_, holds_others) in contents.items()
}
archive.extract = extract
