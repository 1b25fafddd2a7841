"""Reads slides of other tools: presenterm, Marp, Slidev, patat, reveal-md, pandoc and plain `---`.

`recognise.py` says which tool a file was written for, by what only that tool has. A module for each
tool rewrites the file's lines in a `Draft` to the Markdown that decks are written in, a line for a
line, so that every place stays the place in the file. What has no counterpart is named with its
line. `read_slides.py` joins the two; begin reading there. `notebook.py` reads notebooks of Jupyter.

Imports nothing of the deck but what cleans text.
"""
