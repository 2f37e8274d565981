"""The sub-commands in the order the help shows them."""

from desk.cli import asking, care, catalogue, files, importing, lists, papers, releases, scanning
from desk.cli.parsing import Task

TASKS: tuple[Task, ...] = (
    *care.MAKING,
    *catalogue.TASKS,
    *asking.TASKS,
    *lists.TASKS,
    *importing.TASKS,
    *scanning.TASKS,
    *papers.TASKS,
    *files.TASKS,
    *care.KEEPING,
    *releases.TASKS,
)
