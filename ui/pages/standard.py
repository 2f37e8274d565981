"""Pages that are neither described lists nor hand-made desks."""

from ui.registry import PageSpec

STANDARD: tuple[PageSpec, ...] = ()
