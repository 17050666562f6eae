-- One row per school_id, previous_tier, tier: students on this roster who had a tier in the window
-- before, counted before suppression.
-- tier is null for students without one now.
create or replace table mart_movement as

select
    school_id,
    previous_tier,
    tier,
    count(*) as student_count
from mart_student_tier
where previous_tier is not null
group by all
