"""客户: the firm's customers with contacts, addresses and requested changes."""

from desk.archive.customers import commands
from desk.archive.customers.rules import CHANGE_STATES, CUSTOMER_STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="customers",
    title="客户",
    wing="archive",
    modules=(commands,),
    states=(CUSTOMER_STATES, CHANGE_STATES),
)
