"""A newer version is laid into a folder; the older program finds it, proves it and leaves for its installer.

The lab makes a maker's key of its own: its public half lies beside the installed older program's resources,
as a maker's build has it; its private half signs what is laid into the folder and is forgotten.
"""

import hashlib
import shutil
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from PIL import Image, ImageChops

import desk
from desk.releases.keys import PUBLIC
from desk.releases.manifest import NAME, Release, signed
from tests.windows.chroot import Chroot
from tests.windows.driving import DESKTOP, Driver
from tests.windows.user import OFFICE, User

FOLDER = "C:\\更新"
BOTTOM_LINE_PX = 16
LOOKED_S, INSTALLED_S = 180, 240
"""The program looks into the folder three quarters of a minute after its start."""


def lay_out(lab: Chroot, home: Path, setup: Path) -> None:
    """Sign this installer, lay it into the folder, and let the installed program know the signer."""
    key = Ed25519PrivateKey.generate()
    half = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (home / "_internal" / "resources" / PUBLIC).write_bytes(half)
    folder = lab.drive_c / "更新"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    content = setup.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    release = Release(desk.__version__, setup.name, len(content), digest, "0.0.0", ("打印更快。",))
    (folder / setup.name).write_bytes(content)
    (folder / NAME).write_bytes(signed(release, key))


def update(lab: Chroot, user: User, out: Path, program: str) -> tuple[list[str], list[str]]:
    """Work with the older program until it offers the newer one, and install that; what went wrong, what was done."""
    hands = Driver(lab, out)
    user.keeps({"update_folder": FOLDER})
    user.forgets_the_log()
    running = lab.start("explorer", DESKTOP, program, OFFICE)
    try:
        if not _signs_in(hands, user):
            return ["the older program did not open the office"], []
        shots = [hands.screen(), hands.screen()]
        if not hands.waits_for(lambda: _offered(hands, user, shots), LOOKED_S):
            hands.looks("7-no-offer")
            return ["the newer version was not found in its folder"], []
        hands.waits_until_still()
        hands.looks("7-offered")
        hands.clicks(*_what_came_up(shots[-2], hands.screen()))
        hands.waits_until_still()
        hands.looks("7-asked")
        return _leaves_and_installs(hands, user)
    finally:
        lab.run("wineserver", "-k", check=False)
        running.wait()
        user.keeps({})  # who signs in next types his name


def _signs_in(hands: Driver, user: User) -> bool:
    if not hands.waits_for(lambda: "sign-in painted" in user.log() and user.is_open()):
        hands.looks("7-nothing")
        return False
    hands.signs_in()
    hands.waits_until_still()
    return True


def _offered(hands: Driver, user: User, shots: list[Image.Image]) -> bool:
    """Whether the newer version was found; if not yet, how the screen looks without it."""
    if user.kept("newest_release") == desk.__version__:
        return True
    shots[:] = [shots[-1], hands.screen()]
    return False


def _what_came_up(before: Image.Image, after: Image.Image) -> tuple[int, int]:
    """Where the offer stands in the bottom line: what was right of it has not moved."""
    width, height = after.size
    line = (0, height - BOTTOM_LINE_PX, width, height)
    changed = ImageChops.difference(before.crop(line), after.crop(line)).getbbox()
    right = changed[2] if changed else width
    return right - 20, height - 5


def _leaves_and_installs(hands: Driver, user: User) -> tuple[list[str], list[str]]:
    """Yes to backup and installation; the wizard is answered with Enter three times."""
    hands.press("Return")
    if not hands.waits_for(lambda: f"installing {desk.__version__}" in user.log()):
        return ["the program did not leave for the installer"], []
    done = [f"left for the installer of {desk.__version__}, {user.backups()} backups"]
    hands.waits_until_still()
    hands.looks("7-installer")
    hands.does(lambda: hands.press("Return"))
    hands.press("Return")
    hands.looks("7-installing")
    starts = user.log().count("sign-in painted")

    def started_again() -> bool:
        hands.press("Return")  # only the last page, which opens the program, has Enter for a button
        hands.waits_until_still()
        return user.log().count("sign-in painted") > starts

    if not hands.waits_for(started_again, INSTALLED_S):
        hands.looks("7-not-started")
        return ["the newer version was not started by its installer"], done
    hands.waits_until_still()
    hands.looks("7-updated")
    wrong = [f"started: {user.started()}"] * (f" {desk.__version__} " not in user.started())
    return wrong, [
        *done,
        f"its wizard installed it over the older one and started {user.started()}",
    ]
