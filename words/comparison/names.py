"""What people call each setting that two sides may ask otherwise, and the values of those that are one of a few."""

from collections.abc import Mapping

from geo.texts import N_
from words.plan_result import SERVED

_PROGRAMME: Mapping[str, str] = {
    "programme.first_year": N_("First year of the programme"),
    "programme.budgets_eur": N_("Budget of each year, EUR"),
    "programme.who_counts": N_("Who counts"),
    "programme.reach_m": N_("Walk to Wi-Fi, m"),
    "programme.floor_share": N_("Least share of each sector of activity"),
    "programme.carry_over": N_("What a year leaves goes to the next"),
    "programme.wait_for_fibre": N_("A building waits for fibre"),
    "programme.opex_ceiling_eur_per_year": N_("Most to run, EUR a year"),
    "programme.forced_in": N_("Buildings that must be equipped"),
    "programme.excluded": N_("Buildings left out of the programme"),
    "programme.floor_share_of_activity": N_("Least share of one sector of activity"),
    "programme.floor_eur_of_activity": N_("Least amount of one sector of activity, EUR a year"),
    "programme.last_years_without_floors": N_("Last years without least shares"),
    "programme.least_person_years_per_thousand_eur": N_("Least person-years for 1,000 EUR"),
    "programme.district_minimum": N_("Least share of the need met everywhere"),
    "programme.district_minimum.by": N_("Where that least share holds"),
    "programme.district_minimum.served_share": N_("Least share of the need met everywhere"),
    "programme.year_weights": N_("Weight of each year"),
    "programme.tiers": N_("What may be installed"),
    "programme.existing_share": N_("Need met where there is Wi-Fi already"),
    "programme.outdoor_point_eur": N_("An outdoor access point, EUR"),
    "programme.outdoor_opex_eur_per_year": N_("Running an outdoor access point, EUR a year"),
    "programme.price_ranges.area_per_access_point_m2": N_("Range of the area for one access point, m²"),
    "programme.price_ranges.opex_per_access_point_eur_per_year": N_("Range of running an access point, EUR a year"),
    "programme.price_ranges.outdoor_opex_eur_per_year": N_("Range of running an outdoor access point, EUR a year"),
    "programme.assumed_floor_area_m2": N_("Floor area taken where none is known, m²"),
    "programme.assume_no_fibre": N_("Fibre taken as absent where nobody says"),
    "programme.quotes": N_("Offers received"),
    "programme.gap": N_("Gap to the bound at which a search for a plan ends"),
    "programme.time_limit_s": N_("Longest search for a plan of Wi-Fi, s"),
    "programme.seed": N_("Seed of the search for a plan of Wi-Fi"),
}

_ROSTER: Mapping[str, str] = {
    "roster.aidants": N_("Aidants"),
    "roster.hours_per_week": N_("Hours of help a week, each"),
    "roster.walk_m": N_("Walk to help, m"),
    "roster.forced_in": N_("Doors that must have helpers"),
    "roster.excluded": N_("Doors left out"),
    "roster.wave_aidants": N_("Aidants after each wave"),
    "roster.session_hours": N_("Length of a half-day of help, h"),
    "roster.days": N_("Days of help"),
    "roster.parts": N_("Parts of the day"),
    "roster.requests_per_1000_residents_per_year": N_("Requests for 1,000 residents a year"),
    "roster.minutes_per_help": N_("Length of one help, minutes"),
    "roster.overhead_share": N_("Time beside the help, as a share of it"),
    "roster.weeks_per_year": N_("Weeks of help a year"),
    "roster.seniors_share": N_("Residents of 65 years and more where nothing says it"),
    "roster.profiles": N_("When people can come"),
    "roster.assumed_desks": N_("Desks for helpers where none are known"),
    "roster.desks_share": N_("Share of the desks that helpers may take"),
    "roster.symbolic_hours_per_week": N_("Hours each below which help is symbolic, a week"),
    "roster.district_floor": N_("Least share of the need for help met everywhere"),
    "roster.district_floor.by": N_("Where the least share of help holds"),
    "roster.district_floor.served_share": N_("Least share of the need for help met everywhere"),
    "roster.least_half_days_of_activity": N_("Least half-days of a sector of activity"),
    "roster.most_half_days_of_activity": N_("Most half-days of a sector of activity"),
    "roster.open_half_days": N_("Half-days with an open door everywhere"),
    "roster.open_by": N_("Where a door must be open on those half-days"),
    "roster.utilisation_by_appointment": N_("Use of its time from which a door works by appointment"),
    "roster.leaving_share": N_("Share of aidants ill or gone"),
    "roster.new_place_hours_per_week": N_("Hours of a new place, a week"),
    "roster.new_place_computers": N_("Computers of a new place"),
    "roster.new_place_eur_per_hour": N_("An hour of help at a new place, EUR"),
    "roster.new_place_computer_eur_per_year": N_("A computer of a new place, EUR a year"),
    "roster.new_place_rent_eur_per_year": N_("Rent of a new place, EUR a year"),
    "roster.gap": N_("Gap to the bound at which a search for a roster ends"),
    "roster.time_limit_s": N_("Longest search for a roster, s"),
    "roster.seed": N_("Seed of the search for a roster"),
}

_PARAMETERS: Mapping[str, str] = {
    "parameters.reach.limit_m": N_("Longest walk, m"),
    "parameters.reach.detour_factor": N_("Factor on straight lines"),
    "parameters.vulnerability.total_rate": N_("Rate of digital difficulty"),
    "parameters.vulnerability.gradient": N_("Gradient of digital difficulty"),
    "parameters.reach.max_access_m": N_("Longest way to the street, m"),
    "parameters.reach.outside_margin_m": N_("Places outside the commune that still count, up to, m"),
    "parameters.walk.minutes": N_("Longest walk, minutes"),
    "parameters.walk.normal_m_s": N_("Speed of most adults, m/s"),
    "parameters.walk.slow_m_s": N_("Speed of slow walkers, m/s"),
    "parameters.catchments.family": N_("Decay of use with the walk"),
    "parameters.catchments.scale_share": N_("Scale of that decay, share of the longest walk"),
    "parameters.catchments.zones": N_("Zones of that decay"),
    "parameters.catchments.shared_by": N_("Among whom a place is shared"),
    "parameters.catchments.poverty_share": N_("Poor in access below this share of the mean"),
    "parameters.vulnerability.indicators": N_("Indicators of the index of vulnerability"),
    "parameters.vulnerability.winsorise_share": N_("Extremes pulled in at each end, share"),
    "parameters.vulnerability.normalisation": N_("How indicators come onto one scale"),
    "parameters.vulnerability.goalposts": N_("Goalposts of the indicators"),
    "parameters.vulnerability.aggregation": N_("Mean of the indicators"),
    "parameters.vulnerability.total_rate_low": N_("Rate of digital difficulty, at least"),
    "parameters.vulnerability.total_rate_high": N_("Rate of digital difficulty, at most"),
    "parameters.vulnerability.gradient_low": N_("Gradient of digital difficulty, at least"),
    "parameters.vulnerability.gradient_high": N_("Gradient of digital difficulty, at most"),
    "parameters.vulnerability.rate_low_diploma": N_("Rate of digital difficulty with a low diploma"),
    "parameters.vulnerability.rate_middle_diploma": N_("Rate of digital difficulty with a middle diploma"),
    "parameters.vulnerability.rate_high_diploma": N_("Rate of digital difficulty with a high diploma"),
    "parameters.coverage.as_of": N_("Day at which fibre is looked at"),
    "parameters.coverage.home_5g_class": N_("Class of 5G that replaces fibre at home"),
    "parameters.costs.area_per_access_point_m2": N_("Area for one access point, m²"),
    "parameters.costs.access_point_eur": N_("An access point, EUR"),
    "parameters.costs.switch_and_rack_eur": N_("Switch and rack of a building, EUR"),
    "parameters.costs.survey_eur": N_("Survey of a building, EUR"),
    "parameters.costs.fibre_entry_available_eur": N_("Bringing in fibre that is there, EUR"),
    "parameters.costs.fibre_entry_building_eur": N_("Bringing in fibre that is being laid, EUR"),
    "parameters.costs.fibre_entry_none_eur": N_("Bringing in fibre where there is none, EUR"),
    "parameters.costs.opex_per_access_point_eur_per_year": N_("Running an access point, EUR a year"),
    "parameters.costs.years_counted": N_("Years of running cost counted"),
    "parameters.programme_end": N_("End of the programme"),
    "parameters.goalposts": N_("Goalposts of the criteria"),
}

NAMES: Mapping[str, str] = {**_PROGRAMME, **_ROSTER, **_PARAMETERS}
"""Dotted name of a setting -> what people call it; weights are called by their criteria."""

_PLACES: Mapping[str, str] = {"district": N_("in each district"), "section": N_("in each former commune")}

VALUES: Mapping[str, Mapping[str, str]] = {
    "programme.who_counts": SERVED,
    "programme.district_minimum.by": _PLACES,
    "roster.district_floor.by": _PLACES,
    "roster.open_by": _PLACES,
    "parameters.catchments.family": {
        "step": N_("none up to the limit"),
        "linear": N_("in a straight line"),
        "exponential": N_("exponential"),
        "gaussian": N_("Gaussian"),
        "logistic": N_("logistic"),
    },
    "parameters.catchments.shared_by": {
        "population": N_("all residents"),
        "vulnerable_count": N_("residents in digital difficulty"),
    },
    "parameters.vulnerability.normalisation": {
        "percentile_rank": N_("by rank among the sectors"),
        "min_max": N_("between two goalposts"),
    },
    "parameters.vulnerability.aggregation": {"arithmetic": N_("arithmetic"), "geometric": N_("geometric")},
}
"""Dotted name of a setting that is one of a few keys -> key -> what people call it."""

TABLES = frozenset(
    {
        "programme.floor_share_of_activity",
        "programme.floor_eur_of_activity",
        "programme.tiers",
        "programme.quotes",
        "roster.days",
        "roster.parts",
        "roster.profiles",
        "roster.least_half_days_of_activity",
        "roster.most_half_days_of_activity",
        "roster.open_half_days",
        "parameters.catchments.zones",
        "parameters.vulnerability.indicators",
        "parameters.vulnerability.goalposts",
        "parameters.goalposts",
    }
)
"""Settings of many parts, of which only is said that they differ: the scenarios' files have them."""
