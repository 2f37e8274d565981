"""审批: everything that waits for a decision, what it changes and why, the paper beside it, yes or no.

`page` is the window, `queue` the rows at the left, `about` what a request is about, `beside` its paper,
`decide_bar` the answer, `deputy_line` who decides for whom, `reading` what is asked beside the window.
"""
