-- title: Stamp of the verification
-- question: Which state of what was verified is in the case?
-- grain: one row
-- reads: [integrity_checks]
select
    count(*) as checks,
    bit_xor(hash(integrity_checks)) as content
from integrity_checks
