"""What the search looks through: buildings and neighbourhoods with all that people may call them by, in one file."""

import json
from collections.abc import Iterator

import pandas as pd
import streamlit as st

from layers.buildings import ACTIVITIES
from store.assessments import assessment_id
from ui.context import Context
from ui.map.static_files import publish

SITE, SECTOR = "site", "sector"


def index_address(context: Context) -> str:
    """Return the address of the index in the reader's language; written once for the same data."""
    parameters = context.assessment.evidence.parameters
    identity = f"{context.store.folder}|{assessment_id(context.snapshot, context.place, parameters)}"
    name = f"search_{context.language}.json"
    return publish({name: _index(identity, context.language, context)}, context.place.key)[name]


@st.cache_resource(max_entries=12, show_spinner=False)
def _index(
    identity: str,  # noqa: ARG001 - the key of the cache, with the language
    language: str,  # noqa: ARG001
    _context: Context,
) -> bytes:
    return json.dumps(entries(_context), ensure_ascii=False, separators=(",", ":")).encode()


def entries(context: Context) -> list[dict[str, object]]:
    """Return buildings, then neighbourhoods, each by name: what they are, their ``name``, and all else said ``about``.

    What stands in ``about`` is shown under the name and searched as the name is: the former commune, for a building
    also its address and what it is for, for a neighbourhood its code and its name in the other language.
    """
    found = [*_buildings(context), *_neighbourhoods(context)]
    return sorted(found, key=lambda entry: (entry["kind"] != SITE, str(entry["name"]).casefold(), entry["id"]))


def _buildings(context: Context) -> Iterator[dict[str, object]]:
    _, sites = context.translate, context.assessment.evidence.sites
    columns = [name for name in ("section_name", "address", "postal_code", "kind", "activity") if name in sites]
    for key, row in zip(sites.index, sites[columns].astype(object).to_dict("records"), strict=True):
        given = {name: "" if pd.isna(value) else str(value) for name, value in row.items()}
        activity = given.get("activity", "")
        where = " ".join(given[name] for name in ("address", "postal_code") if given.get(name))
        # What it is may repeat what it is for.
        is_for = list(dict.fromkeys([given.get("kind", ""), _(ACTIVITIES[activity]) if activity in ACTIVITIES else ""]))
        about = [given.get("section_name", ""), where, *is_for]
        yield {
            "kind": SITE,
            "id": str(key),
            "name": context.building_names[key],
            "about": [each for each in about if each],
        }


def _neighbourhoods(context: Context) -> Iterator[dict[str, object]]:
    _, sectors = context.translate, context.assessment.evidence.sectors
    columns = ["section_name", "sector_name_fr", "sector_name_nl"]
    for code, row in zip(sectors.index, sectors[columns].astype(object).to_dict("records"), strict=True):
        name = context.sector_name(code)
        other = [str(row[each]) for each in columns[1:] if pd.notna(row[each]) and str(row[each]) != name]
        section = "" if pd.isna(row["section_name"]) else str(row["section_name"])
        yield {
            "kind": SECTOR,
            "id": str(code),
            "name": name,
            "about": [each for each in (_("Neighbourhood"), section, *dict.fromkeys(other), str(code)) if each],
        }
