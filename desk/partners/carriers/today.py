"""Open work around partners: papers that run out, contracts without a word on customers' data."""

from sqlalchemy import select

from desk.kernel.expiry import days_word
from desk.kernel.moments import end_of
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.partners.carriers.model import Partner
from desk.partners.carriers.queries import expiring_partner_papers
from desk.partners.carriers.rules import WORKING
from desk.storage.work import Reader


def papers_to_renew(read: Reader) -> list[TodayRow]:
    """Partners' papers that ran out or will within 60 days; due on their last day."""
    return [
        TodayRow(
            tr("更新合作商证照"),
            f"{row.partner_name} {row.paper} {days_word(row.days_left)}",
            end_of(row.valid_to),
            "partners",
            {"ids": [row.partner_id]},
            row.partner_code,
        )
        for row in expiring_partner_papers(read)[:MOST_ROWS]
    ]


def contracts_without_data_clause(read: Reader) -> list[TodayRow]:
    """Working partners whose contract does not say how customers' data may be used (5.13)."""
    lacking = select(Partner).where(Partner.status.in_(WORKING), Partner.data_clause.is_(False))
    return [
        TodayRow(
            tr("补签个人信息条款"),
            partner.name,
            None,
            "partners",
            {"ids": [partner.id]},
            partner.code,
        )
        for partner in read.session.scalars(lacking.order_by(Partner.code).limit(MOST_ROWS))
    ]


SOURCES = (
    TodaySource("partner.update", papers_to_renew),
    TodaySource("partner.update", contracts_without_data_clause),
)
