"""Tell public persons from those who take part: officers acting as such, authors, thinkers, names known to all.

A full name is that of a private person until its text, or the list of names known to all, says otherwise. Strong
evidence keeps a name at each of its places; weak evidence gives way where the sentence shows someone who takes part.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from assistant.french import fold

_CAPITAL = "[A-ZÀ-ÖØ-ÞŒ]"
_NATIONAL = (
    r"(?i:R[ée]publique|gouvernement|Sénat|Assemblée nationale|Parlement|Commission européenne|Cour des comptes|"
    r"(?:conseil )?(?:régional|départemental|général|constitutionnel|économique)\b|Conseil d[’']État|Région|"
    r"département|"
    r"Métropole|Eurométropole|agglo\w*|communauté (?:urbaine|de communes|d[’']agglo\w*)|université|préfecture|"
    r"Banque (?:de France|des territoires|centrale|mondiale)|Caisse des d[ée]p[ôo]ts|agence de l[’']eau|académie|"
    r"chambre (?:de commerce|d[’']agriculture|des? métiers|régionale)|ADEME|CEREMA|CNRS|INRAE?|INSEE|INSERM|ANACT|"
    r"CESE\w*|CCI|ONU|UNESCO|OCDE|FMI|BCE|Union européenne|État|France Travail|Collège de France)"
)
_OF = (
    r"(?:de la |de l[’']|de |du |des |d[’']|à la |à l[’']|à |au |aux |en charge d[eu](?: la)? |chargée? d[eu](?: la)? )"
)
_OFFICE = (
    r"(?:ministre|premi(?:er|ère) ministre|secrétaire d[’']État|eurodéputée?|députée?|sénat(?:eur|rice)|maire|"
    r"sous-préf(?:et|ète)|préf(?:et|ète)|ambassad(?:eur|rice)|haute?-commissaire|adjointe? (?:au|à la|du) maire|"
    r"maire[ -]adjointe?|conseill(?:er|ère) (?:municipale?|régionale?|départementale?|communautaire|d[’']État)|"
    r"déléguée? (?:inter)?ministérielle?|commissaire (?:européen\w*|généra\w*|du gouvernement)|rect(?:eur|rice)|"
    r"élue? (?:municipale?|régionale?|départementale?|locale?)|reine?|roi|pape|empereur|"
    r"(?:vice-)?présidente? (?:exécutive? |de commission )?"
    rf"{_OF}{_NATIONAL}|(?:directeur|directrice|secrétaire)(?: générale?| régionale?)? {_OF}{_NATIONAL})"
)
_SCIENCE = (
    r"(?:l[’'])?(?:économie|sociologie|philosophie|gestion|géographie|histoire|droit|ergonomie|psychologie|sciences?|"
    r"anthropologie|urbanisme|management|université|école|institut|collège)"
)
_THINKER = (
    r"(?:sociologue|économiste|philosophe|historien(?:ne)?|géographe|anthropologue|ethnologue|politiste|politologue|"
    r"ergonome|psychanalyste|écrivaine?|essayiste|roman(?:cier|cière)|poète|poétesse|cinéaste|peintre|universitaire|"
    r"journaliste|académicien(?:ne)?|chercheu(?:r|se)|enseignante?-chercheu(?:r|se)|prix Nobel|docteure? (?:en|ès|"
    r"de l[’']université)|"
    r"professeure?(?: émérite| des universités| agrégée?)|maître(?:sse)? de conf\w*|"
    rf"professeure? (?:de |d[’']|à |au |en ){_SCIENCE}|direct(?:eur|rice) de recherche|"
    r"pilote (?:de l[’']étude|du rapport|de la recherche)|rapporteure? (?:générale?|spéciale?|publique?|d[eu] )|"
    r"responsable (?:de l[’']étude|du rapport|de la recherche)|commissaire scientifique)"
)
_FORMER = (
    r"(?:(?:l[’']|le |la |un |une |notre |les |des )?(?:ancien(?:ne)?s? |ex[- ]|future? |actuelle? |feue? |"
    r"célèbre |grande? )?)"
)
_WRITER = (
    r"(?:(?:co-?)?auteure?|(?:co-?)?autrice)s?\b(?! d[ue] (?:l[ae] |ce |cette )?(?:compte|CR|courr|messag|mail|"
    r"note|dem|photo))"
)
_ROLE = rf"(?:{_OFFICE}|{_THINKER})s?\b"
_ADJECTIVE = r"(?: \w+(?:ique|aire|iale|rale|nale|ive|ienne|éen|éenne)s?)?"
_COMPLEMENT = rf"(?: {_OF}[\w’'-]+(?: (?:et )?{_CAPITAL}[\w’'-]+)?{_ADJECTIVE}){{0,4}}"
_ROLE_AFTER = re.compile(rf"\s*(?:[,(–—-]|\b(?:est|était|fut|a été)\b)\s*(?i:{_FORMER}(?:{_ROLE}|{_WRITER}))")
_ROLE_BEFORE = re.compile(
    rf"\b(?i:{_ROLE})(?i:{_ADJECTIVE})(?: {_CAPITAL}[\w’'-]+){{0,3}}{_COMPLEMENT}(?: [(][^()]{{1,20}}[)])?,? "
    rf"(?:(?:M\.|Mme|Monsieur|Madame|Dr|Pr) )?(?:{_CAPITAL}[\w’'-]+(?: {_CAPITAL}[\w’'-]+){{1,2}}(?:, | et ))?$"
)
_CALLED = re.compile(r"\b(?i:auteure?|autrice|pape) $")

_WORK = (
    r"(?:œuvre|oeuvre|livre|ouvrage|essai|roman|thèse|article|théorie|concept|notion|travau|pensée|méthode|modèle|loi|"
    r"paradoxe|principe|écrit|film|tribune|préface|postface|étude|manifeste|définition|typologie|plume|direction|"
    r"traité|"
    r"autorité)[sx]?"
)
_WORK_OF = re.compile(rf"\b(?i:{_WORK}) (?:[\w’'-]+ )?(?:de |d[’'])(?:(?:l[’'])?(?i:{_THINKER}) )?$")
_STUDY = (
    r"(?:étude|rapport|enquête|recherche|ouvrage|livre|revue|article|tribune|thèse|collection|évaluation|film|"
    r"manifeste|"
    r"étude-action|essai|roman|théorie|concept|notion)s?"
)
_MADE_BY = re.compile(
    rf"\b(?i:{_STUDY})\b[^.;:\n]{{0,90}}\b(?:écri|publi|dirig|pilot|sign|men|condui|réalis|coordonn|forg|théoris|"
    rf"introdui|"
    r"développ|défin|proposé)\w{0,5} par $"
)
_READING = re.compile(
    r"(?:^|\n)[ *#•–-]{0,6}(?:à lire|à voir aussi|lectures?(?: conseillées?| utiles?| recommandées?)?|"
    r"réf(?:érence)?s?\.?|biblio\w*|"
    r"pour aller plus loin)(?: \([^()\n]{1,20}\))?\s?:"
    r"[^\n]{0,200}$",
    re.IGNORECASE,
)
_IN_WORK_BEFORE = re.compile(
    r"\b[Dd]ans (?:son|sa|ses|leur|un|cet|cette) (?:célèbre )?(?:livre|ouvrage|essai|thèse|article|"
    r"roman)s?[^.;:\n]{0,50}, $"
)
_PUBLISHERS = (
    r"(?:Seuil|La Découverte|Gallimard|P\.?U\.?F\.?|Presses|Odile Jacob|Actes Sud|Dunod|Eyrolles|Flammarion|"
    r"Fayard|Grasset|"
    r"L[’']Harmattan|[ÉE]rès|Octarès|Armand Colin|De Boeck|Economica|Les Liens qui [Ll]ibèrent|Le Pommier|[ÉEé]ditions|"
    r"[ÉEé]d\.|Points|Folio|Plon|Payot|Minuit|Vrin|Albin Michel|Robert Laffont|Hachette|Nathan|Belin|CNRS|"
    r"Le Monde|Utopia|"
    r"Rue de l[’']échiquier|Les petits matins|Champ social|Yves Michel|MIT Press|Penguin|Springer|Routledge)"
)
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_WORK_AFTER = re.compile(
    rf"\s?\((?:[^()\n]{{0,70}}\b)?{_YEAR}[a-z]?\)|,? et al\b"
    rf"|, [^\n]{{3,120}}, (?:[^,\n]{{1,40}}, )?{_PUBLISHERS}\b|, [^,\n]{{2,80}}, {_CAPITAL}[^,\n\d]{{1,40}}, {_YEAR}\b"
    rf"|,? (?:dans|in) (?:«|son |sa |ses |un |cet )\s?(?:livre|ouvrage|essai|thèse|article|roman|{_CAPITAL})"
    rf"|[^.;:\n]{{0,60}}\bdans (?:son|sa|ses|un|leur) (?:célèbre )?(?:livre|ouvrage|essai|thèse|article|roman)\b"
    rf"|,? (?:l[’']|en |)(?:a |ont )?(?:écri\w+|publi\w+|sign\w+|par\w+ d|théoris\w+|défini\w+|forg\w+|invent\w+|"
    rf"montr\w+|"
    rf"conç\w+|décri\w+|soutien\w+|évoqu\w+|appel\w+|introdui\w+|distingu\w+|développ\w+|analys\w+)\b"
    rf"[^.;\n]{{0,60}}\b(?:dès|en|vers|depuis) {_YEAR}\b"
    rf"|,? (?:a |ont )?(?:écri\w+|publi\w+|sign\w+)\s(?:«|un (?:livre|ouvrage|essai|article|roman)|une (?:tribune|"
    rf"préface|thèse)"
    rf"|{_CAPITAL}\w+ (?:et|de|du|sans|pour|au)\b|chez |aux éditions)"
    r"| (?:l[’']écrivait|écrivait (?:déjà|que)|a théorisé|théorise|a forgé|a conceptualisé)\b"
    r"|[^.;:\n]{0,20}\bdonné son nom à\b|,? (?:prix Nobel|lauréate? du prix)\b"
)
_NEAR = re.compile(
    r"\b(?:parue?s?|auteure?s? (?:de|d[’'])|autrices? (?:de|d[’'])|théorici\w+|économistes?|sociologues?|"
    r"philosophes?|éditions|"
    r"préface\w*|bibliographie|et al\b|penseu\w+|intellectuel\w*)\b",
    re.IGNORECASE,
)
_IDEA_BEFORE = re.compile(
    r"\b(?:propos|défend|théoris|forg|imagin|défini|développ|port)\w{0,4} par $|\bappel (?:de |d[’'])$"
)
_IDEA_AFTER = re.compile(
    r" (?:appelle (?:à|les|la|le)|voit dans|défend|soutient que|définit|distingue|montre que|plaide)\b"
)
_STUDY_NEAR = re.compile(
    r"\b(?:étude|publication|rapport|essai|recherche) (?:du|de la|de l[’']|des) (?:[Ll][’'])?(?=[A-ZÉ])"
)
BEFORE = 160
"""Characters before a name, on its line, in which a role with its complements, or a work with its title, stands."""
_NEAR_WITHIN = 90
"""Characters around a full name in which a book or a publisher makes an author of it."""
_STUDY_WITHIN = 220
"""Characters around a name that defends an idea, in which the study that holds this idea is named."""
ROLE_REACH = 50_000
"""Characters around the first place of a name in which its role is looked for: some twenty printed pages."""
_FIRM_WORDS = """
meubles transports services industries batiment couverture plomberie electricite chauffage traiteur fleurs voyages
automobiles conseil consulting formation solutions freres fils environnement energies paysage recyclage developpement
groupe holding productions production editions immobilier textile textiles associes
"""
_FIRM = frozenset(_FIRM_WORDS.split())
"""Folded words that end the name of a firm, not that of a person."""


@cache
def public_names() -> frozenset[str]:
    """Return the folded full names of `public_persons.txt`, each also as an initial and its family name."""
    names: set[str] = set()
    for line in files("ingest").joinpath("public_persons.txt").read_text(encoding="utf-8").splitlines():
        for name in () if line.startswith("#") else line.split(","):
            first, _, family = fold(name.strip()).partition(" ")
            names |= {f"{first} {family}", f"{first[:1]}. {family}"} if family else set()
    return frozenset(names)


def is_public_name(name: str) -> bool:
    """Tell whether a full name is known to all, or is that of a firm."""
    words = fold(name.replace("'", "’")).replace("’", "'").split()
    if words and words[-1] in _FIRM:
        return True
    known = public_names()
    return any(" ".join(words[start:]) in known for start in range(min(len(words) - 1, 2)))


class PublicRoles:
    """Tell which full names a text gives a public role, at any of their places."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, bool] = {}

    def holds(self, start: int, end: int) -> bool:
        """Tell whether the name `text[start:end]` is public by strong evidence, within `ROLE_REACH` of a place."""
        name = self._text[start:end]
        if name not in self._known:
            self._known[name] = is_public_name(name) or any(map(self._is_given, self._places(name, start)))
        return self._known[name]

    def seems(self, start: int, end: int) -> bool:
        """Tell whether the words around a name speak of books, or whether a study defends its idea at one place."""
        near = self._line(start, end, _NEAR_WITHIN)
        return any(map(_NEAR.search, near)) or any(map(self._has_an_idea, self._places(self._text[start:end], start)))

    def _places(self, name: str, first: int) -> Iterator[tuple[int, int]]:
        last = first + ROLE_REACH
        start = self._text.find(name, max(0, first - ROLE_REACH), last)
        while start >= 0:
            yield start, start + len(name)
            start = self._text.find(name, start + len(name), last)

    def _line(self, start: int, end: int, within: int) -> tuple[str, str]:
        """Return what stands before and after a place on its line, `within` characters at most."""
        first = max(self._text.rfind("\n", 0, start) + 1, start - within)
        return self._text[first:start], self._text[end : end + within].split("\n", maxsplit=1)[0]

    def _is_given(self, place: tuple[int, int]) -> bool:
        before, after = self._line(*place, BEFORE)
        if _ROLE_AFTER.match(after) or _WORK_AFTER.match(after):
            return True
        return any(one.search(before) for one in (_ROLE_BEFORE, _CALLED, _WORK_OF, _MADE_BY, _READING, _IN_WORK_BEFORE))

    def _has_an_idea(self, place: tuple[int, int]) -> bool:
        before, after = self._line(*place, _STUDY_WITHIN)
        has_idea = _IDEA_BEFORE.search(before) or _IDEA_AFTER.match(after)
        return bool(has_idea and (_STUDY_NEAR.search(before) or _STUDY_NEAR.search(after)))
