"""Everyday words that say the same in a question and in a document, and words that say little.

The words of the field have their own names in the lexicon; these are the ordinary ones, by class.
"""

from functools import cache

from assistant.french import analyse

_GROUPS = (
    "créer fonder lancer création fondation lancement naître né",
    "aider soutenir appuyer soutien appui aide accompagner",
    "but objectif finalité vise viser visée ambition",
    "argent financement financer financièrement budget fonds revenu payer paiement paie paient paye verse verser",
    "entreprise société firme boîte pme company companies firm business",
    "ville commune municipalité mairie town city",
    "collectivité élu territoire local authority authorities",
    "début commencement origine départ commencer commence démarrer start began",
    "durée durer temps longtemps",
    "avantage bénéfice bienfait intérêt atout benefit",
    "problème difficulté obstacle frein limite",
    "lien rapport relation link",
    "changement transformation transformer évolution changer évoluer change",
    "groupe collectif équipe group",
    "rencontre réunion séance session visio webinaire échange meeting",
    "animer animation animateur animatrice facilitateur facilitation facilitator",
    "participer participation participant",
    "travailler travail emploi métier work job",
    "apprendre former formation apprentissage training",
    "outil support instrument grille tool",
    "méthode démarche approche façon manière method approach",
    "étude enquête recherche rapport study",
    "santé soin soigner health",
    "manger alimentation alimentaire nourriture food",
    "logement habitat habiter housing",
    "transport mobilité déplacer déplacement mobility",
    "parent parentalité",
    "nouveau nouveauté innovation innover innovant",
    "exemple cas illustration example",
    "étape phase temps step stage",
    "réseau network",
    "adhérer adhésion rejoindre adhérent membre join member",
    "diriger dirigeant piloter pilotage pilote responsable lead leader",
    "préalable condition prérequis",
    "richesse ressource resource",
    "partager partage mutualiser mutualisation share",
    "citoyen habitant citizen",
    "association associatif asso nonprofit",
    "lieu endroit place",
    "nombre chiffre",
    "bibliographie lecture vidéo ressource lire",
    "novice débutant newcomer beginner",
    "confiance trust",
    "gouvernance décision décider governance",
    "risque danger risk",
    "définition définir define",
    "critère condition criterion criteria",
    "région region",
    "pays country",
    "année an year",
    "liste list",
    "université university",
    "monnaie currency",
    "local locale",
    "économie économique economy economic",
    "écologie écologique environnement environnemental ecological",
    "social sociale",
    "retenir retenu retient retiennent retenue",
    "obtenir obtenu obtient obtiennent",
    "venir venu vient viennent provenir",
    "connaître connu connaissance",
    "apparaître apparu apparition",
    "lire lu lecture",
    "choisir choix choisi",
    "décrire décrit description",
    "permettre permis permet",
    "construire construit construction bâtir bâtissent",
    "produire produit production",
    "inscrire inscrit inscription",
    "répondre réponse répond",
    "coopérer coopération coopératif cooperation",
)

LIGHT_WORDS = frozenset(
    "faire fait faites font servir sert mettre met passer utiliser utilise utilisent utilise avoir etre aller va vont aider "
    "permettre permet permettent monter proposer propose proposent offrir offre compter compte comporter prevoir prevu prevue "
    "concerner concerne designer recouvrir couvre couvrir cover covers appeler appelle appelles appelez nommer situer situe trouver retrouver "
    "voir regarder penser pense pensez croire croit arriver arrive venir vient donner tenir tient porter rester devenir devient "
    "chose choses truc machin facon maniere genre type sorte cas point aspect partie ensemble principal principale principaux "
    "premier premiere dernier derniere grand grande petit bon bonne meilleur nouveau important interessant utile "
    "aujourd'hui maintenant actuellement deja encore toujours jamais souvent "
    "personne personnes gens quelqu'un monde quelque selon propos cite citee cites citees evoque evoquee mentionne mentionnee decrit "
    "document documents corpus texte page source sources site information informations info infos detail details "
    "idee idees role sujet question questions reponse existe existent debuter place jouer joue attendre attend attendu "
    "specifique precis precise exact possible necessaire different differents differentes prendre prend juste seul seule "
    "work works cover use used make made get say said good main most many".split()
)
"""Folded words that carry little of a question's subject."""


@cache
def light_stems() -> frozenset[str]:
    """Return the stems of the words that carry little of a question's subject."""
    return frozenset(stem for word in LIGHT_WORDS for stem in analyse(word))


@cache
def _table() -> dict[str, tuple[frozenset[str], ...]]:
    table: dict[str, tuple[frozenset[str], ...]] = {}
    for group in _GROUPS:
        stems = list(dict.fromkeys(stem for word in group.split() for stem in analyse(word)[:1]))
        for stem in stems:
            others = tuple(frozenset([other]) for other in stems if other != stem)
            table[stem] = (*table.get(stem, ()), *others)
    return table


def interchangeable(stem: str) -> tuple[frozenset[str], ...]:
    """Return the other stems that may stand for one in a document, each as a form of its own."""
    return _table().get(stem, ())
