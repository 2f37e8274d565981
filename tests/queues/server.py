"""A print server of its own: CUPS with two queues, on a socket and in a folder nobody else uses.

One queue is CUPS-PDF (through Ghostscript, as a laser printer's driver would), the other the driver of
24-pin printers (ESC/P2), whose data go into a file.
"""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

PACKAGES = ("cups", "cups-filters", "printer-driver-cups-pdf", "ghostscript")
LASER, PINS = "CUPS-PDF", "PINS-24"
_INSTANCE = f"freight-desk-{os.getpid()}"
_CONFIG = Path("/etc/cups") / f"cups-pdf-{_INSTANCE}.conf"
"""The one file outside: where the CUPS-PDF backend looks for what its queue does."""
WAIT_S = 60.0
FOOT = 8
"""Points at the foot of a page that the driver of pins leaves free."""
_ABORTS = ("-o", "printer-error-policy=abort-job")
_RULES = """
LogLevel info
Listen {folder}/cups.sock
Browsing Off
DefaultShared No
WebInterface No
DefaultAuthType None
MaxJobs 0
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""
_FILES = """
ServerRoot {folder}/root
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
TempDir {folder}/temp
AccessLog {folder}/access.log
ErrorLog {folder}/error.log
PageLog {folder}/page.log
ServerBin /usr/lib/cups
DataDir /usr/share/cups
FileDevice Yes
Sandboxing relaxed
SystemGroup root
User lp
Group lp
"""
_PDF = """
Out {folder}/pdf
AnonDirName {folder}/pdf
AnonUser root
Spool {folder}/pdf-spool
Log {folder}
Label 1
"""


class PrintServer:
    """cupsd with both queues, while it is entered."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pins_data = folder / "pins.prn"
        self._daemon: subprocess.Popen[bytes] | None = None

    def install(self) -> None:
        """Install what is lacking, as root on Debian."""
        missing = [name for name in PACKAGES if not _installed(name)]
        if missing:
            _apt("update", "-qq")
            _apt("install", "-y", "-qq", "--no-install-recommends", *missing)

    def __enter__(self) -> "PrintServer":
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.folder.chmod(0o755)
        for name in ("root", "temp", "pdf", "pdf-spool"):
            (self.folder / name).mkdir()
            shutil.chown(self.folder / name, "lp", "lp")  # the filters run as lp
        rules, files = self.folder / "cupsd.conf", self.folder / "cups-files.conf"
        rules.write_text(_RULES.format(folder=self.folder))
        files.write_text(_FILES.format(folder=self.folder))
        _CONFIG.write_text(_PDF.format(folder=self.folder))
        self._daemon = subprocess.Popen(["cupsd", "-f", "-c", rules, "-s", files])
        os.environ["CUPS_SERVER"] = str(self.folder / "cups.sock")
        _wait(lambda: (self.folder / "cups.sock").exists(), "cupsd did not start")
        _queue(LASER, f"cups-pdf:/{_INSTANCE}", "lsb/usr/cups-pdf/CUPS-PDF_opt.ppd")
        _queue(PINS, f"file://{self.pins_data}", "drv:///sample.drv/epson24.ppd")
        self._to_the_edge(PINS)
        return self

    def __exit__(self, *_: object) -> None:
        if self._daemon is not None:
            self._daemon.terminate()
            self._daemon.wait()
        _CONFIG.unlink(missing_ok=True)

    def taken(self, queue: str) -> bytes:
        """What the last job of a queue became, once it is through."""
        _wait(lambda: not _waiting(queue), f"{queue} is not through")
        if queue == PINS:
            data = self.pins_data.read_bytes()
            self.pins_data.unlink()
            return data
        written = list((self.folder / "pdf").glob("*.pdf"))
        if len(written) != 1:
            raise RuntimeError(f"{queue} wrote {[f.name for f in written]}")
        data = written[0].read_bytes()
        written[0].unlink()
        return data

    def _to_the_edge(self, queue: str) -> None:
        """A tractor pulls the paper past the head from edge to edge; and all 24 pins are used.

        The driver sends nothing of its margins, so with them its data would not say where on the
        sheet anything stands. At the foot some points stay free: it counts the length of a page in
        whole lines.
        """
        driver = (self.folder / "root" / "ppd" / f"{queue}.ppd").read_text(encoding="utf-8")
        driver = re.sub(r"(?m)^\*HWMargins:.*$", f"*HWMargins: 0 {FOOT} 0 0", driver)
        driver = re.sub(
            r'(?m)^(\*ImageableArea ([^/]+)/.*?:) ".*"$',
            lambda found: _to_the_edge(found, driver),
            driver,
        )
        driver = re.sub(r"(?m)^(\*DefaultResolution:).*$", r"\1 180dpi", driver)
        edge = self.folder / "edge.ppd"
        edge.write_text(driver, encoding="utf-8")
        _admin("-p", queue, "-P", str(edge))


def _to_the_edge(found: re.Match[str], driver: str) -> str:
    return f'{found[1]} "0 {FOOT} {_points(driver, found[2])}"'


def _points(driver: str, paper: str) -> str:
    """Width and height of a paper as the driver says them."""
    found = re.search(rf'(?m)^\*PaperDimension {re.escape(paper)}/.*?: "(.*)"$', driver)
    if found is None:
        raise RuntimeError(f"no size of {paper}")
    return found[1]


def _installed(package: str) -> bool:
    asked = ["dpkg-query", "-W", "-f", "${Status}", package]
    return b"ok installed" in subprocess.run(asked, capture_output=True, check=False).stdout


def _queue(name: str, device: str, driver: str) -> None:
    _admin("-p", name, "-v", device, "-m", driver, *_ABORTS, "-E")


def _admin(*arguments: str) -> None:
    subprocess.run(["lpadmin", *arguments], check=True, stderr=subprocess.DEVNULL)


def _apt(*arguments: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = subprocess.DEVNULL
    subprocess.run(["apt-get", *arguments], env=environment, stdout=quiet, check=True)


def _waiting(queue: str) -> bool:
    """Whether a job of a queue is not through yet."""
    asked = ["lpstat", "-W", "not-completed", "-o", queue]
    return bool(subprocess.run(asked, capture_output=True, check=False).stdout.strip())


def _wait(ready: Callable[[], bool], words: str) -> None:
    until = time.monotonic() + WAIT_S
    while not ready():
        if time.monotonic() > until:
            raise RuntimeError(words)
        time.sleep(0.1)
