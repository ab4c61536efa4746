"""Answers that need more than one SQL statement. No SQL text, no sentences, no plots."""
