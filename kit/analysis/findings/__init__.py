"""analysis.findings."""
