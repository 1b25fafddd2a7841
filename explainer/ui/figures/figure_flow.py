"""Opens a table, chart or timeline of a section on a screen of its own."""

from __future__ import annotations

from explainer.lesson.shown import View
from explainer.ui.base.command import key_labels
from explainer.ui.base.painted_app import PaintedApp
from explainer.ui.base.requests import OpenFigure
from explainer.ui.figures.every_figure import EVERY_FIGURE
from explainer.ui.figures.figure_opening import FigureSetting, directive_at, figure_of
from explainer.ui.figures.figure_screen import FigureScreen


def open_figure(app: PaintedApp, request: OpenFigure) -> None:
    """Answer a request for a figure; a block of another kind opens nothing."""
    session = app.session
    block = directive_at(session, request.section, request.line)
    if block is None:
        return
    section = session.section(request.section).id
    labels = key_labels(EVERY_FIGURE, session.settings.keys)
    setting = FigureSetting(
        None if session.kiosk else app.copy_to_clipboard,
        labels.__getitem__,
        app.animation_level != "none",
    )
    view = session.laid_out.view(section, request.line)
    figure = figure_of(block, session, view, setting)
    if figure is None:
        return

    def keep(view: View) -> None:
        session.laid_out.keep_view(section, request.line, view)
        request.changed(view)

    request.changed(figure.view)
    FigureScreen(figure, keep, request.place).open_over(app, request.closed)
