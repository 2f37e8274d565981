"""A newer version is one line at the bottom; who clicks it leaves with a backup and comes to the installer."""

from PySide6.QtCore import QObject

from desk.kernel.errors import FileRefused
from desk.kernel.text import tr
from desk.releases.looking import Offer
from ui.main_window import MainWindow
from ui.program_log import LOG
from ui.updating import Updates, start_installer


class UpdateLine(QObject):
    """Between the look into the folder and the window.

    Attributes:
        chosen: what is to be installed once the office is closed.
    """

    def __init__(self, window: MainWindow, updates: Updates) -> None:
        super().__init__(window)
        self._window, self._updates = window, updates
        self.chosen: Offer | None = None
        updates.offered.connect(self._offer)
        updates.said.connect(window.say)
        window.status.newer.clicked.connect(self.ask)

    def ask(self) -> None:
        """What is new, and whether to leave for it; typing is asked for as ever."""
        offer = self._updates.offer
        if offer is None:
            return
        question = tr("安装新版本 {v} 吗?先备份数据、关闭程序,再打开安装程序。").format(
            v=offer.release.version
        )
        asker = self._window.context.asker
        if asker.sure(question, offer.release.news, tr("备份并安装"), tr("以后再说")):
            self.chosen = offer
            if not self._window.close():
                self.chosen = None

    def _offer(self, offer: Offer) -> None:
        self._window.status.show_newer(tr("新版本 {v} 可以安装").format(v=offer.release.version))


def install(offer: Offer, backed_up: bool) -> None:
    """Open the installer of a closed office.

    Raises:
        FileRefused: there is no fresh backup, or the installer is no longer the proved one.
    """
    if not backed_up:
        raise FileRefused(tr("备份没有成功,新版本没有安装。请先在「核验」看备份的问题。"))
    LOG.info("installing %s", offer.release.version)
    if not start_installer(offer):
        raise FileRefused(tr("安装程序打不开,或已被改动,没有安装。请重新检查更新。"))
