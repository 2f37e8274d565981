"""合作商评分: the partners of the plan at the left, the soft items in the middle, the facts at the right.

`page` is the window, `sheet` what is typed, `score_editor` one score, `facts` the period beside it,
`reading` what is asked beside the window.
"""
