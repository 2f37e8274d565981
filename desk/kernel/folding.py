"""Half-width folding: one look for what input methods, fax copies and spreadsheets produce."""

import re
import unicodedata

_FOLDED = re.compile("[\u00a0\u2010-\u2014\u2212。\u3000\uff01-\uff60\uffe0-\uffe6]")
"""All signs that look otherwise afterwards."""
_ALIKE = str.maketrans(
    {
        "\u00a0": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
        "。": ".",
    }
)


def fold_width(text: str) -> str:
    """Return `text` with full-width letters, digits and punctuation in half width, blanks trimmed.

    Superscripts, circled and foreign digits stay as they are, so that a strict pattern can refuse
    them: full compatibility folding would silently turn 「5²」 into 52.
    """
    if text.isascii() or not _FOLDED.search(text):
        return text.strip()
    return "".join(map(_fold, text.translate(_ALIKE))).strip()


def _fold(char: str) -> str:
    wide = unicodedata.decomposition(char).startswith("<wide>")
    return unicodedata.normalize("NFKC", char) if wide else char
