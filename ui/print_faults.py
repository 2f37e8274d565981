"""What keeps a printer from printing; each says why, and what to do next."""

from desk.kernel.errors import FileRefused


class NotPrinted(FileRefused):
    """The printer lacks the paper, does not take the job, or stopped in the middle of it."""


class PrinterGone(NotPrinted):
    """The printer that is wanted is no longer there; the user chooses another one himself."""
