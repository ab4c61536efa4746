"""analysis.response."""
