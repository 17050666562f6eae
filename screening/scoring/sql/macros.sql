-- Rounding has one rule: a half goes up (Youthinmind's own scorer; decision 005).
create or replace temp macro round_half_up(score) as floor(score + 0.5);
