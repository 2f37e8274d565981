"""``python -m tests.sessions [SESSION …]``: strokes, what is allowed, the longest hold of the window.

``--tickets N`` makes the office of the search bigger. The worst holds of more than 50 ms are listed below.
"""

import argparse
import os
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.sessions.all_sessions import SESSIONS
from tests.sessions.stage import TICKETS
from ui.loading import _load_the_rest, load_program
from ui.start import application

WORST = 3


def main(arguments: list[str] | None = None) -> None:
    """Play the sessions and print a line each."""
    parser = argparse.ArgumentParser(prog="python -m tests.sessions", description=__doc__)
    parser.add_argument("--tickets", type=int, default=TICKETS, help="consignments of the search")
    parser.add_argument("sessions", nargs="*", metavar="SESSION", help=", ".join(SESSIONS))
    given = parser.parse_args(arguments)
    application()
    load_program()  # as the program does while the password is typed
    _load_the_rest()  # and this while the first page is read
    print(f"{'session':52} strokes  limit  worst hold  (* = too many strokes)")
    holds = []
    for name in given.sessions or SESSIONS:
        with tempfile.TemporaryDirectory(prefix="desk-session-") as folder:
            played = SESSIONS[name].played(Path(folder), given.tickets)
        print(played.line, flush=True)
        if played.holds:
            holds.append("\n".join([f"{played.name}:", *played.holds.split("\n")[:WORST]]))
    print("\n".join(("", *holds)) if holds else "\nno hold of more than 50 ms")


if __name__ == "__main__":
    main()
