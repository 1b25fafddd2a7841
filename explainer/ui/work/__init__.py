"""Blocks that were opened: what takes the keys while one works with a table, chart or timeline."""
