"""The sub-commands in the order the help shows them."""

from desk.cli import asking, care, catalogue, importing, lists, papers
from desk.cli.parsing import Task

TASKS: tuple[Task, ...] = (
    *care.MAKING,
    *catalogue.TASKS,
    *asking.TASKS,
    *lists.TASKS,
    *importing.TASKS,
    *papers.TASKS,
    *care.KEEPING,
)
