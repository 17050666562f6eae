-- One row per student_ref and condition (kind: condition or gate of the tier rule, or what makes a
-- second screener due) that is for the student's grade and about which the student's answers say
-- enough: a score, or a band without one. A nomination was made or was not, for every student.
-- is_judged: the score has something to be compared with: a band, or a percentile.
-- is_outside_norms: there is a score, its band is wanted, and no norm or cut-point is for this
-- student.
-- is_met: the condition holds. words: why it was met, where a percentile was.
create or replace table int_condition as

with judged as (
    select
        answered.student_ref,
        def_tier_condition.*,
        int_subscale_score.band_rank,
        int_district_percentile.percentile,
        int_district_percentile.below_percent,
        int_district_percentile.above_percent
    from int_subscale_score as answered
    inner join stg_roster on answered.student_ref = stg_roster.student_ref
    inner join def_tier_condition
        on
            (
                def_tier_condition.grades is null
                or list_contains(
                    string_split(def_tier_condition.grades, ';'), stg_roster.grade
                )
            )
            and answered.instrument_id = def_tier_condition.instrument_id
            and answered.informant = def_tier_condition.informant
            and answered.subscale_id = def_tier_condition.scored_from_id
    -- keeps scores without a band
    left join int_subscale_score
        on
            answered.student_ref = int_subscale_score.student_ref
            and def_tier_condition.instrument_id = int_subscale_score.instrument_id
            and def_tier_condition.informant = int_subscale_score.informant
            and def_tier_condition.subscale_id = int_subscale_score.subscale_id
            and def_tier_condition.scheme = int_subscale_score.scheme
            and def_tier_condition.band_rank_at_least is not null
    -- keeps scores without a percentile
    left join int_district_percentile
        on
            answered.student_ref = int_district_percentile.student_ref
            and def_tier_condition.instrument_id = int_district_percentile.instrument_id
            and def_tier_condition.informant = int_district_percentile.informant
            and def_tier_condition.subscale_id = int_district_percentile.subscale_id
            and def_tier_condition.band_rank_at_least is null
    where answered.subscale_score is not null or int_subscale_score.band_rank is not null
)

select
    student_ref,
    rule_id,
    kind,
    place,
    instrument_id,
    informant,
    subscale_id,
    is_of_minimum,
    band_rank is not null or percentile is not null as is_judged,
    band_rank is null and band_rank_at_least is not null as is_outside_norms,
    coalesce(
        band_rank >= band_rank_at_least,
        percentile >= percentile_at_least,
        percentile <= percentile_at_most,
        false
    ) as is_met,
    replace(
        percentile_words,
        '{count}',
        floor(if(percentile_at_most is null, below_percent, above_percent))::integer::varchar
    ) as words
from judged

union all

select
    stg_roster.student_ref,
    def_tier_condition.rule_id,
    def_tier_condition.kind,
    def_tier_condition.place,
    null as instrument_id,
    null as informant,
    null as subscale_id,
    false as is_of_minimum,
    true as is_judged,
    false as is_outside_norms,
    exists(
        select stg_nomination.student_ref
        from stg_nomination
        where
            stg_nomination.student_ref = stg_roster.student_ref
            and list_contains(
                string_split(def_tier_condition.nominated_by, ';'), stg_nomination.nominated_by
            )
    ) as is_met,
    null as words
from stg_roster
cross join def_tier_condition
where
    def_tier_condition.nominated_by is not null
    and (
        def_tier_condition.grades is null
        or list_contains(string_split(def_tier_condition.grades, ';'), stg_roster.grade)
    )
