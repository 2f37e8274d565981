"""投诉: the board of open cases by deadline, a new call in under a minute, one case, the analysis.

`page` holds them together; `board` is the left side; `intake` takes a call down; `case` shows one case
with `clocks_line`, `event_card` and the `steps` of its way; `analysis` tells where complaints come from.
"""
