"""The one place where words for the user pass through, so that a catalogue can translate them."""

import gettext

_catalogue: gettext.NullTranslations | None = None


def use_catalogue(catalogue: gettext.NullTranslations) -> None:
    """Switch the language of every text shown from now on (the default is the Chinese source text)."""
    global _catalogue
    _catalogue = catalogue


def tr(message: str) -> str:
    """Return the user-facing text for a Chinese source text."""
    return message if _catalogue is None else _catalogue.gettext(message)
