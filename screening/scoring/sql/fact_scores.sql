-- One row: the counts that the promises about scored tables are checked on.
create or replace table fact_scores as

with outside as (
    select count(*) as outside_range_count
    from int_subscale_score
    inner join def_subscale
        on
            int_subscale_score.instrument_id = def_subscale.instrument_id
            and int_subscale_score.informant = def_subscale.informant
            and int_subscale_score.subscale_id = def_subscale.subscale_id
    where
        is_below(int_subscale_score.subscale_score, def_subscale.lowest_score)
        or is_below(def_subscale.highest_score, int_subscale_score.subscale_score)
),

sums as (
    select
        whole.student_ref,
        any_value(whole.subscale_score) as subscale_score,
        sum(part.subscale_score) as sum_of_parts
    from int_subscale_score as whole
    inner join def_sum_part
        on
            whole.instrument_id = def_sum_part.instrument_id
            and whole.subscale_id = def_sum_part.subscale_id
    inner join int_subscale_score as part
        on
            whole.student_ref = part.student_ref
            and whole.instrument_id = part.instrument_id
            and whole.informant = part.informant
            and def_sum_part.part_id = part.subscale_id
    where whole.subscale_score is not null
    group by whole.student_ref, whole.instrument_id, whole.informant, whole.subscale_id
),

unlike as (
    select count(*) as unlike_sum_count
    from sums
    where
        sum_of_parts is null
        or is_below(subscale_score, sum_of_parts)
        or is_below(sum_of_parts, subscale_score)
),

unaccounted as (
    select
        coalesce(
            sum(abs(rows_read - rows_scored - rows_set_aside - rows_left_out)), 0
        ) as unaccounted_row_count
    from mart_file_count
),

unconsented as (
    select count(*) as used_without_consent_count
    from stg_roster
    -- a student counts whether a tier, a score or both were made
    left join int_subscale_score on stg_roster.student_ref = int_subscale_score.student_ref
    left join mart_student_tier on stg_roster.student_ref = mart_student_tier.student_ref
    where
        (stg_roster.consent <> 'yes' or stg_roster.roster_state <> 'ok')
        and (int_subscale_score.student_ref is not null or mart_student_tier.tier is not null)
),

tiers as (
    select
        count(*) as tier_row_count,
        count(distinct student_ref) as tier_student_count,
        count(*) filter (
            where (tier is null) = (no_tier_reason is null)
        ) as both_or_neither_count
    from mart_student_tier
),

rostered as (
    select count(*) as rostered_count
    from stg_roster
)

select
    rostered.rostered_count,
    tiers.tier_row_count,
    tiers.tier_student_count,
    tiers.both_or_neither_count,
    outside.outside_range_count,
    unlike.unlike_sum_count,
    unaccounted.unaccounted_row_count,
    unconsented.used_without_consent_count
from rostered
cross join tiers
cross join outside
cross join unlike
cross join unaccounted
cross join unconsented
