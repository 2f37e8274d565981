"""今日工作: everything that waits for this user, by deadline, and the calm figures of the day."""
