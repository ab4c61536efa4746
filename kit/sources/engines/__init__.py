"""Engines over a log bucket: what is asked of them, and how each is asked."""
