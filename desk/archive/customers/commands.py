"""The writers of the customer archive."""

from desk.archive.customers.counter import check_credit, customer_of, find_or_add_customer

__all__ = ["check_credit", "customer_of", "find_or_add_customer"]
