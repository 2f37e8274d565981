"""评估计划: which partners, over which period, by whom and until when; submitted, started, finished here.

`page` is the window, `reading` what is asked beside it, `steps` what may be done with a plan.
"""
