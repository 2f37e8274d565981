"""What somebody typed, as it stands in a sentence: a whole page may have been pasted."""

MOST_QUOTED = 24


def quoted(text: str, most: int = MOST_QUOTED) -> str:
    """The beginning of a text on one line; a short one whole."""
    text = text.strip()
    begun = " ".join(text[: 4 * most].split())
    cut = len(begun) > most or len(text) > 4 * most
    return f"{begun[:most]}…" if cut else begun
