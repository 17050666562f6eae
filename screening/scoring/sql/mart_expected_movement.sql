-- One row per previous_tier, tier of the district: students with a tier in both windows, beside how
-- many there would be if nobody had changed and chance alone moved them; before suppression.
-- expected_low, expected_high: over the published retest reliabilities of the scores that the tier
-- rule looks at; low_share, high_share: the same of the students of previous_tier, 0 to 1.
-- Empty where too little is published, or too few students have a tier twice.
create or replace table mart_expected_movement as

with found as (
    select
        previous_tier,
        tier,
        sum(student_count) as student_count
    from mart_movement
    where tier is not null
    group by previous_tier, tier
),

both_times as (
    select
        previous_tier,
        sum(student_count) as student_count
    from found
    group by previous_tier
),

counted as (
    select
        def_expected_share.previous_tier,
        def_expected_share.tier,
        coalesce(found.student_count, 0)::bigint as observed_count,
        def_expected_share.low_share,
        def_expected_share.high_share,
        def_expected_share.low_share * coalesce(both_times.student_count, 0) as expected_low,
        def_expected_share.high_share * coalesce(both_times.student_count, 0) as expected_high
    from def_expected_share
    -- each keeps moves that nobody made
    left join both_times on def_expected_share.previous_tier = both_times.previous_tier
    left join found
        on
            def_expected_share.previous_tier = found.previous_tier
            and def_expected_share.tier = found.tier
)

select
    previous_tier,
    tier,
    observed_count,
    expected_low,
    expected_high,
    low_share,
    high_share
from counted
