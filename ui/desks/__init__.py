"""The hand-made screens, named explicitly. An entry with a list's name takes that list's place."""

from ui.registry import PageSpec

DESKS: tuple[PageSpec, ...] = ()
