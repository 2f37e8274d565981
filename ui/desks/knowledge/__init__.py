"""话术与案例: the search that opens over any page while a call runs."""
