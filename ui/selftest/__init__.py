"""The program tries itself on the computer it is installed on: ``freight-desk --selftest FOLDER``.

It makes an office of its own in the folder, works in every room, prints on every paper size, opens
every page, and looks at fonts and printers. Pictures, papers and ``report.json`` stay in the folder;
the user's own files and settings are not touched.
Source: windows of the house §1, §6.
"""

from ui.selftest.run import selftest

__all__ = ["selftest"]
