"""The Windows program, built, installed, driven and removed on Debian under Wine: ``python -m tests.windows``."""
