-- title: Log files and digests
-- question: Does the evidence hold log files of a trail, and digests that speak for them?
-- grain: one row
-- reads: [files, integrity_checks]
select
    (
        select count(*)
        from files
        where format = 's3_delivery' and regexp_matches(origin, '\d{12}_CloudTrail_[^/]*$')
    ) as log_files,
    (
        select count(*) from integrity_checks
        where kind = 'digest'
    ) as digests
