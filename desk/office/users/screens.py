"""The list of users."""

from sqlalchemy import select

from desk.kernel.roles import Role
from desk.office.users.model import User
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("login", "登录名", width=8),
    Field("name", "姓名", width=8),
    Field("role", "岗位", Kind.CHOICE, choices=Role, width=8),
    Field("active", "在用", Kind.FLAG, width=4),
    Field("created_at", "建立时间", Kind.MOMENT, width=10),
)


def _source() -> ListSource:
    columns = {f.name: getattr(User, f.name) for f in FIELDS}
    return ListSource(select(User), User.id, columns, search=(User.login, User.name))


USERS = ListSpec(
    name="users",
    title="用户",
    right="user.manage",
    fields=FIELDS,
    source=_source,
    sort=Sort("login"),
    actions=(
        Action("add_user", "新建用户", "Ctrl+N", "user.manage"),
        Action("update_user", "修改", "F2", "user.manage", per_row=True),
        Action("reset_password", "重置密码", "", "user.manage", per_row=True),
        Action("deactivate_user", "停用", "", "user.manage", per_row=True),
        Action("activate_user", "启用", "", "user.manage", per_row=True),
    ),
    empty="还没有用户。",
)
