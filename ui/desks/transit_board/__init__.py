"""中转交接: what waits for a partner and what each would take at the left, one manifest at the right.

`page` is the screen; `waiting` and `offers` the left side, `side` with `lines` and `verdict` the right;
`making` and `following` what the clerk does;
`hand_form`, `line_form`, `following_forms` the forms; `facts` gathers and words what is read.
"""
