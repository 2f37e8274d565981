"""受控文件: what is missing, in draft and in force; one document with its revisions, changes and copies.

`page` is the window, `actions` its buttons and forms, `tables` its rows, `text_view` the coloured text,
`reading` what is asked beside the window.
"""
