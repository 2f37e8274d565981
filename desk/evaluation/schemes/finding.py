"""Loading schemes, and the one in force for a scope."""

import re

from sqlalchemy import select

from desk.evaluation.schemes.choices import SchemeState
from desk.evaluation.schemes.model import EvaluationScheme
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.partners.carriers.choices import PartnerScope
from desk.storage.work import Reader

SCHEME_LABEL = re.compile(r"(疆内|国内)\s*[Vv](\d{1,6})")


def scheme_of(read: Reader, scheme_id: int) -> EvaluationScheme:
    """Raises: Refused E006."""
    return read.get(EvaluationScheme, scheme_id, tr("评估方案"))


def scheme_in_force(read: Reader, scope: PartnerScope) -> EvaluationScheme | None:
    """The approved version of a scope; there is never more than one."""
    return read.session.scalar(
        select(EvaluationScheme).where(
            EvaluationScheme.scope == scope, EvaluationScheme.state == SchemeState.APPROVED
        )
    )


def scheme_by_label(read: Reader, label: str) -> EvaluationScheme:
    """The version 「疆内V2」.

    Raises: Refused E006.
    """
    match = SCHEME_LABEL.fullmatch(label.strip())
    scope = PartnerScope.from_word(match[1]) if match else None
    found = match and read.session.scalar(
        select(EvaluationScheme).where(
            EvaluationScheme.scope == scope, EvaluationScheme.version_no == int(match[2])
        )
    )
    if not found:
        raise refuse("E006", "number", label=tr("评估方案"), v=label)
    read.held.add(found)
    return found
