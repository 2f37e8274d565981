"""What is handed in: a whole scheme."""

from dataclasses import dataclass

from desk.evaluation.schemes.choices import IndicatorKind
from desk.partners.carriers.choices import PartnerScope


@dataclass(frozen=True, kw_only=True)
class IndicatorDraft:
    """One line of a scheme.

    Attributes:
        formula: a measure (``H1``) for a hard indicator, an arithmetic for a formula one.
        zero_hundredths: the result that gives no points; `full_hundredths` the one that gives all.
        definition: how it is counted, or what each score of a soft one stands for.
    """

    code: str
    name: str
    kind: IndicatorKind
    formula: str = ""
    unit: str = ""
    zero_hundredths: int = 0
    full_hundredths: int = 0
    weight_hundredths: int = 0
    definition: str = ""


@dataclass(frozen=True, kw_only=True)
class SchemeDraft:
    """A whole scheme; the weights make 100.00, the lowest totals of A, B and C are included."""

    scope: PartnerScope
    name: str
    indicators: tuple[IndicatorDraft, ...]
    a_from: int = 90_00
    b_from: int = 80_00
    c_from: int = 70_00
    least_tickets: int = 10
    remark: str = ""
