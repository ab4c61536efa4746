"""Forensic investigation kit for a leaked AWS access key."""
