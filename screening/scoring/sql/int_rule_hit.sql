-- One row per student_ref and rule of the tier rule that holds for this student.
create or replace table int_rule_hit as

select
    int_rule_state.student_ref,
    int_rule_state.rule_id,
    def_tier_rule.tier,
    def_tier_rule.areas,
    concat_ws(' ', def_tier_rule.words, int_rule_state.percentile_words) as words
from int_rule_state
inner join def_tier_rule on int_rule_state.rule_id = def_tier_rule.rule_id
where int_rule_state.holds
