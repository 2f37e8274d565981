"""导入记录: which list was booked when, by whom, with what result, and what each sender's columns mean.

Owns `import_batch` and `import_layout`. Knows nothing of what the lists contain: the rooms check and
book their own rows, the flow `desk.importing` writes the batch into the same transaction.
"""

from desk.kernel.rooms import Room
from desk.office.imports import commands, queries, screens

ROOM = Room(
    name="imports",
    title="导入记录",
    wing="office",
    modules=(commands, queries),
    lists=(screens.IMPORT_BATCHES,),
)
