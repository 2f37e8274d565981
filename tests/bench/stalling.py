"""What holds the window while somebody works in it, beside what is not felt: 50 ms at worst, 10 ms mostly.

A process of its own plays a session (`held_window`): the main window is made as for a user who was not
expected (the expected one's is made while he types: `starting`) and looked at for a second; the code of
the other pages is loaded and pages are built ahead; every page is opened twice, the search box is typed
into while the list loads, and a list is paged through while a backup, an export, a paper of 1,000 rows
and an import of 500 rows run. The places that held it longest go to the standard error stream.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

from tests.bench.figures import Figure
from tests.bench.offices import Ground

WORST_MS, LATE_MS, MOST_SHOWN = 50, 10, 12
KINDS = {
    "opens": "main window made",
    "rest": "other pages' code loaded",
    "ahead": "pages built ahead",
    "pages": "each page opened",
    "search": "typing while it loads",
    "jobs": "backup, export, paper",
    "import": "import of {rows} rows",
}


def measure(ground: Ground) -> Iterator[Figure]:
    office = ground.copy("held.office")
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "DESK_STATE": str(ground.folder / "held-state"),
    }
    command = [sys.executable, "-m", "tests.bench.held_window", str(office), str(ground.folder)]
    ended = subprocess.run(
        [*command, str(ground.imported)],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    found = json.loads(ended.stdout)
    for kind, name in KINDS.items():
        what = name.format(rows=ground.imported)
        yield Figure(f"window held, {what}", max(found[kind]["worst"], 0.01), WORST_MS, 1)
        yield Figure(f"window held, {what}, 99 %", max(found[kind]["late"], 0.01), LATE_MS, 1)
        for line in found[kind]["holds"][:MOST_SHOWN]:
            print(f"    {line}", file=sys.stderr)
