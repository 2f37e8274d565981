"""Column types shared by all records: moments in UTC, choices by code, amounts as integers."""

from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import BigInteger, DateTime, Dialect, String, TypeDecorator
from sqlalchemy.orm import mapped_column

from desk.kernel.choices import Choice


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: stored without a zone, always read back aware."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None, microsecond=0)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Chosen(TypeDecorator[Choice]):
    """A member of a Choice, stored by its code."""

    impl = String(24)
    cache_ok = True

    def __init__(self, choices: type[Choice]) -> None:
        super().__init__()
        self.choices = choices
        self._by_code = {member.value: member for member in choices}

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else self._by_code[value].value

    def process_result_value(self, value: Any, dialect: Dialect) -> Choice | None:
        return None if value is None else self._by_code[value]


Fen = Annotated[int, mapped_column(BigInteger, default=0)]
Grams = Annotated[int, mapped_column(BigInteger, default=0)]
Cm3 = Annotated[int, mapped_column(BigInteger, default=0)]
Pieces = Annotated[int, mapped_column(default=0)]
