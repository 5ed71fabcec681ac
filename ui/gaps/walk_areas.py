"""Who can walk to a building: on demand, the shapes of 5, 10 and 15 minutes on the map and the residents in them."""

import streamlit as st

from geo.gaps import walkers
from geo.texts import N_, NN_
from geo.walking import StreetWalking, areas_in_minutes
from ui.address import session
from ui.components.markup import show, tag
from ui.context import Context
from ui.gaps.controls import choose_profile
from ui.gaps.reviews import identity_of, walk_of
from ui.map.geometry import areas
from ui.map.static_files import publish

COLOURS = {5.0: "#0b4f7d", 10.0: "#0072b2", 15.0: "#56b4e9"}
"""Minutes -> outline; the nearer, the darker."""


def draw_walkers(context: Context, key: str) -> None:
    """Draw the button of a building's card, and when it was pressed who walks and how many people that is."""
    _, numbers, state = context.translate, context.numbers, context.state
    if not state.walkers:
        st.button(
            _("Show who can walk here"),
            key="show_walkers",
            on_click=lambda: session.change(walkers=state.profile or "normal"),
        )
        return
    walk = walk_of(context)
    if not isinstance(walk, StreetWalking):
        show(tag("p", _("Shapes need streets: no street network is published for this commune."), class_="why"))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="walkers_row"):
        choose_profile(context, "walkers", _("Who walks here"), "walkers", state.walkers)
        st.button(_("Hide"), key="hide_walkers", type="tertiary", on_click=lambda: session.change(walkers=""))
    speed = context.scenario.parameters.walk.speed_m_s(state.walkers)  # type: ignore[arg-type]
    table = walkers(context.assessment.evidence, walk, key, speed)
    if table.empty:
        show(tag("p", _("Nothing is known of walks to this building."), class_="why"))
        return
    rows = [
        tag(
            "div",
            tag("dt", _("Within {minutes} min").format(minutes=numbers.number(minutes))),
            tag(
                "dd",
                _(
                    NN_(
                        "{residents} resident, {vulnerable} of them in digital difficulty",
                        "{residents} residents, {vulnerable} of them in digital difficulty",
                        "residents",
                    )
                ).format(residents=numbers.people(row["persons"]), vulnerable=numbers.people(row["vulnerable"])),
                data_minutes=f"{minutes:g}",
            ),
        )
        for minutes, row in table.iterrows()
    ]
    show(tag("dl", *rows, class_="facts"))


def with_areas(context: Context, payload: dict[str, object]) -> dict[str, object]:
    """Return what the map draws with the shapes around the chosen building, when they were asked for."""
    _, state = context.translate, context.state
    known = context.assessment.evidence.sites.index
    if not state.walkers or state.site not in known or not isinstance(walk_of(context), StreetWalking):
        return {**payload, "areas": None}
    speed = context.scenario.parameters.walk.speed_m_s(state.walkers)  # type: ignore[arg-type]
    address = _published(identity_of(context), state.site, speed, context)
    rows = [
        {
            "kind": "outline",
            "stroke": colour,
            "colour": f"{colour}40",
            "text": _("{minutes} min").format(minutes=context.numbers.number(minutes)),
        }
        for minutes, colour in COLOURS.items()
    ]
    title = {"normal": N_("On foot to the building"), "slow": N_("On foot to the building, slow walkers")}
    legend: list[dict[str, object]] = payload["legend"]  # type: ignore[assignment]
    return {
        **payload,
        "areas": {"address": address, "colours": {f"{minutes:g}": colour for minutes, colour in COLOURS.items()}},
        "legend": [*legend, {"title": _(title[state.walkers]), "rows": rows}],
    }


@st.cache_resource(max_entries=64, show_spinner=False)
def _published(
    identity: str,  # noqa: ARG001 - the key of the cache, with the two that follow
    key: str,
    speed_m_s: float,
    _context: Context,
) -> str:
    """Write the shapes to a file named by its content, and return its address."""
    sites = _context.assessment.evidence.sites
    here = sites.loc[key, ["x_m", "y_m"]].to_numpy(dtype="float64")
    shapes = areas_in_minutes(walk_of(_context), here, speed_m_s, crs=sites.crs)
    return publish({"walk.geojson": areas(shapes).encode()}, _context.place.key)["walk.geojson"]
