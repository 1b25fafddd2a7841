"""The command that prints completion scripts for shells."""

from __future__ import annotations

import click


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell.

    \b
    bash: eval "$(explainer completion bash)"
    zsh:  eval "$(explainer completion zsh)"
    fish: explainer completion fish | source
    """  # noqa: D301 - as above
    from click.shell_completion import get_completion_class

    from explainer.cli import APP, cli

    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(cli, {}, APP, "_EXPLAINER_COMPLETE").source())
