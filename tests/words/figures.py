"""What the places of the texts hold, and which texts of one form may have a word after a figure."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FIGURES = _words("""
    lost new old same done dropped late to_come unplanned lower
    away changes draws whole
    addresses apart apart_m area_km2 area_m2 before before_m2 better bottom boxes buildings connected count counted
    distance_km distance_m excluded factor farthest flattest found given gradient held help high highest hours houses
    in_cells index largest least limit limit_m line located low margin margin_km matched mean metres minutes missing
    most moved near nearest normal number of others people percent person_years persons places pockets points public
    published purchases rank rate ratio residents rows score seconds sectors seniors served share share_percent shown
    slow steepest top total unknown unsure upgrades vulnerable weighed wifi width_km worse wrong correlation
    part
    min_length max_length multiple_of ge gt le lt rough sections unknown_before
    all to_give owed by_minimum by_change lots reserve desks unreached stay sites room remaining
    wave requests weeks without same bound brought desks doors helpers helps needed pairs size there used computers
""")
"""Places filled with a figure, or with two between which it lies."""

TEXTS = _words("""
    collection figures indicators said stored target written
    aid_given aidants decision entering entry forced numbers variable from_aid leaving
    likely overhead pattern rest to_aid told versions walk whose
    activity address aggregation aliases allowed area asked assumed authority available bounds building building_id
    ceiling code codes column columns command commune criteria criterion crs day decides declared deep_indoor direction
    equipped eur euros example examples existing expected faults fields file files first first_year fits floor_year
    half_day
    folder former free gap grade had headers id indicator indoor indoors kept key keys kinds known last layer layers
    left left_eur lengths licence lines list mapping members method metric middle name names nis_code nodes none
    normalisation now one opex opex_high opex_low opex_per_year other other_column other_id other_name other_row
    other_source outdoor outdoors pages place point port position problem process rack ranges ranking raw reach read
    ready reason recomputed remedy replaced row rule second shapes sheets snapshot solver source sources status subject
    sum survey text tier time times tried unit url value values version vintage wanted weight what when where who year
    years spent kind level
    capex chosen devices digest packages scenario other_day side
    schema school service users views title why dates header word
    by_room by_total districts until after correction hash path verdict outcome planned stands
    adopted answer cost plans standing
    owner example
""")
"""Places filled with words, names, codes, years, amounts with their sign, shares in per cent, or what a file holds."""

UNITS = {
    "fr": _words("m km m² km² min s h % € Go Mo ko ×"),
    "nl": _words("m km m² km² min s u % € GB MB kB ×"),
    "en": _words("m m2 km m² km² min s h % EUR GB MB kB ×"),
}
"""Signs of units, which never change."""

STANDS_ALONE = {
    "fr": _words("à au d’entre d’un de des du en et fois ou par pour selon sur"),
    "nl": _words("bij en ervan in jaar keer meer minder naargelang of om op over per te tot uur van"),
    "en": _words("and at average because by fewer in instead more of on or per times to with"),
}
"""Words after a figure that do not agree with it: it stands for itself, or the word has one form only."""

ONE_FORM = {"fr": ("au nombre de", "{count} PC"), "nl": ("jaar", "uur", "euro", "interval"), "en": ()}
"""What makes both forms of a text the same in a language."""

_WHOLE_COMMUNE = "the residents of a whole commune"
_LIMIT = "more than a limit of thousands, which a smaller file does not meet"
_SEVERAL = "said where there are two or more; a text of its own says one"
_THREE = "said of three buildings or more; a text of its own says fewer"
_REST = "the rest of whatever is listed: no noun, no verb"

_TENS = "assumptions in tens"

NEVER_ONE: dict[str, str] = {
    "Need: {requests} requests for help a year for 1,000 residents (Ghent's Digipoints, 2023), all taken to come from "
    "residents in digital difficulty, over {weeks} weeks. One help takes {minutes} minutes, and {overhead} of that "
    "again for welcome and notes: assumptions.": _TENS,
    "A poverty line of {line} cannot be used: give a number above 0.": "the line is one, whatever its figure",
    "The expected vulnerable residents of the commune are {low} at the least and {high} at the most by the "
    "rate of the survey ({least} to {most} %). This is beside what missing indicators could change.": _WHOLE_COMMUNE,
    "In {commune}, about {people} of {residents} residents are in digital difficulty.": _WHOLE_COMMUNE,
    "Statbel gives the residents of each statistical sector. Inside a sector they are shared out over its "
    "residences, each getting its part by weight. Nobody is added or lost: {located} of the {residents} "
    "residents stand on a residence here; the others stand on one point of their sector, or in the total "
    "only.": _WHOLE_COMMUNE,
    "... and {count} more.": _REST,
    "... and {count} more; `maillage validate` lists them all.": _REST,
    "… and {count} more; whoever runs Maillage can list them all.": _REST,
    "{file} has {value} cells around the commune, where at most {limit} are read.": _LIMIT,
    "{url} delivers more than {limit} bytes, where at most that many are downloaded.": _LIMIT,
    "{file} holds {found} bytes where at most {limit} are read.": _LIMIT,
    "The archive {file} would unpack to {found} bytes, where at most {limit} are unpacked.": _LIMIT,
    "The archive {file} holds {found} files, where at most {limit} are looked through.": _LIMIT,
    "{file} has more than {limit} rows.": _LIMIT,
    "{file} holds {found} vertices, where at most {limit} are read.": _LIMIT,
    "“{criterion}” decides most: {decides} of the differences in points between the {count} buildings whose "
    "points are known, for {weight} of the weights.": _THREE,
    "“{criterion}” decides most of the differences in points between the {count} buildings whose points are "
    "known, for {weight} of the weights; others take back part of what it gives, so that it stands above 100 "
    "%.": _THREE,
    "“{first}” and “{second}” work against each other (rank correlation {correlation}): with each point the "
    "first gives, the second takes {points} on average. What one gives, the other takes: choose which is to "
    "count.": "part of the second criterion's verb follows",
    "At the cheapest and the dearest published prices, the same purchases would cost {low} to {high}, and "
    "{opex_low} to {opex_high} a year to run.": "amounts with their sign",
    "It rests on {counted} of its {weighed} criteria alone: nothing is published of the others.": _SEVERAL,
    "With its {weighed} criteria its points would lie from {low} to {high}, and its rank from {first} to "
    "{last}.": _SEVERAL,
    "Depending on what the others say, any of {count} buildings may come first.": _SEVERAL,
    "What is not known could bring its points anywhere from {low} to {high}.": "a verb of the points follows",
    "{residents}, of whom {vulnerable} in difficulty": "an adjective without an ending follows",
    "Show all {count} buildings": "more than the list shows at first",
    "What would bring it among the first {count}": "always the first ten",
    "The index puts several indicators of a neighbourhood on one scale from 0 (least vulnerable) to 100 "
    "(most vulnerable), following the steps of the OECD and JRC handbook on composite indicators: the most "
    "extreme {share} of the values at each end are pulled in, {normalisation}, and {aggregation} is taken "
    "with these weights:": "a share, with its sign",
}
"""Texts of one form with a word after a figure -> why that word never has to change."""
