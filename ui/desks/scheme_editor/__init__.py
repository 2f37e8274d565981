"""评估方案编制: indicators in a grid with the sum of their weights live, and a back-test side by side.

`page` is the window, `grid` the indicators, `backtest` what the scheme would have made of old periods.
"""
