-- One row per export of the window: what became of its rows.
-- refused_code is null for files that were not refused; a refused file's rows are all set aside.
create or replace table mart_file_count as

with outcomes as (
    select
        file_id,
        count(*) filter (where outcome = 'scored') as rows_scored,
        count(*) filter (where outcome = 'set_aside') as rows_set_aside,
        count(*) filter (where outcome = 'left_out') as rows_left_out
    from int_row
    group by file_id
)

select
    int_file.file_id,
    int_file.file,
    int_file.sha256,
    int_file.layout_id,
    int_file.informant,
    int_file.row_count as rows_read,
    coalesce(outcomes.rows_scored, 0) as rows_scored,
    if(
        int_file.refused_code is null,
        coalesce(outcomes.rows_set_aside, 0) + int_file.misshapen_count,
        int_file.row_count
    ) as rows_set_aside,
    coalesce(outcomes.rows_left_out, 0) as rows_left_out,
    int_file.refused_code
from int_file
-- keeps refused files, which have no rows in int_row
left join outcomes on int_file.file_id = outcomes.file_id
