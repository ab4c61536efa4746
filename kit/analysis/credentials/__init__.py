"""analysis.credentials."""
