"""Everyday words that say the same in a question and in a document, and words that say little.

The words of the field have their own names in the lexicon; these are the ordinary ones, by class.
"""

from functools import cache

from assistant.french import analyse, word_set

_GROUPS = (
    "créer fonder lancer création fondation lancement naître né naissance birth born founded created",
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
    "rencontre réunion séance session visio webinaire échange rendez-vous meeting visioconférence",
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
    "diriger dirigeant piloter pilotage pilote responsable lead leader led",
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
    "critère condition caractéristique criterion criteria",
    "région region",
    "pays country",
    "année an year",
    "liste list",
    "université university",
    "monnaie currency",
    "local locale",
    "labo laboratoire laboratory",
    "écrire écrit rédiger rédigé rédigée written",
    "third troisième",
    "second deuxième",
    "économie économique economy economic",
    "écologie écologique environnement environnemental ecological",
    "social sociale",
    "retenir retenu retient retiennent retenue retenus retenues sélection sélectionner sélectionné",
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
    "comprendre comprend inclut inclure contient contenir regroupe regrouper recouvre composer composé",
    "reconnaître reconnaissance reconnu recognise recognised recognized recognition",
    "offre offer proposition",
    "étranger international abroad foreign",
    "énumérer liste nommer",
    "article page billet texte",
    "sigle acronyme abréviation acronym",
    "partenaire partner",
    "fournisseur supplier",
    "client customer",
    "ferme farm",
    "bois wood",
    "haie hedge",
    "durée duration length",
    "projet project",
    "enjeu stake issue challenge",
    "acteur actor stakeholder",
    "territoire territory area local",
    "question questions",
    "atelier workshop",
    "initiative démarche dynamique initiative",
    "échelle scale",
    "valeur value",
    "chaîne chain",
    "ressource resource immatériel intangible immaterial",
    "agriculteur paysan farmer",
    "jus juice pomme apple",
    "membre adhérent member",
    "emploi poste job",
    "état state government gouvernement",
    "coopérer coopération coopératif cooperation",
)

LIGHT_WORDS = word_set(
    "faire fait faites font servir sert mettre met passer utiliser utilise utilisent utilise avoir etre aller va "
    "vont aider permettre permet permettent monter proposer propose proposent offrir offre compter compte "
    "comporter prevoir prevu prevue concerner concerne designer recouvrir couvre couvrir cover covers appeler "
    "appelle appelles appelez nommer situer situe trouver retrouver voir regarder penser pense pensez croire "
    "croit arriver arrive venir vient donner tenir tient porter rester devenir devient chose choses truc machin "
    "facon maniere genre type sorte cas point aspect partie ensemble principal principale principaux premier "
    "premiere dernier derniere grand grande petit bon bonne meilleur nouveau important interessant utile "
    "aujourd'hui maintenant actuellement deja encore toujours jamais souvent personne personnes gens quelqu'un "
    "monde quelque selon propos cite citee cites citees evoque evoquee mentionne mentionnee decrit document "
    "documents corpus texte page source sources site information informations info infos detail details idee "
    "idees role sujet question questions reponse existe existent debuter place jouer joue attendre attend attendu "
    "specifique precis precise exact possible necessaire different differents differentes prendre prend juste "
    "seul seule work works cover use used make made get say said good main most many tourner tourne adresser "
    "adresse accompagner accompagne marcher marche fonctionner durer dure duree apporter apporte ajouter rendre "
    "rend suivre suit vivre agir obtenir produire reussir reussi essayer tenter changer change comprendre "
    "comprend montrer montre presenter presente presentent rappeler rappelle raconter raconte resumer lister "
    "preciser indiquer indique finir finit terminer terminee commencer commence debuter demarrer continuer "
    "arreter reprendre repris integrer integre attendre attendus attendue recevoir envoyer ouvrir fermer entrer "
    "sortir partir monter descendre trouver chercher cherche falloir fallait pouvoir devoir vouloir veut voulez "
    "vouloir souhaiter demander demande reprocher servir laisser laissons mesurer compléter completent completer "
    "complement rapport lien relation opposition exactement vraiment concretement simple simplement clair court "
    "courte bref vite rapide rapidement probleme difference liste complete ensemble suivant suivante apres avant "
    "pendant deja aussi notamment surtout plutot assez tres trop peu bien mal mieux pire etre avoir ete etait "
    "seraient serait nous vous on moi toi lui eux leur leurs notre votre nos vos mon ton son ma ta sa mes tes ses "
    "include includes including inclut inclus suffit suffire suffisent traiter traite doit doivent droit around "
    "about between within during still whats meant open play plays playing with from into onto than then also "
    "more most vais vas va allons allez vont vit vivent bosser bosse bosses collegue collegues soir faut fois "
    "chez dedans oui non sous thune fric sou truc bidule pareil autre autres certain certains certaine plusieurs "
    "chaque tout tous toute toutes niveau cadre contexte domaine matiere terme mot notion concept idee objet "
    "point question annonce annoncee annoncees citer citez nomme nommes evoquer evoques evoquees explorer "
    "explorees enumerer enumerees participer proposees is are was were have has had do does did can could will "
    "would should may might long there their them they it its this these that those who what which when where why "
    "how much many one two some any each other another name tell explain sentence called exist exists existed "
    "start started start help helps support supports role mean means year place places study visited"
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
