"""Every limit on a stranger's spreadsheet, in one table, with the reason for it.

The guard refuses early and politely by these; the caps of the reading process hold regardless.
"""

from dataclasses import dataclass

from desk.documents.intake.refusals import SheetRefused

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limit:
    """The most that is accepted of something, and why that much."""

    most: int
    why: str


LIMITS = {
    "too_large": Limit(
        20 * MEGABYTE, "50,000 rows of 25 columns are 7 MB; larger ones hold photos"
    ),
    "unpacked": Limit(160 * MEGABYTE, "50,000 rows of 25 columns unpack to 61 MB"),
    "parts": Limit(2_000, "a workbook with 200 sheets and their drawings has about 1,000 parts"),
    "sheets": Limit(200, "a year of daily sheets is split by half-year; more is a generated bomb"),
    "rows": Limit(200_000, "four times the largest list an office of this size receives"),
    "columns": Limit(702, "column ZZ; the widest real export seen has 61"),
    "cells": Limit(3_000_000, "about what the reading process can hold in its memory"),
    "merges": Limit(100_000, "two merges on each row of a 50,000-row list"),
    "styles": Limit(70_000, "Excel itself stops at 65,490 cell formats"),
    "names": Limit(20_000, "old templates drag thousands of dead names along"),
    "strings": Limit(3_000_000, "no more distinct texts than cells"),
    "text": Limit(32_767, "Excel's own limit for one cell"),
    "text_bytes": Limit(512 * 1024, "32,767 characters, each written as a numeric entity"),
    "nesting": Limit(1_000, "SpreadsheetML nests fewer than 20 deep; comments count as one each"),
    "answer": Limit(200 * MEGABYTE, "a repeated long text must not fill the disk"),
}


def refuse_above(reason: str, found: int) -> None:
    """Refuse when more than the limit of `reason` was found.

    Raises:
        SheetRefused: with the limit in the sentence.
    """
    most = LIMITS[reason].most
    if found > most:
        in_megabytes = reason in {"too_large", "unpacked"}
        shown = f"{most // MEGABYTE}" if in_megabytes else f"{most:,}"
        raise SheetRefused(reason, most=shown)
