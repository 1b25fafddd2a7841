"""Decks of a host: the library, and the lobby before it.

- `LibraryScreen`: the list of hosted decks, from which one is opened.
- `LobbyScreen`: scenes of a deck in turn, until a key is pressed.

A feature: it imports `overlays`, `panes`, `base` and what is below, but no other feature; a deck
is opened by a request to the app. `explainer.serve` opens these screens. Begin with
`library_screen.py`.
"""
