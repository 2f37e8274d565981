"""Formula indicators: a small arithmetic over the period's measures, exact and without surprises.

Known are the numbers, ``+ - * / ( )``, ``min`` and ``max``, and of every measure n its rate ``Hn``,
numerator ``Nn`` and denominator ``Dn``; ``T`` are the tickets handed over. Rates count in their unit
(96.25 for 96.25 %). Nothing else is read, and nothing is ever executed.

Source: issue (formula indicators); spec 3.20 (formula key).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from desk.kernel.errors import refuse
from desk.kernel.quantities import round_half_up
from desk.kernel.quoting import quoted
from desk.kernel.text import tr

MOST_CHARACTERS = 120
MOST = 10**12
"""No result goes further, in hundredths: the file holds it, and every line of a scheme lies within."""
_PARTS = re.compile(r"\s*(?:(\d{1,9}(?:\.\d{1,4})?)|([A-Za-z]\w*)|(\S))")
_NAME = re.compile(r"[HND][1-8]|T")
_FUNCTIONS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {"MIN": min, "MAX": max}

Values = Mapping[str, Fraction | None]
"""What the names stand for; None where the period has nothing to say."""
Term = Callable[[Values], Fraction]


class _NothingKnownError(Exception):
    """A name without a value, or a division by nothing: the indicator does not apply."""


@dataclass(frozen=True)
class Formula:
    """A read formula; `names` are what it speaks of."""

    text: str
    names: frozenset[str]
    term: Term = field(repr=False, compare=False)

    def value(self, values: Values) -> int | None:
        """The result in hundredths, half-up, `MOST` at most; None when something it needs is not known."""
        try:
            found = self.term(values)
        except _NothingKnownError:
            return None
        return max(-MOST, min(MOST, round_half_up(found.numerator * 100, found.denominator)))


def read_formula(text: str, at: str = "formula") -> Formula:
    """Read a formula.

    Raises:
        Refused: E004 too long, E019 with what cannot be read.
    """
    if len(text) > MOST_CHARACTERS:
        size = len(text)
        raise refuse("E004", at, label=tr("公式"), n=MOST_CHARACTERS, v=size)
    reader = _Reading(tuple(_parts(text)), at)
    term = reader.sum()
    if not reader.ended:
        raise reader.unread()
    return Formula(text.strip(), frozenset(reader.names), term)


def is_measure(text: str) -> bool:
    """Whether the formula is nothing but the rate of one measure (``H3``)."""
    return re.fullmatch(r"H[1-8]", text.strip().upper()) is not None


def _parts(text: str) -> Iterator[str]:
    for number, name, sign in _PARTS.findall(text):
        yield number or name.upper() or sign


class _Reading:
    """Descends through sum, product, atom; every step returns a term to be reckoned later."""

    def __init__(self, parts: tuple[str, ...], at: str) -> None:
        self.parts, self.at, self.next = parts, at, 0
        self.names: set[str] = set()

    @property
    def ended(self) -> bool:
        return self.next >= len(self.parts)

    def unread(self) -> Exception:
        here = self.parts[self.next] if not self.ended else tr("结尾")
        why = tr("公式在「{p}」处读不懂").format(p=quoted(here))
        return refuse("E019", self.at, label=tr("公式"), why=why)

    def take(self, *wanted: str) -> str:
        """The next part when it is one of the wanted, else nothing."""
        if self.ended or self.parts[self.next] not in wanted:
            return ""
        self.next += 1
        return self.parts[self.next - 1]

    def expect(self, sign: str) -> None:
        if not self.take(sign):
            raise self.unread()

    def sum(self) -> Term:
        term = self.product()
        while sign := self.take("+", "-"):
            term = _joined(sign, term, self.product())
        return term

    def product(self) -> Term:
        term = self.atom()
        while sign := self.take("*", "/", "×", "÷"):
            term = _joined(sign, term, self.atom())
        return term

    def atom(self) -> Term:
        if self.ended:
            raise self.unread()
        if self.take("("):
            term = self.sum()
            self.expect(")")
            return term
        if self.take("-"):
            return _joined("-", _number(Fraction(0)), self.atom())
        if name := self.take(*_FUNCTIONS):
            return self.called(name)
        return self.plain()

    def called(self, name: str) -> Term:
        self.expect("(")
        left = self.sum()
        self.expect(",")
        right = self.sum()
        self.expect(")")
        choose = _FUNCTIONS[name]
        return lambda values: choose(left(values), right(values))

    def plain(self) -> Term:
        part = self.parts[self.next]
        if part[0].isdecimal():
            self.next += 1
            return _number(Fraction(part))
        if not _NAME.fullmatch(part):
            raise self.unread()
        self.next += 1
        self.names.add(part)
        return _named(part)


def _number(value: Fraction) -> Term:
    return lambda _values: value


def _named(name: str) -> Term:
    def found(values: Values) -> Fraction:
        value = values.get(name)
        if value is None:
            raise _NothingKnownError
        return value

    return found


def _joined(sign: str, left: Term, right: Term) -> Term:
    def reckoned(values: Values) -> Fraction:
        a, b = left(values), right(values)
        if sign == "+":
            return a + b
        if sign == "-":
            return a - b
        if sign in "*×":
            return a * b
        if b == 0:
            raise _NothingKnownError
        return a / b

    return reckoned
