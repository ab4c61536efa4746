"""analysis.actors."""
