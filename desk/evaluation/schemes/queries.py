"""Reading schemes."""

from dataclasses import dataclass
from datetime import datetime

from desk.evaluation.schemes.choices import IndicatorKind, SchemeState
from desk.evaluation.schemes.commands import draft_of
from desk.evaluation.schemes.drafts import SchemeDraft
from desk.evaluation.schemes.finding import scheme_of
from desk.evaluation.schemes.model import EvaluationScheme
from desk.evaluation.schemes.standard import standard_scheme
from desk.kernel.commands import query
from desk.partners.carriers.choices import Grade, PartnerScope
from desk.storage.work import Reader

_SAME = (
    "id",
    "label",
    "scope",
    "version_no",
    "name",
    "state",
    "least_tickets",
    "remark",
    "answer",
    "approved_at",
    "retired_at",
)


@dataclass(frozen=True, kw_only=True)
class IndicatorRow:
    """One line of a scheme; lines and weight in hundredths."""

    code: str
    name: str
    kind: IndicatorKind
    formula: str
    unit: str
    zero_hundredths: int
    full_hundredths: int
    weight_hundredths: int
    definition: str


@dataclass(frozen=True, kw_only=True)
class SchemeCard:
    """A version of a scheme.

    Attributes:
        bands: each grade with its lowest and highest total in hundredths, both included.
        draft: the scheme as `update_scheme` would take it back.
    """

    id: int
    version: int
    label: str
    scope: PartnerScope
    version_no: int
    name: str
    state: SchemeState
    bands: tuple[tuple[Grade, int, int], ...]
    least_tickets: int
    remark: str
    answer: str
    approved_at: datetime | None
    retired_at: datetime | None
    indicators: tuple[IndicatorRow, ...]
    draft: SchemeDraft


@query("evaluation_scheme.read", "评估方案")
def scheme_card(read: Reader, *, scheme_id: int) -> SchemeCard:
    """A version with its indicators.

    Raises:
        Refused: E006.
    """
    return card_of(scheme_of(read, scheme_id))


@query("evaluation_scheme.create", "标准评估方案")
def standard_scheme_draft(read: Reader, *, scope: PartnerScope) -> SchemeDraft:
    """The standard scheme, to begin a draft with."""
    return standard_scheme(scope)


def card_of(scheme: EvaluationScheme) -> SchemeCard:
    return SchemeCard(
        version=scheme.row_version,
        bands=scheme.bands.spans(),
        indicators=tuple(
            IndicatorRow(**{n: getattr(i, n) for n in IndicatorRow.__dataclass_fields__})
            for i in scheme.indicators
        ),
        draft=draft_of(scheme),
        **{name: getattr(scheme, name) for name in _SAME},
    )
