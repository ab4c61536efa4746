-- title: Tables there are
-- question: Which tables does the database hold?
-- grain: one row per table
-- reads: []
select distinct table_name
from duckdb_tables()
