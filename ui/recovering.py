"""A manager's password set anew by the recovery sheet, when no manager can sign in any more."""

from PySide6.QtWidgets import QWidget

from desk.app import Desk
from desk.kernel.errors import FileRefused, Refused, SaveFailed
from desk.kernel.text import tr
from desk.recovery import recover
from desk.screens.fields import Field
from ui.editors import PasswordEditor
from ui.editors.line import TextEditor
from ui.login import Gatehouse

UNDER = tr(
    "同事忘记密码,请经理在「用户」里重置。经理都忘记时,取出建立办公室时打印的恢复表,照四行密钥输入。"
)


class RecoverDialog(Gatehouse):
    """The key of the sheet, the manager's login, a new password twice; then he is signed in."""

    def __init__(self, desk: Desk, login: str = "", window: QWidget | None = None) -> None:
        super().__init__(tr("用恢复表重设密码"), UNDER, tr("重设并登录"), window)
        self.desk = desk
        for name, label in (("owner_key", tr("恢复表密钥")), ("login", tr("经理登录名"))):
            self.fields.add(TextEditor(Field(name, label, required=True)))
        for name, label in (("password", tr("新密码")), ("again", tr("再输一次"))):
            self.fields.add(PasswordEditor(Field(name, label, required=True)))
        self.grid.place(self.fields)
        self.fields["login"].set_value(login)
        self.fields.focus_first()

    def go(self) -> None:
        """Set it; what is wrong stands at its field."""
        self.tell("")
        try:
            values = self.fields.values()
            if values["password"] != values["again"]:
                self.fields["again"].problem(tr("两次输入的新密码不一样。"))
                self.fields["again"].take_focus()
                return
            recover(self.desk, values["owner_key"], values["login"], values["password"])
        except Refused as refused:
            rest = self.fields.show_problems(refused.problems)
            self.tell("\n".join(p.message for p in rest))
        except (FileRefused, SaveFailed) as fault:
            self.tell(str(fault))
        else:
            self.accept()
