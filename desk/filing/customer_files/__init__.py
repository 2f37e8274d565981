"""客户年度档案: once a year a customer's papers are filed, with number, place and the next due day.

Owns `customer_file`. What belongs into a file is found by the foreign keys of whatever keeps
attachments; `desk.binding` binds it into one PDF.
"""

from desk.filing.customer_files import attached, commands, queries, screens, today
from desk.kernel.rooms import Room

ROOM = Room(
    name="customer_files",
    title="客户年度档案",
    wing="filing",
    modules=(attached, commands, queries, today),
    lists=(screens.CUSTOMER_FILES, screens.FILES_DUE),
    today=today.SOURCES,
)
