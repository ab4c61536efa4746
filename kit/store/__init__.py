"""The case on disk: vault, ledger, DuckDB tables. Knows nothing of AWS."""
