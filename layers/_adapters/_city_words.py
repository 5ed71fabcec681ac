"""Words cities use in their own files: what they call our columns, and what they write for our codes."""

from collections.abc import Mapping

from layers._spec import Column
from layers.reading.headers import normalised

HEADERS: Mapping[str, tuple[str, ...]] = {
    "building_id": ("id", "identifiant", "code", "code_batiment", "id_batiment", "gebouw_id", "feature_id"),
    "wifi_id": ("id", "identifiant", "code", "hotspot_id", "feature_id"),
    "residence_id": ("address_id", "id_adresse", "adres_id", "id", "identifiant", "feature_id"),
    "weight": ("poids", "gewicht", "boites", "nombre de boites", "logements", "nombre de logements", "woningen"),
    "street": ("rue", "straat", "streetname_fr", "nom de rue", "nom_rue", "nom de la rue", "nom de voie", "straatnaam"),
    "house_number": ("huisnummer", "huisnr", "numero", "num", "numero_police", "numero de police"),
    "workplace_id": ("id", "identifiant", "code", "feature_id"),
    "place_id": ("id", "identifiant", "code", "feature_id"),
    "fibre_id": ("id", "identifiant", "code", "zone", "zone_id", "feature_id"),
    "name": ("nom", "naam", "denomination", "libelle", "nom du batiment", "naam gebouw", "batiment", "gebouw"),
    "activity": (
        "sector_of_activity",
        "secteur_d'activite",
        "secteur_activite",
        "secteur",
        "sector",
        "activiteitssector",
    ),
    "kind": ("type", "genre", "soort", "categorie", "type de batiment"),
    "address": ("adresse", "adres", "adresse complete", "rue et numero", "straat en nummer"),
    "postal_code": ("code_postal", "cp", "postcode", "zip"),
    "public_access": (
        "ouvert au public",
        "accessible au public",
        "acces public",
        "open voor publiek",
        "toegankelijk voor publiek",
        "publiek toegankelijk",
    ),
    "floor_area_m2": (
        "surface_m2",
        "superficie_m2",
        "oppervlakte_m2",
        "surface",
        "superficie",
        "oppervlakte",
        "surface (m2)",
        "superficie (m2)",
        "oppervlakte (m2)",
    ),
    "opening_hours": ("horaire", "horaires", "heures d'ouverture", "heures_ouverture", "openingsuren"),
    "contact_staff": ("agents en contact avec le public", "agents_contact", "personnel en contact", "baliepersoneel"),
    "aidant_candidates": ("candidats aidants", "aidants candidats", "aidants", "kandidaat helpers"),
    "wifi_now": ("wifi", "wi_fi", "wifi actuel", "huidige wifi"),
    "fibre_now": ("fibre", "fibre actuelle", "raccorde a la fibre", "glasvezel"),
    "requests_per_year": ("demandes par an", "demandes_an", "demandes", "aanvragen per jaar", "aanvragen"),
    "visitors_per_year": ("visiteurs par an", "visiteurs_an", "visiteurs", "bezoekers per jaar", "bezoekers"),
    "public_desks": (
        "postes pour le public",
        "postes publics",
        "postes informatiques",
        "nombre de postes",
        "werkplekken voor het publiek",
        "publieke werkplekken",
        "computerplaatsen",
    ),
    "function_in_charge": (
        "fonction responsable",
        "fonction en charge",
        "fonction chargee du materiel",
        "verantwoordelijke functie",
    ),
    "device_kind": ("materiel", "type de materiel", "appareil", "type d'appareil", "toestel", "soort toestel"),
    "year": ("annee", "jaar"),
    "devices_given": ("donnes", "appareils donnes", "attribues", "appareils attribues", "gegeven", "toegekend"),
    "devices_in_use": ("en service", "en usage", "utilises", "appareils utilises", "in gebruik"),
    "devices_returned": ("rendus", "restitues", "appareils rendus", "teruggegeven", "teruggebracht"),
    "school_site_id": ("implantation", "numero d'implantation", "fase implantation", "vestigingsplaats", "id"),
    "progress": ("avancement", "etat d'avancement", "realisation", "stand", "voortgang", "status", "statut", "etat"),
    "tier": ("niveau", "niveau de service", "service", "dienstniveau", "service tier"),
    "spent_eur": ("depense", "depenses", "depense_eur", "montant paye", "paye", "uitgave", "uitgaven", "betaald"),
    "connections": ("connexions", "nombre de connexions", "verbindingen", "aantal verbindingen"),
    "level": ("niveau", "type d'enseignement", "onderwijsniveau"),
    "pupils": ("eleves", "nombre d'eleves", "population scolaire", "leerlingen", "aantal leerlingen"),
    "ise_class": ("classe ise", "ise", "classe_ise", "indice socio-economique", "ise-klasse"),
    "ready_from": ("pret a partir du", "disponible a partir du", "pret le", "klaar vanaf", "beschikbaar vanaf"),
    "operator": ("operateur", "gestionnaire", "beheerder", "fournisseur"),
    "access": ("acces", "toegang", "public"),
    "setting": ("situation", "emplacement", "ligging", "interieur_exterieur", "indoor_outdoor"),
    "status": ("statut", "etat", "staat", "state"),
    "technology": ("technologie", "technique"),
    "available_from": ("disponible des le", "disponible a partir du", "beschikbaar vanaf", "date de disponibilite"),
    "in_building": ("code_batiment", "id_batiment", "batiment", "gebouw_id", "gebouw"),
    "belongs_to": ("appartient a", "proprietaire", "behoort tot", "eigenaar"),
    "volunteers": ("volontaires", "aidants volontaires", "candidats", "vrijwilligers", "kandidaten"),
    "released_hours_per_week": ("heures liberees par semaine", "heures_liberees", "vrijgestelde uren per week"),
    "released_hours": ("liberes quand", "plages liberees", "vrijgesteld op", "vrijgestelde uren"),
    "help_desks": ("postes d'aide", "bureaux d'aide", "helpdesks", "hulpplekken"),
    "help_hours_per_week": (
        "heures d'aide par semaine",
        "heures_par_semaine",
        "heures par semaine",
        "uren per week",
        "uren hulp per week",
    ),
}
"""Column of ours -> other headers it is found under, the surest first; compared as ``_headers.normalised``."""

WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "activity": {
        "education": ("enseignement", "éducation", "onderwijs", "école", "écoles", "school", "scholen", "scolaire"),
        "culture": ("culturel", "cultuur", "cultural", "bibliothèque", "bibliothèques", "bibliotheek"),
        "sport": ("sports", "sportif", "sportive"),
        "social_action": (
            "action sociale",
            "social",
            "affaires sociales",
            "cpas",
            "ocmw",
            "sociale actie",
            "sociaal",
            "welzijn",
            "maatschappelijk welzijn",
        ),
        "administration": (
            "administratif",
            "administrations",
            "administration communale",
            "administrative",
            "administratie",
            "bestuur",
        ),
        "technical": (
            "technique",
            "techniques",
            "services techniques",
            "service technique",
            "technisch",
            "technische diensten",
            "technische dienst",
        ),
    },
    "wifi_now": {
        "none": ("aucun", "aucune", "non", "pas de wifi", "geen", "nee", "neen", "no", "0", "false"),
        "staff": ("personnel", "personnel uniquement", "interne", "agents", "medewerkers", "personeel", "intern"),
        "public": ("publique", "ouvert au public", "openbaar", "publiek", "open"),
    },
    "access": {
        "public": (
            "publique",
            "tous",
            "tout public",
            "libre",
            "gratuit",
            "openbaar",
            "publiek",
            "iedereen",
            "vrij",
            "gratis",
            "free",
            "open",
            "everyone",
        ),
        "customers": (
            "clients",
            "client",
            "clientèle",
            "réservé aux clients",
            "clients uniquement",
            "klanten",
            "enkel klanten",
            "alleen klanten",
        ),
    },
    "setting": {
        "indoor": ("intérieur", "intérieure", "binnen", "inside"),
        "outdoor": ("extérieur", "extérieure", "buiten", "outside"),
    },
    "status": {
        "available": ("disponible", "beschikbaar", "en service", "actif", "active", "activé", "live", "raccordable"),
        "building": (
            "en construction",
            "en travaux",
            "en cours",
            "en cours de déploiement",
            "travaux",
            "in aanbouw",
            "in aanleg",
            "under construction",
        ),
        "planned": ("planifié", "planifiée", "prévu", "prévue", "projet", "en projet", "gepland", "planned"),
    },
    "device_kind": {
        "pc": (
            "ordinateur",
            "ordinateur fixe",
            "ordinateurs",
            "pc reconditionné",
            "pc's",
            "pcs",
            "computer",
            "vaste pc",
        ),
        "laptop": ("portable", "ordinateur portable", "portables", "laptops", "draagbare computer"),
        "tablet": ("tablette", "tablettes", "tablets"),
    },
    "progress": {
        "installed": ("installé", "installée", "réalisé", "terminé", "en service", "geïnstalleerd", "klaar", "done"),
        "under_way": ("en cours", "en travaux", "commencé", "bezig", "in uitvoering", "under way", "started"),
        "dropped": ("abandonné", "abandonnée", "annulé", "geschrapt", "geannuleerd", "cancelled", "abandoned"),
    },
    "tier": {
        "hall": ("hall", "hall d'entrée", "entrée", "inkomhal", "hal"),
        "public_rooms": ("locaux publics", "salles publiques", "publieke ruimten", "publieke lokalen"),
        "whole": ("bâtiment entier", "tout le bâtiment", "hele gebouw", "volledig gebouw"),
        "forecourt": ("bâtiment entier et parvis", "parvis", "gebouw en voorplein", "voorplein"),
    },
    "level": {
        "primary": ("primaire", "fondamental", "maternel et primaire", "basisonderwijs", "lager onderwijs", "lager"),
        "secondary": ("secondaire", "secundair", "secundair onderwijs", "middelbaar"),
    },
    "belongs_to": {
        "city": ("ville", "commune", "stad", "gemeente"),
        "partner": ("partenaire", "association", "asbl", "vereniging", "vzw"),
    },
    "kind": {
        "epn": ("espace public numérique", "openbare computerruimte", "public digital space"),
        "cpas": ("espace numérique du cpas", "espace numérique cpas", "ocmw", "digitale ruimte ocmw"),
        "aidant": ("aidant numérique", "aidants numériques", "digitale helper", "digital helper", "digihelper"),
        "other": ("autre", "autres", "ander", "andere", "overige"),
    },
}
"""Column -> our code -> other words for it. "Yes" for Wi-Fi is no word for ``public``: it may be for the staff only."""

NOTHING = frozenset(
    {
        *("-", "--", "—", "?", "/", ".", "n/a", "na", "n.a.", "nc", "n.c.", "nd", "n.d.", "null", "nan"),
        *("inconnu", "inconnue", "non connu", "non disponible", "à compléter", "onbekend", "niet gekend", "unknown"),
    }
)
"""What people write where they know nothing (small letters)."""

SPREADSHEET_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#VALEUR!", "#NOM?", "#WAARDE!", "#NAAM?"}
)
"""What a spreadsheet leaves where a formula failed."""


def codes_of_name(columns: Mapping[str, Column], name: str) -> frozenset[str]:
    """Return the codes of the column of a name; none where there is no such column."""
    return frozenset(columns[name].labels) if name in columns else frozenset()


def codes_of(column: Column) -> dict[str, str]:
    """Return every word known for the codes of ``column``, as ``normalised``, and the code each stands for."""
    words: dict[str, str] = {}
    for code, label in column.labels.items():
        for word in (*WORDS.get(column.name, {}).get(code, ()), label, code):
            words[normalised(word)] = code
    return words
