"""货物: consignments and everything that moves them."""
