"""受控文件: the department's rules, standards, plans, job descriptions and forms, in revisions.

Owns `controlled_document`, `document_revision`, `document_copy`; the files hang on the revisions in the
cabinet. Looks at users and approvals only. The program asks `editions.with_registered_edition` for the
foot of every form.
"""

from desk.filing.documents import (
    approving,
    commands,
    distributing,
    overview,
    papers,
    queries,
    reactions,
    screens,
    summary,
    today,
)
from desk.filing.documents.rules import STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="documents",
    title="受控文件",
    wing="filing",
    modules=(commands, approving, distributing, queries, overview, papers, reactions, summary),
    lists=(screens.CONTROLLED_DOCUMENTS, screens.EFFECTIVE_DOCUMENTS, screens.DOCUMENT_COPIES),
    states=(STATES,),
    today=today.SOURCES,
)
