"""``python -m desk``: the office without a window."""

import os
import sys

READ_SHEET = "--read-sheet"


def main() -> int:
    """Run the command line, or, inside the packaged program, the process that reads one spreadsheet."""
    if sys.argv[1:2] == [READ_SHEET]:
        from desk.documents.intake import reading_child

        return reading_child.main(sys.argv[2:])
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
