"""The wing of filing: return receipts, vouchers, controlled documents."""
