-- One row per rostered student whose family hears from the school after a window.
-- Tier 2 and tier 3 get the same letter; everyone else gets the letter for all families, also
-- those who were not screened: an envelope must not mark a child.
-- Nobody who withdrew gets a letter; students whose roster entry is uncertain are held.
create or replace table mart_letter_due as

select
    student_ref,
    school_id,
    home_language,
    if(tier >= 2, 'support_offer', 'all_families') as purpose,
    if(no_tier_reason = 'roster_conflict', 'roster_conflict', null) as held
from mart_student_tier
where consent <> 'withdrawn' or no_tier_reason = 'roster_conflict'
