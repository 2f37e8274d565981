"""打印与导出登记: which paper was printed how often, and which list left the office for what purpose.

Owns the meaning of `print_log` and `export_log`. Looks at nothing else: that a form or a list exists
and may be used is checked by the flows `desk.printing` and `desk.exporting`, which write here.
"""

from desk.kernel.rooms import Room
from desk.office.printing import commands, queries, screens

ROOM = Room(
    name="printing",
    title="打印与导出",
    wing="office",
    modules=(commands, queries),
    lists=(screens.PRINTS,),
)
