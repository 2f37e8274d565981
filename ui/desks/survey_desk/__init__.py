"""满意度: answers typed one sheet after the other, a filled file read in, and what the round came to.

`page` holds the parts together; `entry` takes one sheet down with the `items` table and `standing`
judging it live; `importing` checks a filled file; `result` shows the figures, the calls owed and the
`comments` to be sorted.
"""
