"""Whole sessions at the real window, key by key: ``python -m tests.sessions``.

Each counts every key stroke beyond the matter's own text and runs under the watchdog.
"""
