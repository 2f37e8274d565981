"""单据归档: a box is chosen, papers are scanned into it one after the other, missing numbers stand beside.

`page` is the window; `boxes` where a box is chosen or begun, `typing_line` the line papers are typed
in, `lines` a row of the box, `missing_card` the numbers that are missing.
"""
