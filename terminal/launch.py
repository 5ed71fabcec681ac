"""The commands that open something: the demonstration city and the app."""

import os
import subprocess
import sys
from typing import Annotated

import typer

from geo.errors import MaillageError
from geo.texts import N_
from terminal.opening import ROOT, Settings, build_snapshot, now
from terminal.ports import listens, must_be_free
from terminal.tables import progress


def demo(context: typer.Context) -> None:
    """Write the demonstration city's raw files, refresh every layer from them, and build."""
    from config import place
    from demo import as_invented, write
    from geo.settings import Parameters
    from layers import layer
    from store.refresh import refresh as refresh_layer
    from store.store import Store

    settings: Settings = context.obj
    _ = settings.translate
    store = Store(settings.data, place(settings.commune if settings.commune is not None else "demo"))
    if not store.place.synthetic:
        raise MaillageError(
            N_(
                "{commune} is a real commune: synthetic data are never mixed with its own. "
                "Leave out --commune, or use --commune demo."
            ),
            commune=store.place.name.in_language(settings.language),
        )
    with progress(_("Demonstration city"), _) as advance:
        deliveries = write(settings.data / "raw" / "demo_files")
        for number, delivery in enumerate(deliveries):
            advance(number, len(deliveries) + 1, delivery.layer)
            spec = as_invented(layer(delivery.layer))
            refresh_layer(store, spec, spec.source(delivery.source), delivery.files, now=now())
        advance(len(deliveries), len(deliveries) + 1, "assess")
        build_snapshot(store, Parameters(), now())
    typer.echo(_("The demonstration city is built: synthetic data. Open it with: maillage app"))


def app(
    context: typer.Context,
    port: Annotated[
        int, typer.Option(help=N_("Port to listen on."), envvar="STREAMLIT_SERVER_PORT", min=1, max=65_535)
    ] = 8501,
    address: Annotated[
        str,
        typer.Option(
            help=N_("Address to listen on; 0.0.0.0 to let other machines in."), envvar="STREAMLIT_SERVER_ADDRESS"
        ),
    ] = "localhost",
    browser: Annotated[bool, typer.Option(help=N_("Open a browser window."))] = True,
) -> None:
    """Open the map in a browser; builds the demonstration city first when nothing is built yet."""
    settings: Settings = context.obj
    _ = settings.translate
    must_be_free(address, port)
    if settings.store().current_snapshot() is None and settings.commune in (None, "demo"):
        demo(context)
    environment = {
        **os.environ,
        "MAILLAGE_DATA": str(settings.data.resolve()),
        "MAILLAGE_COMMUNE": settings.store().place.key,
    }
    command = [
        *(sys.executable, "-m", "ui.serving", "--server.port", str(port), "--server.address", address),
        *("--server.headless", "false" if browser else "true", "--server.showEmailPrompt", "false"),
        *("--logger.hideWelcomeMessage", "true"),
    ]
    typer.echo(_("Opening the map: a few seconds."))
    with subprocess.Popen(command, cwd=ROOT, env=environment) as server:
        try:
            if listens(address, port, while_=lambda: server.poll() is None):
                url = f"http://{address}:{port}"
                typer.echo(_("Maillage is open at {url}. Stop it with Ctrl+C.").format(url=url))
            status = server.wait()
        except KeyboardInterrupt:
            server.terminate()
            return
    raise typer.Exit(status)
