"""Pages for school and district staff.

`counts` says what is published and protects it once for all pages, `shares` turns counts into
percentages with intervals, `panels` lays them out as tables, `charts` draws them, `pages` writes.
"""
