"""理赔: limit, loss and proposal side by side, the papers of the tier, and the way to the money.

`page` holds one claim; `form` is what is typed; `figures` the live reckoning; `papers` the check-list
that takes files; `steps` what may be done; `reading` what is told.
"""
