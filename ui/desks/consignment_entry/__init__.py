"""新运单: the counter's own screen. A whole consignment is typed without touching the mouse.

`page` is the screen; `form` holds the blocks of editors and turns them into a draft and back;
`goods` is the grid of goods; `party` a block of shipper or consignee with its drop-down of former
parties; `keeping` saves what is typed so that a crash loses nothing; `merging` puts two people's
corrections together.
"""
