-- One row per student_ref and rule of the tier rule that holds for this student.
create or replace table int_rule_hit as

with met as (
    select
        int_subscale_score.student_ref,
        def_tier_condition.rule_id,
        count(*) filter (where def_tier_condition.kind = 'condition') as condition_count,
        count(*) filter (where def_tier_condition.kind = 'gate') as gate_count
    from int_subscale_score
    inner join def_tier_condition
        on
            int_subscale_score.instrument_id = def_tier_condition.instrument_id
            and int_subscale_score.informant = def_tier_condition.informant
            and int_subscale_score.subscale_id = def_tier_condition.subscale_id
            and int_subscale_score.scheme = def_tier_condition.scheme
    where int_subscale_score.band_rank >= def_tier_condition.band_rank_at_least
    group by int_subscale_score.student_ref, def_tier_condition.rule_id
),

needed as (
    select
        def_tier_rule.rule_id,
        def_tier_rule.tier,
        def_tier_rule.words,
        def_tier_rule.areas,
        def_tier_rule.needs,
        count(def_tier_condition.rule_id)
        filter (where def_tier_condition.kind = 'gate') as gate_count
    from def_tier_rule
    -- keeps every rule
    left join def_tier_condition on def_tier_rule.rule_id = def_tier_condition.rule_id
    group by all
)

select
    met.student_ref,
    needed.rule_id,
    needed.tier,
    needed.words,
    needed.areas
from met
inner join needed on met.rule_id = needed.rule_id
where met.condition_count >= needed.needs and met.gate_count = needed.gate_count
