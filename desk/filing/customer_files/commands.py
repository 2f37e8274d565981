"""A customer's papers of a year are filed, put elsewhere, or taken off the register again."""

from datetime import date

from sqlalchemy import select

from desk.archive.customers.model import Customer
from desk.archive.customers.opening import open_customer
from desk.archive.customers.rules import check_text
from desk.filing.customer_files.model import CustomerFile
from desk.kernel.commands import command
from desk.kernel.errors import Problems, Refused, problem, refuse
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.storage.work import Reader, Work

FIRST_YEAR = 2000


def file_number(year: int, code: str) -> str:
    """The number on the back of a file: 「DA2026-K00007」."""
    return f"DA{year}-{code}"


@command(
    "voucher.create",
    "客户年度归案",
    example='{"customer_ids": [1, 2], "year": 2026, "location": "档案柜 3-2"}',
)
def file_customers(
    work: Work, *, customer_ids: tuple[int, ...], year: int, location: str
) -> tuple[str, ...]:
    """File the papers of a year of one customer or several; due again a year from today.

    Returns:
        The files' numbers, ``DA2026-K00007``.

    Raises:
        Refused: E001, E003, E004, E006, E008, E012, E017 filed already: all customers at once.

    Source: spec 1 (客户档案的定期归案管理).
    """
    problems, place = Problems(), clean_text(location)
    problems.require(customer_ids, "customer_ids", tr("客户"))
    if problems.require(place, "location", tr("位置")):
        check_text(problems, place, "location", tr("位置"), 60)
    limits = {"label": tr("年度"), "lo": FIRST_YEAR, "hi": work.today.year, "v": year}
    problems.check(FIRST_YEAR <= year <= work.today.year, "E003", "year", **limits)
    problems.raise_if_any()
    made = []
    for customer_id in dict.fromkeys(customer_ids):
        try:
            made.append(_file(work, open_customer(work, customer_id, "归案"), year, place))
        except Refused as refused:
            problems.extend(refused.problems, "customer_ids")
    problems.raise_if_any()
    return tuple(made)


def _file(work: Work, customer: Customer, year: int, location: str) -> str:
    number = file_number(year, customer.code)
    if work.session.scalar(select(CustomerFile.id).where(CustomerFile.number == number)):
        raise Refused(problem("E017", None, label=tr("年度档案"), v=number))
    made = CustomerFile(
        number=number,
        customer_id=customer.id,
        year=year,
        location=location,
        filed_on=work.today,
        filed_by=work.actor.user_id,
        next_due_on=_year_after(work.today),
    )
    return work.add(made).number


def _year_after(day: date) -> date:
    last_of_february = (day.month, day.day) == (2, 29)
    return date(day.year + 1, 3, 1) if last_of_february else day.replace(year=day.year + 1)


@command(
    "voucher.update",
    "移动客户档案",
    example='{"number": "DA2026-K00007", "location": "档案柜 4-1"}',
)
def move_customer_file(work: Work, *, number: str, location: str) -> None:
    """Put a file elsewhere.

    Raises:
        Refused: E001, E004, E006, E012.
    """
    found, place, problems = file_by_number(work, number), clean_text(location), Problems()
    if problems.require(place, "location", tr("位置")):
        check_text(problems, place, "location", tr("位置"), 60)
    problems.raise_if_any()
    found.location = place


@command("voucher.update", "撤销归案", example='{"number": "DA2026-K00007"}')
def withdraw_customer_file(work: Work, *, number: str) -> None:
    """Take a file off the register that was entered by mistake. The reason is the command's.

    Raises:
        Refused: E006, E009.
    """
    found = file_by_number(work, number)
    if not work.reason.strip():
        raise refuse("E009", "reason", action=tr("撤销"))
    work.session.delete(found)


def file_by_number(read: Reader, number: str) -> CustomerFile:
    """Raises: Refused E006."""
    wanted = select(CustomerFile).where(CustomerFile.number == number.strip())
    found = read.session.scalar(wanted)
    if found is None:
        raise refuse("E006", "number", label=tr("年度档案"), v=number)
    return found
