"""回单: whom to ask for signed papers, which papers go to their customers, which lists they signed for.

`page` holds three views of one shape (groups, papers, the paper in hand, what is typed); `groups` and
`columns` are what is shown, `steps` what is typed, `paper_panel` the paper with its calls and scans.
"""
