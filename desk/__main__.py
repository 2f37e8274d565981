"""``python -m desk``: the office without a window."""

import os
import sys

from desk.documents.reading_processes import run_reading_process
from desk.kernel.kept_code import kept_methods


def main() -> int:
    """Run the command line, or, inside the packaged program, a process that reads strangers' files."""
    reading = run_reading_process(sys.argv[1:])
    if reading is not None:
        return reading
    with kept_methods("commands"):
        from desk import cli

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = cli.main()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of the answer has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return cli.DONE
    return code


if __name__ == "__main__":
    sys.exit(main())
