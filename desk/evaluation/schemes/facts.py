"""What the period's measures say to the indicators of a scheme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from desk.evaluation.measures.measuring import Measure, measure, tickets
from desk.evaluation.measures.rules import rate
from desk.evaluation.schemes.formula import is_measure, read_formula
from desk.storage.work import Reader


@dataclass(frozen=True)
class Facts:
    """The records of a partner in a period, counted once."""

    tickets: int
    measures: tuple[Measure, ...]

    def values(self) -> Mapping[str, Fraction | None]:
        """What the names of a formula stand for; a rate has two decimals, as printed."""
        found: dict[str, Fraction | None] = {"T": Fraction(self.tickets)}
        for each in self.measures:
            number = each.code[1:]
            result = rate(each.code, each.numerator, each.denominator)
            found[each.code] = None if result is None else Fraction(result, 100)
            found[f"N{number}"] = Fraction(each.numerator)
            found[f"D{number}"] = Fraction(each.denominator)
        return found

    def value(self, formula: str) -> int | None:
        """The result of an indicator in hundredths; None for 不适用."""
        return read_formula(formula).value(self.values())

    def parts(self, formula: str) -> tuple[int | None, int | None]:
        """Numerator and denominator behind a formula that is one measure."""
        wanted = formula.strip().upper()
        if not is_measure(wanted):
            return None, None
        found = next((m for m in self.measures if m.code == wanted), None)
        return (found.numerator, found.denominator) if found else (None, None)


def facts_of(read: Reader, partner_id: int, first: date, last: date) -> Facts:
    """Count a partner's records of a period."""
    counted = tickets(read, partner_id=partner_id, first=first, last=last)
    measures: Sequence[Measure] = measure(read, partner_id=partner_id, first=first, last=last)
    return Facts(counted, tuple(measures))
