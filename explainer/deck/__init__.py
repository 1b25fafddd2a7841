"""A deck as data: records, readers of TOML and Markdown, the loader."""
