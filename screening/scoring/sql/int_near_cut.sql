-- One row per student_ref, subscale and cut-point (band_rank of the first band past it) of which a
-- second measurement may well lie on the other side, where that would change what the rule says.
-- chance: of the other side, 0 to 0.5; words: the same for people.
create or replace table int_near_cut as

with near as (
    select
        int_subscale_score.*,
        stg_roster.grade,
        def_cut_chance.cut_rank,
        def_cut_chance.chance,
        def_cut_chance.words,
        if(
            int_subscale_score.band_rank >= def_cut_chance.cut_rank,
            def_cut_chance.cut_rank - 1,
            def_cut_chance.cut_rank
        ) as other_rank
    from int_subscale_score
    inner join stg_roster on int_subscale_score.student_ref = stg_roster.student_ref
    inner join def_cut_chance
        on
            int_subscale_score.instrument_id = def_cut_chance.instrument_id
            and int_subscale_score.informant = def_cut_chance.informant
            and int_subscale_score.subscale_id = def_cut_chance.subscale_id
            and stg_roster.grade = def_cut_chance.grade
            and int_subscale_score.subscale_score = def_cut_chance.subscale_score
            and int_subscale_score.band_rank = def_cut_chance.band_rank
),

-- how many more conditions and gates of a rule would be met on the other side; fewer: below zero
moved as (
    select
        near.student_ref,
        near.instrument_id,
        near.informant,
        near.subscale_id,
        near.cut_rank,
        def_tier_condition.rule_id,
        sum(
            (near.other_rank >= def_tier_condition.band_rank_at_least)::integer
            - (near.band_rank >= def_tier_condition.band_rank_at_least)::integer
        ) filter (where def_tier_condition.kind = 'condition') as more_conditions,
        sum(
            (near.other_rank >= def_tier_condition.band_rank_at_least)::integer
            - (near.band_rank >= def_tier_condition.band_rank_at_least)::integer
        ) filter (where def_tier_condition.kind = 'gate') as more_gates
    from near
    inner join def_tier_condition
        on
            near.instrument_id = def_tier_condition.instrument_id
            and near.informant = def_tier_condition.informant
            and near.subscale_id = def_tier_condition.subscale_id
            and near.scheme = def_tier_condition.scheme
    where
        def_tier_condition.grades is null
        or list_contains(string_split(def_tier_condition.grades, ';'), near.grade)
    group by all
),

met as (
    select
        int_condition.student_ref,
        int_condition.rule_id,
        def_tier_rule.tier,
        def_tier_rule.needs,
        def_tier_rule.gate_count,
        count_if(int_condition.kind = 'condition' and int_condition.is_met) as met_count,
        count_if(int_condition.kind = 'gate' and int_condition.is_met) as met_gate_count
    from int_condition
    inner join def_tier_rule on int_condition.rule_id = def_tier_rule.rule_id
    where int_condition.student_ref in (select near.student_ref from near)
    group by all
),

elsewhere as (
    select
        near.student_ref,
        near.instrument_id,
        near.informant,
        near.subscale_id,
        near.cut_rank,
        near.chance,
        near.words,
        coalesce(
            max(met.tier) filter (
                where
                met.met_count + coalesce(moved.more_conditions, 0) >= met.needs
                and met.met_gate_count + coalesce(moved.more_gates, 0) = met.gate_count
            ),
            1
        ) as tier
    from near
    inner join met on near.student_ref = met.student_ref
    -- keeps rules that look at other subscales only
    left join moved
        on
            near.student_ref = moved.student_ref
            and near.instrument_id = moved.instrument_id
            and near.informant = moved.informant
            and near.subscale_id = moved.subscale_id
            and near.cut_rank = moved.cut_rank
            and met.rule_id = moved.rule_id
    group by all
)

select
    elsewhere.student_ref,
    elsewhere.instrument_id,
    elsewhere.informant,
    elsewhere.subscale_id,
    elsewhere.cut_rank as band_rank,
    elsewhere.chance,
    elsewhere.words
from elsewhere
inner join int_rule_result on elsewhere.student_ref = int_rule_result.student_ref
where elsewhere.tier <> int_rule_result.rule_tier
