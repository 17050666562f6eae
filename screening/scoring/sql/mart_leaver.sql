-- One row per school_id, previous_tier: students with a tier in the window before who are on no
-- roster now, counted at their school of then before suppression; schools on the roster only.
create or replace table mart_leaver as

with schools as (
    select distinct school_id
    from mart_student_tier
)

select
    kept_tier.school_id,
    kept_tier.tier as previous_tier,
    count(*) as student_count
from kept_tier
inner join def_run on kept_tier.window_id = def_run.previous_window_id
inner join schools on kept_tier.school_id = schools.school_id
anti join mart_student_tier on kept_tier.student_ref = mart_student_tier.student_ref
where kept_tier.tier is not null
group by all
