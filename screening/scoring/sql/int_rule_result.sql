-- One row per rostered student: what the tier rule says, or the reason why it says nothing.
-- rule_tier is null when no_tier_reason is not; an absent answer is never tier 1, nor is a score
-- that there is nothing to compare with (no_norms).
-- rule_ids: every rule that holds, the highest tier first; why: their words, but for rules that
-- say nothing more; areas: areas of need. All three are empty where no rule holds.
create or replace table int_rule_result as

with rows_of_student as (
    select
        student_ref,
        bool_or(outcome = 'scored') as has_scored_row,
        bool_or(outcome = 'set_aside') as has_row_set_aside
    from int_row
    group by student_ref
),

-- "No rule holds" means tier 1 only where a rule could have held: a score alone is not enough,
-- it must have a band or a percentile (decision 054).
minimum as (
    select
        student_ref,
        bool_or(could_hold) as is_met,
        bool_or(is_answered) as is_answered
    from int_rule_state
    group by student_ref
),

-- Whoever answered something that no norm or cut-point is for was not judged on it: what other
-- screeners say makes no tier 1 of it (decision 056).
outside_norms as (
    select distinct student_ref
    from int_condition
    where is_outside_norms
),

-- A rule of a lower tier about no other area says nothing that the higher one does not.
telling as (
    select int_rule_hit.*
    from int_rule_hit
    anti join int_rule_hit as higher
        on
            int_rule_hit.student_ref = higher.student_ref
            and int_rule_hit.tier < higher.tier
            and list_has_all(
                string_split(higher.areas, ';'), string_split(int_rule_hit.areas, ';')
            )
),

hits as (
    select
        student_ref,
        max(tier) as tier,
        string_agg(words, ' ' order by tier desc, rule_id asc) as why
    from telling
    group by student_ref
),

held as (
    select
        student_ref,
        string_agg(rule_id, ';' order by tier desc, rule_id asc) as rule_ids
    from int_rule_hit
    group by student_ref
),

-- each area once, those of the weightiest rule first
area_places as (
    select
        int_rule_hit.student_ref,
        area.area,
        min(row(-int_rule_hit.tier, int_rule_hit.rule_id)) as place
    from int_rule_hit
    cross join unnest(string_split(int_rule_hit.areas, ';')) as area (area)
    group by all
),

areas_of_student as (
    select
        student_ref,
        string_agg(area, ';' order by place asc, area asc) as areas
    from area_places
    group by student_ref
),

reasons as (
    select
        stg_roster.student_ref,
        case
            when stg_roster.roster_state <> 'ok' then 'roster_conflict'
            when stg_roster.consent <> 'yes' then stg_roster.consent
            when hits.student_ref is not null then null
            when outside_norms.student_ref is not null then 'no_norms'
            when minimum.is_met then null
            when minimum.is_answered then 'no_norms'
            when rows_of_student.has_scored_row then 'too_few_answers'
            when rows_of_student.has_row_set_aside then 'answers_set_aside'
            when int_refused_student.student_ref is not null then 'answers_set_aside'
            else 'not_answered'
        end as no_tier_reason
    from stg_roster
    -- each keeps every rostered student
    left join hits on stg_roster.student_ref = hits.student_ref
    left join minimum on stg_roster.student_ref = minimum.student_ref
    left join outside_norms on stg_roster.student_ref = outside_norms.student_ref
    left join rows_of_student on stg_roster.student_ref = rows_of_student.student_ref
    left join int_refused_student
        on stg_roster.student_ref = int_refused_student.student_ref
)

select
    stg_roster.student_ref,
    if(reasons.no_tier_reason is null, coalesce(hits.tier, 1), null)::tinyint as rule_tier,
    reasons.no_tier_reason,
    if(reasons.no_tier_reason is null, coalesce(held.rule_ids, ''), '') as rule_ids,
    if(reasons.no_tier_reason is null, coalesce(areas_of_student.areas, ''), '') as areas,
    if(reasons.no_tier_reason is null, coalesce(hits.why, ''), '') as why
from stg_roster
inner join reasons on stg_roster.student_ref = reasons.student_ref
-- each keeps every rostered student
left join hits on stg_roster.student_ref = hits.student_ref
left join held on stg_roster.student_ref = held.student_ref
left join areas_of_student on stg_roster.student_ref = areas_of_student.student_ref
