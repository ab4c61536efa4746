"""analysis.money."""
