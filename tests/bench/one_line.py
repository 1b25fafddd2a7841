"""The yardstick: a Textual app of one line, that any key changes."""

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class OneLine(App[None]):
    """Counts keys."""

    count = 0

    def compose(self) -> ComposeResult:
        yield Static("ready 0")

    def on_key(self, event: events.Key) -> None:
        if event.key == "q":
            self.exit()
            return
        self.count += 1
        self.query_one(Static).update(f"ready {self.count}")


if __name__ == "__main__":
    OneLine().run()
