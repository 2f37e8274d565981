"""扫描归位: a pile is chosen or watched, and what did not file itself is sorted with the picture in sight.

`page` is the window; `taking` chooses and reads piles, `number_box` takes the number, `reading` is what
is asked beside the window, `words` what is said.
"""
