"""运价报价: what the office asks for its services."""
