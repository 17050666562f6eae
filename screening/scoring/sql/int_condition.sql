-- One row per student_ref and condition (or gate) of the tier rule about which the student's
-- answers say enough: a score, or a band without one.
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
    inner join def_tier_condition
        on
            answered.instrument_id = def_tier_condition.instrument_id
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
