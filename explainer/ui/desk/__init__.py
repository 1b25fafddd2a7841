"""The evidence desk: the person judges an assertion, buys pages, and sees the record.

- `DeskFlow`: opens a round on request, and the next one after it.
- `DeskScreen`: leads through the cases of a round.
- `DeskSheet`: the next move before it is made; `move_card` and `record_card` draw a case.
- `desk_commands.py`: commands of the desk, in the order of its help.

A feature: it imports `overlays`, `panes`, `base` and what is below, but no other feature; a
passage is shown by a request to the app. Begin with `desk_screen.py`.
"""
