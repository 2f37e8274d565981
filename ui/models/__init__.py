"""Qt models over rows of the office."""
