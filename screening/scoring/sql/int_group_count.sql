-- One row per school_id, per school_id, grade and per school_id, grade, class_id (level says which;
-- what does not divide it is null): students with a tier, and those of them at targeted or
-- intensive support. A class id counts within its grade; students without one are in no class.
create or replace table int_group_count as

with screened as (
    select
        school_id,
        grade,
        nullif(class_id, '') as class_id,
        tier > 1 as is_flagged
    from mart_student_tier
    where tier is not null and consent = 'yes'
)

select
    case
        when grouping(grade) = 1 then 'school'
        when grouping(class_id) = 1 then 'grade'
        else 'class'
    end as level,
    school_id,
    grade,
    class_id,
    count(*) as screened_count,
    count(*) filter (where is_flagged) as flagged_count
from screened
group by grouping sets ((school_id), (school_id, grade), (school_id, grade, class_id))
having level <> 'class' or class_id is not null
