"""The wire between the reading process and the window: frames of MessagePack in a file.

No pickle: the reader of the frames accepts these few shapes and nothing else. A frame is its length
(four bytes, big-endian) and its content; dates and times travel as extension types.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

Cell = str | int | float | dt.date | dt.datetime | dt.time | bool | None
Row = tuple[Cell, ...]

_DATE, _DATETIME, _TIME = 1, 2, 3
_LENGTH_BYTES = 4


class Ready(msgspec.Struct, tag="ready", array_like=True):
    """The process has started; from here the file's own time runs."""


class Weighed(msgspec.Struct, tag="weighed", array_like=True):
    """The file's size once unpacked, by which the time allowed is set."""

    unpacked_bytes: int


class SheetBegins(msgspec.Struct, tag="sheet", array_like=True):
    """One worksheet follows."""

    name: str
    hidden: bool
    row_count: int


class RowCount(msgspec.Struct, tag="count", array_like=True):
    """A better estimate of how many rows the worksheet begun last has."""

    row_count: int


class Rows(msgspec.Struct, tag="rows", array_like=True):
    """The next rows of the worksheet."""

    rows: list[tuple[Any, ...]]


class SheetAnew(msgspec.Struct, tag="anew", array_like=True):
    """What was told of the worksheet begun last does not hold; it is told once more."""


class Refusal(msgspec.Struct, tag="refusal", array_like=True):
    """The file is not read; the reason and values of its sentence."""

    reason: str
    values: dict[str, str]


class Finished(msgspec.Struct, tag="finished", array_like=True):
    """Everything was read."""


Message = Ready | Weighed | SheetBegins | RowCount | Rows | SheetAnew | Refusal | Finished


def packed(value: object) -> object:
    """Return a cell as it travels: dates and times as extensions, everything else as it is."""
    if isinstance(value, dt.datetime):
        return msgspec.msgpack.Ext(_DATETIME, value.isoformat().encode())
    if isinstance(value, dt.date):
        return msgspec.msgpack.Ext(_DATE, value.isoformat().encode())
    if isinstance(value, dt.time):
        return msgspec.msgpack.Ext(_TIME, value.isoformat().encode())
    return value


_FROM_TEXT: dict[int, Callable[[str], dt.date | dt.time]] = {
    _DATE: dt.date.fromisoformat,
    _DATETIME: dt.datetime.fromisoformat,
    _TIME: dt.time.fromisoformat,
}


def _unpacked(code: int, content: memoryview) -> object:
    return _FROM_TEXT[code](bytes(content).decode())


class AnswerWriter:
    """Writes messages to the answer file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._encoder = msgspec.msgpack.Encoder()
        self.written_bytes = 0

    def send(self, message: Message) -> None:
        """Append one message, visible to the reader at once."""
        content = self._encoder.encode(message)
        self._file.write(len(content).to_bytes(_LENGTH_BYTES, "big") + content)
        self._file.flush()
        self.written_bytes += _LENGTH_BYTES + len(content)


class AnswerReader:
    """Reads the messages that have arrived so far, while the file still grows."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._decoder = msgspec.msgpack.Decoder(Message, ext_hook=_unpacked)

    def next(self) -> Message | None:
        """Return the next whole message, or None when it has not arrived yet."""
        start = self._file.tell()
        head = self._file.read(_LENGTH_BYTES)
        content = (
            self._file.read(int.from_bytes(head, "big")) if len(head) == _LENGTH_BYTES else b""
        )
        if not content or len(content) < int.from_bytes(head, "big"):
            self._file.seek(start)
            return None
        message: Message = self._decoder.decode(content)
        return message

    def close(self) -> None:
        self._file.close()
