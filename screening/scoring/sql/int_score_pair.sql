-- One row per student_ref, instrument_id, informant, subscale_id with a score in this window and in
-- the one before, of the scores that the tier rule looks at.
-- state: judged, or why not: other_instrument (a definition that scores otherwise), not_comparable
-- (other grade bands), chance_not_known (no published retest, or too few scores for their spread).
-- is_other_score: the two scores are not the same.
-- change_index: the reliable change index, above 0 for more difficulties; null where not judged.
create or replace table int_score_pair as

with before as (
    select
        kept_score.student_ref,
        kept_score.instrument_id,
        kept_score.informant,
        kept_score.subscale_id,
        kept_score.instrument_version,
        kept_score.subscale_score
    from kept_score
    inner join def_run on kept_score.window_id = def_run.previous_window_id
    where kept_score.subscale_score is not null
),

-- rounded, since sums of fractions depend on their order in the last digits
spread as (
    select
        before.instrument_id,
        before.informant,
        before.subscale_id,
        nullif(comparable(stddev_samp(before.subscale_score)), 0) as sd
    from before
    cross join def_change_run
    group by
        before.instrument_id,
        before.informant,
        before.subscale_id,
        def_change_run.students_at_least
    having count(*) >= def_change_run.students_at_least
),

definitions as (
    select
        def_scored_with.instrument_id,
        def_scored_with.instrument_version,
        def_scored_with.facts_digest,
        kept_definition.facts_digest as facts_digest_before
    from def_scored_with
    left join def_run on true
    -- keeps definitions of windows that kept only the version
    left join kept_definition
        on
            def_scored_with.instrument_id = kept_definition.instrument_id
            and def_run.previous_window_id = kept_definition.window_id
),

yardsticks as (
    select
        stg_roster.student_ref,
        def_yardstick.instrument_id,
        def_yardstick.informant,
        def_yardstick.subscale_id,
        def_yardstick.yardstick = yardstick_before.yardstick as is_same
    from stg_roster
    inner join def_run on true
    inner join kept_tier
        on
            stg_roster.student_ref = kept_tier.student_ref
            and def_run.previous_window_id = kept_tier.window_id
    inner join def_yardstick on stg_roster.grade = def_yardstick.grade
    inner join def_yardstick as yardstick_before
        on
            kept_tier.grade = yardstick_before.grade
            and def_yardstick.instrument_id = yardstick_before.instrument_id
            and def_yardstick.informant = yardstick_before.informant
            and def_yardstick.subscale_id = yardstick_before.subscale_id
),

pairs as (
    select
        before.student_ref,
        before.instrument_id,
        before.informant,
        before.subscale_id,
        def_compared_score.sign
        * (int_subscale_score.subscale_score - before.subscale_score) as change,
        spread.sd * def_compared_score.error_per_sd as standard_error,
        coalesce(
            definitions.facts_digest = definitions.facts_digest_before,
            definitions.instrument_version = before.instrument_version
        ) as has_same_facts,
        coalesce(yardsticks.is_same, false) as has_same_yardstick
    from before
    inner join int_subscale_score
        on
            before.student_ref = int_subscale_score.student_ref
            and before.instrument_id = int_subscale_score.instrument_id
            and before.informant = int_subscale_score.informant
            and before.subscale_id = int_subscale_score.subscale_id
    inner join def_compared_score
        on
            before.instrument_id = def_compared_score.instrument_id
            and before.informant = def_compared_score.informant
            and before.subscale_id = def_compared_score.subscale_id
    inner join definitions on before.instrument_id = definitions.instrument_id
    -- each keeps pairs about which it says nothing
    left join spread
        on
            before.instrument_id = spread.instrument_id
            and before.informant = spread.informant
            and before.subscale_id = spread.subscale_id
    left join yardsticks
        on
            before.student_ref = yardsticks.student_ref
            and before.instrument_id = yardsticks.instrument_id
            and before.informant = yardsticks.informant
            and before.subscale_id = yardsticks.subscale_id
    where int_subscale_score.subscale_score is not null
)

select
    student_ref,
    instrument_id,
    informant,
    subscale_id,
    change <> 0 as is_other_score,
    case
        when not has_same_facts then 'other_instrument'
        when not has_same_yardstick then 'not_comparable'
        when standard_error is null then 'chance_not_known'
        else 'judged'
    end as state,
    if(state = 'judged', change / standard_error, null) as change_index
from pairs
