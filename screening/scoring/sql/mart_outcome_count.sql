-- One row per school_id, grade, class_id, outcome: rostered students, before suppression.
create or replace table mart_outcome_count as

select
    school_id,
    grade,
    class_id,
    coalesce(no_tier_reason, 'tier_' || tier) as outcome,
    count(*) as student_count
from mart_student_tier
group by all
