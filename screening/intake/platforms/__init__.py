"""One small reader per survey tool: which records are headers, not what a column means."""
