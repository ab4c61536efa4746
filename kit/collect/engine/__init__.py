"""Following a leaked key over logs that stay with an engine."""
