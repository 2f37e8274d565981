"""What the window asks the reading processes and what they answer: frames of MessagePack in a pipe.

No pickle: each side accepts these few shapes and nothing else. A frame is its length (four bytes,
big-endian) and its content.
"""

from typing import IO

import msgspec

from desk.documents.scans.codes import FoundCode

_LENGTH_BYTES = 4
_LONGEST = 64 << 20


class Weigh(msgspec.Struct, tag="weigh", array_like=True):
    """What is in this file?"""

    path: str


class Look(msgspec.Struct, tag="look", array_like=True):
    """Which codes are on this page? The first page is 0."""

    path: str
    page: int


class Weighed(msgspec.Struct, tag="weighed", array_like=True):
    digest: str
    pages: int


class Seen(msgspec.Struct, tag="seen", array_like=True):
    """A page: upright preview (JPEG), the turn that made it upright, codes in preview pixels."""

    digest: str
    preview: bytes
    turned_degrees: int
    codes: list[FoundCode]
    views: int
    blank: bool


class Refusal(msgspec.Struct, tag="refusal", array_like=True):
    reason: str
    values: dict[str, str]


Request = Weigh | Look
Answer = Weighed | Seen | Refusal

_encoder = msgspec.msgpack.Encoder()
_requests = msgspec.msgpack.Decoder(Request)
_answers = msgspec.msgpack.Decoder(Answer)


def send(pipe: IO[bytes], message: Request | Answer) -> None:
    """Write one frame."""
    content = _encoder.encode(message)
    pipe.write(len(content).to_bytes(_LENGTH_BYTES, "big") + content)
    pipe.flush()


def next_request(pipe: IO[bytes]) -> Request | None:
    """Wait for a request; None when the window is gone."""
    content = _frame(pipe)
    return None if content is None else _requests.decode(content)


def next_answer(pipe: IO[bytes]) -> Answer | None:
    """Wait for an answer; None when the process has ended."""
    content = _frame(pipe)
    return None if content is None else _answers.decode(content)


def _frame(pipe: IO[bytes]) -> bytes | None:
    head = pipe.read(_LENGTH_BYTES)
    size = int.from_bytes(head, "big")
    if len(head) < _LENGTH_BYTES or size > _LONGEST:
        return None
    content = pipe.read(size)
    return content if len(content) == size else None
