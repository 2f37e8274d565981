"""评估方案: how partners are evaluated, versioned and approved for 疆内 and 国内.

Owns `evaluation_scheme` with its indicators. `scoring` turns figures into points and grades, `formula`
reads the arithmetic of formula indicators. Looks at the measures below and at the approvals.
"""

from desk.evaluation.schemes import commands, queries, reactions, screens
from desk.evaluation.schemes.rules import SCHEME_STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="schemes",
    title="评估方案",
    wing="evaluation",
    modules=(commands, queries, reactions),
    lists=(screens.EVALUATION_SCHEMES,),
    states=(SCHEME_STATES,),
)
