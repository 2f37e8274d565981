"""Partner carriers who take goods on from the hub, and what they charge."""
