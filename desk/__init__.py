"""The office's knowledge: everything the program knows about freight, without a window."""

__version__ = "0.1.0"
