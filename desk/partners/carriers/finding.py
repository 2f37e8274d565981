"""Finding a partner, and asking whether he may be given goods."""

from datetime import date

from sqlalchemy import select

from desk.kernel.errors import Problems, refuse
from desk.kernel.text import tr
from desk.partners.carriers.model import Partner
from desk.partners.carriers.rules import check_partner
from desk.storage.work import Reader

RECORD = Partner.__tablename__


def partner_of(read: Reader, partner: int | str) -> Partner:
    """Load a partner by id or code.

    Raises:
        Refused: E006.
    """
    typed = partner.strip().upper() if isinstance(partner, str) else partner
    wanted = Partner.code == typed if isinstance(typed, str) else Partner.id == typed
    found = read.session.scalar(select(Partner).where(wanted))
    if found is None:
        raise refuse("E006", "partner", label=tr("合作商"), v=partner)
    return found


def check_usable(read: Reader, partner: Partner, on: date | None = None) -> Problems:
    """Return why a partner may not be given goods on a day, today unless said (E160, E161)."""
    return check_partner(partner, on or read.today)
