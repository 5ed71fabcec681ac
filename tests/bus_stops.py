"""A layer nobody has: bus stops, declared as CONTRIBUTING.md says, to see how far a declaration carries."""

from datetime import UTC, datetime
from pathlib import Path

from geo.place import Place
from layers import LAYERS, Cleaned, Column, Drawing, Layer, Look, RawFile, Source
from layers._adapters import city_wifi
from layers._adapters.city_file import Wanted, rows_of
from store.refresh import refresh
from store.store import Store

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

COLUMNS = (
    Column("stop_id", "text", "Identifier", required=True),
    Column("name", "text", "Name"),
    Column("kind", "text", "What stands there", labels={"shelter": "a shelter", "post": "a post", "gone": "nothing"}),
)


def _clean(raws: list[RawFile], place: Place) -> Cleaned:
    return rows_of(raws, place, Wanted("bus_stops", "city", COLUMNS, made_up_key="stop_id"))


BUS_STOPS = Layer(
    name="bus_stops",
    title="Bus stops",
    description="Stops of the city's buses.",
    geometry="point",
    required=False,
    key=("stop_id",),
    columns=COLUMNS,
    sources=(
        Source(
            name="city",
            title="The city's list of bus stops",
            publisher="The commune",
            licence="as the commune decides",
            page="",
            formats="CSV",
            recognise=city_wifi.recognise,
            clean=_clean,
        ),
    ),
    stale_after_days=400,
    drawing=Drawing(
        kind="points",
        title="Bus stops",
        by="kind",
        looks=(
            Look("stop with a shelter", "vermillion", code="shelter", symbol="triangle"),
            Look("stop with a post", "orange", code="post", symbol="triangle"),
        ),
        tip="name",
        from_zoom=11.0,
    ),
)

DECLARED = (*LAYERS, BUS_STOPS)


def publish_stops(store: Store, folder: Path, rows: list[tuple[str, str, str, float, float]]) -> str:
    """Publish stops given as ``(id, name, kind, x, y)`` in METRIC, and return the version."""
    file = folder / "stops.csv"
    quoted = [";".join(f'"{str(each).replace(chr(34), chr(34) * 2)}"' for each in row) for row in rows]
    file.write_text("\n".join(["stop_id;name;kind;x_m;y_m", *quoted]) + "\n", "utf-8")
    return refresh(store, BUS_STOPS, None, [file], now=NOW).version
