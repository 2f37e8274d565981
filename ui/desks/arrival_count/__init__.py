"""卸车点收: a truck is announced, arrives, is counted ticket by ticket and comes into stock.

`page` is the count; `count_line` the line in which one ticket is counted; `entry` the screen on which
a truck and its tickets are typed.
"""
