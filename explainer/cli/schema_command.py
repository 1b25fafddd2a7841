"""The command that prints JSON Schemas of a deck's files."""

from __future__ import annotations

import click

from explainer.problems import ExplainerError


@click.command("schema")
@click.argument("name", default="")
def print_schema(name: str) -> None:
    """Print the JSON Schema of a deck's file for an editor; without NAME, list them.

    \b
    explainer schema claims > claims.schema.json
    and, as the first line of claims.toml:  #:schema ./claims.schema.json

    Taplo, and Even Better TOML for Visual Studio Code, then complete keys and say what they mean.
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with a backspace
    import json

    from explainer.deck.schema import SCHEMAS, schema
    from explainer.problems import did_you_mean

    if not name:
        for known, file in SCHEMAS.items():
            click.echo(f"{known:<10} {file.files}")
        return
    wanted = name.rsplit("/", 1)[-1].removesuffix(".toml")
    if wanted not in SCHEMAS:
        hint = did_you_mean(wanted, list(SCHEMAS)) or f"There are {', '.join(SCHEMAS)}."
        raise ExplainerError(f"There is no schema '{name}'. {hint}")
    click.echo(json.dumps(schema(wanted), indent=2, ensure_ascii=False))
