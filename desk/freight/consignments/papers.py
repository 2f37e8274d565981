"""The papers of a consignment: the consignment note (P-25) and the piece labels (P-32)."""

from dataclasses import replace

from desk.documents.paper_code import paper_code
from desk.documents.papers import (
    A4_HALF,
    C241,
    LBL_80X60,
    LBL_100X60,
    LBL_100X70,
    Footer,
    Paper,
)
from desk.freight.consignments.label import label_block
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.note import note_blocks
from desk.freight.consignments.queries import load
from desk.kernel.commands import form
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.work import Reader

_NOTE_SIZES = {"C241": C241, "A4": A4_HALF}
_LABEL_SIZES = {"100x70": LBL_100X70, "100x60": LBL_100X60, "80x60": LBL_80X60}


@form(
    "P-25",
    "KF-BD-25",
    "运单",
    needs="consignment.read",
    of="运单号",
    papers=tuple(_NOTE_SIZES),
)
def consignment_note(read: Reader, *, number: str, print_no: int = 0, paper: str = "C241") -> Paper:
    """The consignment note: four carbon parts, or half an A4 sheet for each part.

    Args:
        read: reading view.
        number: consignment number.
        print_no: which print-out this is; 0 is a look only.
        paper: 「C241」 or 「A4」.

    Raises:
        Refused: E006, E011 for another paper.

    Source: spec P-25.
    """
    if paper not in _NOTE_SIZES:
        choices = "、".join(_NOTE_SIZES)
        raise refuse("E011", "paper", label=tr("纸张"), v=paper, choices=choices)
    return note_of(read, load(read, number), print_no, paper)


def note_of(read: Reader, c: Consignment, print_no: int = 0, paper: str = "C241") -> Paper:
    """The note of a loaded consignment; without a number it is marked as a draft."""
    return Paper(
        size=_NOTE_SIZES[paper],
        form_code="KF-BD-25",
        title=tr("货物运单"),
        number=c.number,
        barcode=c.number,
        qr=paper_code("P-25", c.number, read.settings.firm_name) if c.number else None,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        watermark=_watermark(c),
        copies=(tr("①存根"), tr("②托运人"), tr("③随货"), tr("④财务")),
        blocks=note_blocks(c),
    )


@form(
    "P-32",
    "KF-BD-32",
    "标签",
    needs="consignment.read",
    of="运单号",
    papers=tuple(_LABEL_SIZES),
)
def labels(
    read: Reader,
    *,
    number: str,
    print_no: int = 0,
    first: int = 1,
    last: int | None = None,
    size: str = "100x70",
) -> tuple[Paper, ...]:
    """One label for every piece, or for the pieces from `first` to `last`.

    Args:
        read: reading view.
        number: consignment number.
        print_no: which print-out this is; 0 is a look only.
        first: first piece, from 1.
        last: last piece; all of them unless said.
        size: 「100x70」, 「100x60」 or 「80x60」 millimetres.

    Raises:
        Refused: E003 for pieces that do not exist, E006, E011 for another size.

    Source: spec P-32.
    """
    if size not in _LABEL_SIZES:
        choices = "、".join(_LABEL_SIZES)
        raise refuse("E011", "size", label=tr("标签尺寸"), v=size, choices=choices)
    c = load(read, number)
    until = c.declared if last is None else last
    for name, piece, least in (("first", first, 1), ("last", until, first)):
        if not least <= piece <= c.declared:
            raise refuse("E003", name, label=tr("件号"), lo=least, hi=c.declared, v=piece)
    footer = Footer(read.actor.name, read.now, print_no)
    paper = Paper(
        size=_LABEL_SIZES[size],
        form_code="KF-BD-32",
        title=tr("标签"),
        number=c.number,
        firm=read.settings.firm_name,
        footer=footer,
        watermark=_watermark(c),
        blocks=(),
        bare=True,
    )
    return tuple(
        replace(paper, blocks=(label_block(c, paper.size, piece),))
        for piece in range(first, until + 1)
    )


def _watermark(c: Consignment) -> str | None:
    if c.voided:
        return tr("作废")
    return None if c.number else tr("草稿")
