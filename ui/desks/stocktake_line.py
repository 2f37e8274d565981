"""One ticket of a count, and many numbers put into the lines at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Line:
    """A ticket as it is counted; `book` None was found beside the list."""

    number: str
    bin_code: str
    consignee: str
    goods: str
    book: int | None
    counted: int | None
    note: str
    typed: bool = False

    @property
    def difference(self) -> int:
        """Counted less book; 0 before the count."""
        return 0 if self.counted is None else self.counted - (self.book or 0)


def with_counts(lines: Sequence[Line], counts: Mapping[str, int]) -> list[Line]:
    """The lines with these numbers counted."""
    return [
        replace(line, typed=True, counted=counts[line.number]) if line.number in counts else line
        for line in lines
    ]
