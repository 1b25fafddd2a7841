"""Serves decks over SSH: an app of their own for every visitor, in one process or several.

Begin reading in `service.serve`, which listens, and starts a `Host` in this process or workers in
a `WorkerPool`. A connection passes `Admission` (limits by address), then a `ConnectionHandler` (its
login, which results in a `Visitor`). Each session on it is a `SessionChannel`, which creates a
`ScreenSession`, with an app of the visitor's own, or a `PlainSession`. Both are a `VisitorSession`,
and get from `SessionServices` what all sessions share: decks and users (`Access`), limits, log,
counters.

A new limit is a field of `limits.Limits`. Modules import each other in one direction only; the
order is a contract in pyproject.toml. Only this package imports asyncssh and argon2; in it, only
`hosted_app` and `channel_driver` import the reader, `explainer.ui`. `bounded_connection` and
`meter` bound the memory and time that a client can take; `watchdog`, `start_queue` and
`garbage_collection` keep one session from delaying the others.
"""
