"""The sessions and how many strokes each may take."""

from tests.sessions.crashing import killed_while_typing
from tests.sessions.deciding import approvals
from tests.sessions.entering import known_customer, price_call
from tests.sessions.finding import pasted_numbers, search_while_loading
from tests.sessions.sending import delivery_run
from tests.sessions.stage import Session

SESSIONS: dict[str, Session] = {
    "known": Session("a consignment for a known customer", 25, known_customer),
    "run": Session("a delivery run of 20, board to printed list", 60, delivery_run),
    "search": Session("a search while the list loads", 5, search_while_loading),
    "paste": Session("a paste of 200 numbers", 5, pasted_numbers),
    "crash": Session("back after a crash in the middle of typing", 5, killed_while_typing),
    "approvals": Session("an inbox of two approvals", 12, approvals),
    "call": Session("a price call, telephone to saved quote", 25, price_call),
}
