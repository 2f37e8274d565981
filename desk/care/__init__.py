"""The wing of customer care: complaints, claims, call-backs, visits, surveys."""
