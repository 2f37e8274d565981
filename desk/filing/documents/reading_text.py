"""The text of a document file, where it has one: plain text and Word. Others are shown as pictures."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree

MOST_TEXT_BYTES = 8 * 1024 * 1024
MOST_CHARACTERS = 400_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"


def text_of(content: bytes, kind: str) -> str:
    """The paragraphs of a text or Word file, one a line; empty when it has no readable text."""
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
        if len(xml) > MOST_TEXT_BYTES or b"<!DOCTYPE" in xml[:2000]:
            return ""
        root = ElementTree.fromstring(xml)
    except (KeyError, zipfile.BadZipFile, ElementTree.ParseError, OSError, RuntimeError):
        return ""
    return "\n".join(_paragraph(p) for p in root.iter(f"{_W}p"))


def _paragraph(paragraph: ElementTree.Element) -> str:
    words = []
    for node in paragraph.iter():
        if node.tag == f"{_W}t":
            words.append(node.text or "")
        elif node.tag in (f"{_W}tab", f"{_W}br"):
            words.append(" ")
    return "".join(words)
