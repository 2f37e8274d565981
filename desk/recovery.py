"""The recovery sheet of a new office is printed once; with it a manager's password can be set anew."""

from pathlib import Path

from desk.app import Desk
from desk.documents.outgoing import whole_file
from desk.documents.papers import Paper
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.office.users.sheet import key_of, recovery_sheet


def sheet_of(desk: Desk) -> Paper:
    """The recovery sheet of an office that was founded just now.

    Raises:
        Refused: E076 the office was opened, not founded: nobody has its owner's key any more.
    """
    if desk.owner_key is None:
        raise refuse("E076", "owner_key", why=tr("恢复表只在新建办公室时能印"))
    return recovery_sheet(
        desk.owner_key,
        office=desk.path.name,
        firm=desk.settings.firm_name,
        manager=desk.signed_in().name,
        at=desk.now,
    )


def save_sheet(desk: Desk, out: Path) -> None:
    """Write the recovery sheet as PDF.

    Raises:
        Refused: E076. FileRefused: the file cannot be written.
    """
    from desk.documents.pdf import render_pdf

    made = render_pdf(sheet_of(desk))
    with whole_file(out) as file:
        file.write(made.pdf)


def recover(desk: Desk, typed: str, login: str, password: str) -> None:
    """Set a manager's password anew by the key typed from the sheet, and sign him in.

    Raises:
        Refused: E006 no manager of that name, E016, E076 the key is wrong or of another office.
    """
    desk.recover(key_of(typed), login, password)
