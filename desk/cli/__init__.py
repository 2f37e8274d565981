"""The command line: everything the window can do, through the same gate.

Exit codes: 0 done, 2 the call was wrong, 3 refused (every E-code and sentence), 4 a file cannot be
used or written. Answers go to standard output (``--json``: one JSON document), messages to standard
error.
"""

from collections.abc import Sequence

from sqlalchemy.exc import DBAPIError

from desk.cli.parsing import UsageFault, parse, wants_json
from desk.cli.run import Run
from desk.cli.voice import Voice
from desk.kernel.errors import FileRefused, NeedsConfirmation, Refused, SaveFailed
from desk.kernel.text import tr

DONE, USAGE, REFUSED, NO_FILE = 0, 2, 3, 4


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; no user mistake ends in a traceback."""
    voice = Voice(wants_json(argv))
    try:
        arguments = parse(argv)
        code: int = arguments.run(Run(arguments, voice))
        return code
    except SystemExit as asked_for_help:
        return int(asked_for_help.code or 0)
    except UsageFault as fault:
        voice.fault(str(fault), exit_code=USAGE)
        return USAGE
    except NeedsConfirmation as doubts:
        voice.problems(doubts.problems, exit_code=REFUSED, confirm=True)
        return REFUSED
    except Refused as refused:
        voice.problems(refused.problems, exit_code=REFUSED)
        return REFUSED
    except (FileRefused, SaveFailed) as fault:
        voice.fault(str(fault), exit_code=NO_FILE)
        return NO_FILE
    except BrokenPipeError:
        raise
    except (OSError, DBAPIError) as fault:
        cause = getattr(fault, "orig", None) or fault
        voice.fault(tr("读写文件出错:{why}").format(why=cause), exit_code=NO_FILE)
        return NO_FILE
    except KeyboardInterrupt:
        voice.fault(tr("已取消,没有保存。"), exit_code=REFUSED)
        return REFUSED
