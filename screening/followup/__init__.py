"""What happened after the list: returned workbooks into acts, acts into states and measures."""
