-- One row per student_ref and rule of the tier rule about which the answers say something.
-- holds: enough conditions and every gate are met.
-- could_hold: enough of them are judged for the rule to hold or not, one of them on a screener of
-- the minimum: only then does a rule that does not hold say anything.
-- is_answered: as could_hold, whether or not the scores have anything to be compared with.
-- percentile_words: why, for each condition that a percentile met; null for none.
create or replace table int_rule_state as

with counted as (
    select
        student_ref,
        rule_id,
        count(*) filter (where kind = 'condition') as condition_count,
        count(*) filter (where kind = 'condition' and is_judged) as judged_count,
        count(*) filter (where kind = 'condition' and is_met) as met_count,
        count(*) filter (where kind = 'gate') as gate_count,
        count(*) filter (where kind = 'gate' and is_judged) as judged_gate_count,
        count(*) filter (where kind = 'gate' and is_met) as met_gate_count,
        bool_or(is_of_minimum and kind = 'condition') as is_of_minimum,
        bool_or(is_of_minimum and kind = 'condition' and is_judged) as is_minimum_judged,
        string_agg(words, ' ' order by instrument_id, informant, subscale_id)
        filter (where kind = 'condition' and is_met) as percentile_words
    from int_condition
    group by student_ref, rule_id
)

select
    counted.student_ref,
    counted.rule_id,
    counted.percentile_words,
    counted.met_count >= def_tier_rule.needs
    and counted.met_gate_count = def_tier_rule.gate_count as holds,
    counted.is_minimum_judged
    and counted.judged_count >= def_tier_rule.needs
    and counted.judged_gate_count = def_tier_rule.gate_count as could_hold,
    counted.is_of_minimum
    and counted.condition_count >= def_tier_rule.needs
    and counted.gate_count = def_tier_rule.gate_count as is_answered
from counted
inner join def_tier_rule on counted.rule_id = def_tier_rule.rule_id
