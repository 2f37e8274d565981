"""问卷编制: an edition's dimensions and items in grids, the sum of the weights and what is wrong live.

`page` loads, saves and submits; `grids` are the two lists with the form that changes their rows.
"""
