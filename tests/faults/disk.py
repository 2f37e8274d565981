"""A disk between SQLite and the file system that writes down what reaches it, and can be full or broken.

It is a layer over SQLite's own way to the disk (a "VFS"), laid over the library Python itself uses, so
everything the program does through SQLite passes it, on every system, without a compiler. Files that
the program writes itself (attachments) pass through the same `Disk` by `tests.faults.cabinet_disk`.
"""

import ctypes
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, byref, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field
from pathlib import Path

OK, FULL = 0, 13
IOERR_WRITE, IOERR_SYNC, IOERR_TRUNCATE, IOERR_DELETE, CANNOT_OPEN = 778, 1034, 1546, 2570, 14
_NO_LOCK_A_CONNECTION, _STATEMENTS_IN_MEMORY = 2, 26
_OPENS_TO_CREATE, _OPENS_JOURNAL = 0x4, 0x800


@dataclass(frozen=True)
class Event:
    """One thing that was asked of the disk; ``kind``: create, write, truncate, sync, sync_folder, remove,
    rename, folder, told (the user was told that it is saved)."""

    kind: str
    path: str
    offset: int = 0
    content: bytes = b""
    to: str = ""


class Broken(Exception):
    """The disk refuses; `full` or unreadable."""


@dataclass
class Disk:
    """What the layer writes down, and when it refuses.

    Attributes:
        root: only files whose path begins so.
        events: what was asked, in order, when `recording`.
        refuse_at: the how-manieth change is refused (0: none), and with `sticky` all after it.
        full: refused because the disk is full, else because it is broken.
        asked_why: whether anybody asked which of both since it was armed.
        before: called before every change; it may arm the disk against this one.
    """

    root: str = "/"
    recording: bool = False
    events: list[Event] = field(default_factory=list)
    count: int = 0
    refuse_at: int = 0
    sticky: bool = False
    refused: int = 0
    asked_why: bool = False
    before: Callable[[Event], None] | None = None
    _full: bool = True

    @property
    def full(self) -> bool:
        self.asked_why = True
        return self._full

    def arm(self, at: int, *, sticky: bool, full: bool) -> None:
        """Refuse from the next change on that is numbered `at`."""
        self.count, self.refused, self.asked_why = 0, 0, False
        self.refuse_at, self.sticky, self._full = at, sticky, full

    def arm_now(self, *, sticky: bool, full: bool) -> None:
        """Refuse the change that is asked for just now."""
        self.arm(1, sticky=sticky, full=full)
        self.count = 1

    def disarm(self) -> None:
        self.refuse_at = 0

    def change(self, event: Event) -> bool:
        """Whether a change may happen; it is written down when it does."""
        if not event.path.startswith(self.root):
            return True
        self.count += 1
        if self.before is not None:
            self.before(event)
        hit = self.count == self.refuse_at or (self.sticky and self.count > self.refuse_at)
        if self.refuse_at and hit:
            self.refused += 1
            return False
        if self.recording:
            self.events.append(event)
        return True

    def told(self) -> None:
        """The user has been told that it is saved."""
        self.events.append(Event("told", ""))


DISK = Disk()


class _Methods(ctypes.Structure):
    _fields_ = (
        ("version", c_int),
        *((name, c_void_p) for name in ("close", "read", "write", "truncate", "sync", "size")),
        ("rest", c_void_p * 12),
    )


class _File(ctypes.Structure):
    _fields_ = (("methods", c_void_p),)


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", c_int),
        ("file_bytes", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("own", c_void_p),
        ("open", c_void_p),
        ("delete", c_void_p),
        ("rest", c_void_p * 14),
    )


_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_CLOSE = CFUNCTYPE(c_int, c_void_p)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


@dataclass
class _Opened:
    path: str
    new_journal: bool


class Layer:
    """The layer itself, registered as SQLite's way to the disk until `remove`."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        self._library = _library()
        self._library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        found = self._library.sqlite3_vfs_find(None)
        self._base = found.contents
        self._vfs = _Vfs.from_buffer_copy(self._base)
        self._vfs.name, self._vfs.next = b"written-down", None
        self._opened: dict[int, _Opened] = {}
        self._tables: dict[int, _Methods] = {}
        self._kept: list[object] = []
        self._vfs.open = self._call(_OPEN, self._open)
        self._vfs.delete = self._call(_DELETE, self._delete)
        self._base_open, self._base_delete = _OPEN(self._base.open), _DELETE(self._base.delete)
        self._library.sqlite3_vfs_register(byref(self._vfs), 1)

    def remove(self) -> None:
        """SQLite's own way again; files still open keep passing the layer, so it stays in memory."""
        self._library.sqlite3_vfs_unregister(byref(self._vfs))
        self._library.sqlite3_vfs_register(byref(self._base), 1)
        _LAYERS.append(self)

    def _call(self, kind: Callable[..., object], function: Callable[..., int]) -> int:
        made = kind(function)
        self._kept.append(made)
        return ctypes.cast(made, c_void_p).value or 0  # type: ignore[arg-type]

    def _open(self, vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        path = ctypes.string_at(name).decode() if name else ""
        new = bool(flags & _OPENS_TO_CREATE) and bool(path) and not Path(path).exists()
        if new and not self.disk.change(Event("create", path)):
            _File.from_address(file).methods = None
            return CANNOT_OPEN
        code = int(self._base_open(vfs, name, file, flags, out))
        if code == OK and path:
            opened = _File.from_address(file)
            opened.methods = ctypes.addressof(self._table(opened.methods))
            self._opened[file] = _Opened(path, new and bool(flags & _OPENS_JOURNAL))
        return code

    def _delete(self, vfs: int, name: bytes, sync_folder: int) -> int:
        path = name.decode()
        if Path(path).exists() and not self.disk.change(Event("remove", path)):
            return IOERR_DELETE
        code = int(self._base_delete(vfs, name, sync_folder))
        if code == OK and sync_folder:
            self.disk.change(Event("sync_folder", str(Path(path).parent)))
        return code

    def _table(self, address: int) -> _Methods:
        """A copy of SQLite's table of methods with those that change a file replaced."""
        if address not in self._tables:
            table = _Methods.from_buffer_copy(_Methods.from_address(address))
            close, write = _CLOSE(table.close), _WRITE(table.write)
            truncate, sync = _TRUNCATE(table.truncate), _SYNC(table.sync)

            def closing(file: int) -> int:
                self._opened.pop(file, None)
                return int(close(file))

            def writing(file: int, content: int, size: int, offset: int) -> int:
                path = self._opened[file].path
                event = Event("write", path, offset, ctypes.string_at(content, size))
                if not self.disk.change(event):
                    return FULL if self.disk.full else IOERR_WRITE
                return int(write(file, content, size, offset))

            def truncating(file: int, size: int) -> int:
                if not self.disk.change(Event("truncate", self._opened[file].path, size)):
                    return IOERR_TRUNCATE
                return int(truncate(file, size))

            def syncing(file: int, how: int) -> int:
                opened = self._opened[file]
                if not self.disk.change(Event("sync", opened.path)):
                    return IOERR_SYNC
                if opened.new_journal:  # SQLite's own way secures the name of a new journal here
                    opened.new_journal = False
                    self.disk.change(Event("sync_folder", str(Path(opened.path).parent)))
                return int(sync(file, how))

            table.close, table.write = self._call(_CLOSE, closing), self._call(_WRITE, writing)
            table.truncate = self._call(_TRUNCATE, truncating)
            table.sync = self._call(_SYNC, syncing)
            self._tables[address] = table
        return self._tables[address]


_LAYERS: list[Layer] = []


def _library() -> ctypes.CDLL:
    """The SQLite library that Python's own module has loaded.

    Raises:
        OSError: it is built into Python, so that nothing can be laid over it.
    """
    import _sqlite3

    if sys.platform == "win32":
        names = [str(Path(_sqlite3.__file__).with_name("sqlite3.dll"))]
    else:
        names = [_sqlite3.__file__, "libsqlite3.so.0"]
    for name in names:
        library = ctypes.CDLL(name)
        if hasattr(library, "sqlite3_vfs_register"):
            library.sqlite3_libversion.restype = c_char_p
            if library.sqlite3_libversion().decode() == sqlite3.sqlite_version:
                return library
    raise OSError("SQLite is built into Python")


def let_connections_be_forked() -> None:
    """No connection of SQLite locks itself any more: a fork would wait for ever for such a lock.

    Nor has it a file without a name, which a fork would share.
    None may be open meanwhile, and each is used by one thread at a time from then on.
    """
    library = _library()
    library.sqlite3_shutdown()
    library.sqlite3_config(_NO_LOCK_A_CONNECTION)
    library.sqlite3_config(_STATEMENTS_IN_MEMORY, -1)
    library.sqlite3_initialize()


def can_be_laid() -> bool:
    """Whether this Python lets a layer be laid over its SQLite."""
    try:
        _library()
    except (OSError, AttributeError):
        return False
    return True


@contextmanager
def laid(root: Path) -> Iterator[Disk]:
    """Lay the layer over SQLite for the files below a folder."""
    disk = Disk(root=str(root))
    layer = Layer(disk)
    try:
        yield disk
    finally:
        layer.remove()
