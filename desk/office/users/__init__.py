"""用户: people who may sign in, their roles and keys.

Owns `user`. Looks at nothing but the storage. Login unwraps the user's own key with the password;
there is no other password check (reliability of the house §2).
"""

from desk.kernel.rooms import Room
from desk.office.users import commands, queries, screens

ROOM = Room(
    name="users",
    title="用户",
    wing="office",
    modules=(commands, queries),
    lists=(screens.USERS,),
)
