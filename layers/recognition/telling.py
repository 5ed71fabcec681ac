"""Telling from their content which layer files are for: publishers' own formats surely, a city's lists by columns."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files as resources

from geo.place import Mapping, Place
from layers._adapters._city_words import HEADERS
from layers._adapters.city_file import KINDS
from layers._fault import Refused
from layers._raw import RawFile
from layers._registry import LAYERS
from layers._spec import Guess, Layer, Source
from layers.reading.header_peek import FEATURES, headers_of
from layers.reading.headers import normalised
from layers.reading.kinds import kind_of
from layers.recognition.likeness import LIKELY, likeness_of_names

_AREAS = frozenset({"wkt", "geometry", "geom"})


def guesses(files: Sequence[RawFile], place: Place) -> list[Guess]:
    """Return what files may be of, the likeliest first; nothing where no source recognises every one of them.

    Parameters
    ----------
    files
        One delivery: the files of one source.
    place
        The commune, whose mappings may say what its own lists call our columns.

    Notes
    -----
    A publisher's format is recognised by its own columns. A city's list is any table: the layer it is for is the one
    it lacks the fewest required columns of and, of these, the one it names the most columns of.
    """
    own: list[Guess] = []
    lists: list[tuple[int, int, Guess]] = []
    headers: frozenset[str] = frozenset().union(*(headers_of(file, KINDS) for file in files))
    drawn = all(kind_of(file) in FEATURES for file in files)
    for layer in LAYERS:
        for source in layer.sources:
            if (len(files) > 1 and not source.many_files) or not all(_recognises(source, file) for file in files):
                continue
            if source.any_table:
                lacking, named = _fit(headers, layer, source, place)
                # Areas come as geodata, or written out in a column.
                lacking += layer.geometry == "polygon" and not drawn and not headers & _AREAS
                lists.append((lacking, -named, Guess(layer.name, source.name, sure=False)))
            else:
                # Addresses of any city's own making are told by a column or two.
                sure = source.template is not None or not source.reads_mapping
                own.append(Guess(layer.name, source.name, sure=sure))
    lists.sort(key=lambda each: each[:2])
    alone = len(lists) == 1 or (len(lists) > 1 and lists[0][:2] != lists[1][:2])
    told = [guess for *_fit_of, guess in lists]
    if own:
        return [*(own if len(own) == 1 else [replace(each, sure=False) for each in own]), *told]
    if lists and alone and lists[0][0] == 0:
        told[0] = replace(told[0], sure=True)
        return told
    # Nothing is sure: headers that are merely like ours say what to ask for first.
    likely = {guess: _likely(headers, guess, place) for guess in told}
    return sorted(told, key=lambda guess: -likely[guess])


def _recognises(source: Source, file: RawFile) -> bool:
    try:
        return source.recognise(file)
    except Refused:
        # A file that cannot be opened matches no source; reading it says why.
        return False


def _fit(headers: frozenset[str], layer: Layer, source: Source, place: Place) -> tuple[int, int]:
    """Return how many required columns are lacking, and how many columns of the layer the headers name."""
    mapping = place.mappings.get(f"{layer.name}.{source.name}", Mapping())
    required = {column.name for column in layer.columns if column.required and column.name not in layer.key}
    lacking, claimed = 0, set()
    for name in columns_of_template(str(source.template)):
        # As far as the file's own headers go: a shapefile keeps ten letters of a name.
        aliases = (name, name[:10], mapping.columns.get(name, ""), *HEADERS.get(name, ()))
        found = {normalised(each) for each in aliases if each} & headers
        claimed |= found
        if not found and name in required and name not in mapping.constants:
            lacking += 1
    return lacking, len(claimed)


def _likely(headers: frozenset[str], guess: Guess, place: Place) -> float:
    """Return how much of a layer headers are like: a column each, those that are required twice."""
    layer = next(each for each in LAYERS if each.name == guess.layer)
    source = layer.source(guess.source)
    mapping = place.mappings.get(f"{layer.name}.{source.name}", Mapping())
    required = {column.name for column in layer.columns if column.required}
    total = 0.0
    for name in columns_of_template(str(source.template)):
        names = [each for each in (name, mapping.columns.get(name, ""), *HEADERS.get(name, ())) if each]
        best = max((likeness_of_names(header, names) for header in headers), default=0.0)
        total += best * (2 if name in required else 1) if best >= LIKELY else 0.0
    return total


@cache
def columns_of_template(name: str) -> tuple[str, ...]:
    """Return the columns a city fills in."""
    text = (resources("layers") / "templates" / name).read_text("utf-8-sig")
    return tuple(text.splitlines()[0].split(";"))
