"""What somebody typed, as it stands in a sentence: a whole page may have been pasted."""

MOST_QUOTED = 24


def quoted(text: str) -> str:
    """The beginning of a text on one line; a short one whole."""
    begun = " ".join(text[: 4 * MOST_QUOTED].split())
    cut = len(begun) > MOST_QUOTED or len(text) > 4 * MOST_QUOTED
    return f"{begun[:MOST_QUOTED]}…" if cut else begun
