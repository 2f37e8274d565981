"""The text of a document file, where it has one: plain text and Word. Others are shown as pictures."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

MOST_TEXT_BYTES = 8 * 1024 * 1024
MOST_CHARACTERS = 400_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AGAIN = (
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same once more
)
_BODY = "word/document.xml"
_BOUND_CELL = f"{_W}sdt/{_W}sdtContent/{_W}tc"
_MARKS = {f"{_W}tab": " ", f"{_W}br": " "}


def text_of(content: bytes, kind: str) -> str:
    """The paragraphs of a text or Word file, one a line; empty when it has no readable text.

    A row of a table is one line, its cells parted by 「 | 」; the point of a list begins with 「· 」.
    """
    if kind == "text":
        return content.decode("utf-8-sig", "replace")[:MOST_CHARACTERS].strip()
    return _word(content)[:MOST_CHARACTERS].strip() if kind == "zip" else ""


def _word(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            part = archive.getinfo(_BODY)
            if part.file_size > MOST_TEXT_BYTES:
                return ""
            with archive.open(part) as file:
                xml = file.read(MOST_TEXT_BYTES + 1)
        if len(xml) > MOST_TEXT_BYTES or b"<!DOCTYPE" in xml:
            return ""
        return "\n".join(_lines(ElementTree.fromstring(xml)))
    except (KeyError, zipfile.BadZipFile, ElementTree.ParseError, OSError, RuntimeError):
        return ""


def _lines(part: ElementTree.Element) -> Iterator[str]:
    """Lines in reading order; text boxes belong to the paragraph they stand in."""
    for node in part:
        if node.tag == f"{_W}p":
            yield _paragraph(node)
        elif node.tag == f"{_W}tr":
            cells = (*node.findall(f"{_W}tc"), *node.findall(_BOUND_CELL))
            yield " | ".join(" ".join(filter(None, _lines(cell))) for cell in cells)
        else:
            yield from _lines(node)


def _paragraph(paragraph: ElementTree.Element) -> str:
    point = "· " if paragraph.find(f"{_W}pPr/{_W}numPr") is not None else ""
    return point + "".join(_words(paragraph))


def _words(node: ElementTree.Element) -> Iterator[str]:
    for inner in node:
        if inner.tag == _AGAIN:
            continue
        if inner.tag == f"{_W}t":
            yield inner.text or ""
        elif inner.tag in _MARKS:
            yield _MARKS[inner.tag]
        else:
            yield from _words(inner)
