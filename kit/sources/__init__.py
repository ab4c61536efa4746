"""Where evidence comes from: each source yields items and knows nothing of the store."""
