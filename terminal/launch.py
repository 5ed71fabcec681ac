"""The commands that open something: the demonstration city and the app."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Annotated

import typer

from geo.errors import MaillageError
from geo.texts import N_
from terminal.opening import ROOT, Settings, build_snapshot, now, tell
from terminal.ports import listens, must_be_free
from terminal.tables import progress

_LOOK_AGAIN_S = 0.2

_GOODBYE_S = 8.0


def demo(context: typer.Context) -> None:
    """Write the demonstration city's raw files, refresh every layer from them, and build."""
    from config import place
    from demo import as_invented, write
    from geo.settings import Parameters
    from layers import layer
    from store.held import scratch
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
    with scratch(), progress(_("Demonstration city"), _) as advance:
        deliveries = write(settings.data / "raw" / "demo_files")
        for number, delivery in enumerate(deliveries):
            advance(number, len(deliveries) + 1, delivery.layer)
            spec = as_invented(layer(delivery.layer))
            refresh_layer(store, spec, spec.source(delivery.source), delivery.files, now=now())
        advance(len(deliveries), len(deliveries) + 1, "assess")
        build_snapshot(store, Parameters(), now())
    tell(_("The demonstration city is built: synthetic data. Open it with: maillage app"))


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
    uploads: Annotated[
        bool | None,
        typer.Option(
            "--uploads/--no-uploads",
            help=N_(
                "Whether files may be brought in and published from the browser; when left out, only where no other "
                "machine is let in. Maillage knows no users of its own: let in others behind a server that does."
            ),
        ),
    ] = None,
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
        "MAILLAGE_ENDS_WITH": "stdin",
    }
    if uploads is not None:
        environment["MAILLAGE_UPLOADS"] = "yes" if uploads else "no"
    command = [
        *(sys.executable, "-m", "ui.serving", "--server.port", str(port), "--server.address", address),
        *("--server.headless", "false" if browser else "true", "--server.showEmailPrompt", "false"),
        *("--logger.hideWelcomeMessage", "true"),
    ]
    tell(_("Opening the map: a few seconds."))
    # The server ends when its end of this pipe is closed: with this program, however that ends.
    with _terminated() as asked, subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE) as server:
        try:
            if listens(address, port, while_=lambda: server.poll() is None and not asked()):
                url = f"http://{address}:{port}"
                tell(_("Maillage is open at {url}. Stop it with Ctrl+C.").format(url=url))
            while server.poll() is None and not asked():
                with suppress(subprocess.TimeoutExpired):
                    server.wait(_LOOK_AGAIN_S)
        except KeyboardInterrupt:
            _end(server)
            return
        if asked():
            _end(server)
            return
        status = server.wait()
    raise typer.Exit(status)


@contextmanager
def _terminated() -> Iterator[Callable[[], bool]]:
    """Yield what says whether the system asked this program to end."""
    terminated = False

    def end(_number: int, _frame: object) -> None:
        nonlocal terminated
        terminated = True

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield lambda: terminated
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(server: "subprocess.Popen[bytes]") -> None:
    """End the server, which has a few seconds to say goodbye to its pages."""
    server.terminate()
    try:
        server.wait(_GOODBYE_S)
    except subprocess.TimeoutExpired:
        server.kill()
