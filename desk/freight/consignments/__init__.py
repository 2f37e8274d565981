"""运单: consignments with cargo lines, money, state and the goods ledger.

Owns `consignment`, `cargo_line`, `stock_move`, `money_row`. Looks at the customer archive below it;
rooms above learn of what happens through its events.
"""
