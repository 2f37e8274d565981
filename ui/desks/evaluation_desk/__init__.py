"""合作商评估报告: the plan's partners at the left, one report in the middle, what it comes to at the right.

`page` is the window; `figures`, `writing`, `peers` and `versions` are the parts of a report that `views`
shows, `verdict` its result with the `trend` picture, `steps` what may be done, `reading` what is asked
beside the window.
"""
