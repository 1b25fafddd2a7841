"""Runs the command line: `python -m explainer`."""

from explainer.cli import main

main()
