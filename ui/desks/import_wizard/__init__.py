"""导入清单: a stranger's list is read, its columns are found, every row is checked, the good ones booked.

`page` is the screen, `mapping` which column is which, `rows` the preview, `head` what the list does
not say row by row, `working` the work beside the window, `batches` the list of booked imports.
"""
