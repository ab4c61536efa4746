"""analysis.changes."""
