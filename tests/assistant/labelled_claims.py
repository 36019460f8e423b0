"""Claims as a chat model words them, labelled by hand over the shipped corpus: which ones their note supports.

Each is (note, claim). The faithful ones reword one place of the note; the others stitch two places, change who, how
many or how sure, or add a cause, an opinion, a piece of general knowledge.
"""

_EU, _ECT, _NOE = "effets-utiles.md", "ecosysteme-cooperatif-territorialise.md", "club-noe.md"
_POMMES, _AGORA, _BOIS = "3-pommes-epagnoles.md", "agora-du-ternois.md", "chaufferie-bois-et-haies.md"
_ECO, _PANTIN, _COOP, _VELO = (
    "ecopole-alimentaire-d-audruicq.md",
    "pantin-et-les-mutuelles.md",
    "projets-coopter.md",
    "velo-ecoles-et-caf.md",
)

FAITHFUL = (
    (_EU, "Les effets utiles désignent les bénéfices d’une activité pour ses usagers et pour d’autres acteurs."),
    (_EU, "Le Club Inné élargit les effets utiles à d’autres acteurs qui profitent indirectement de l’activité."),
    (_EU, "Une externalité est un effet que le prix laisse de côté, alors qu’un effet utile est recherché."),
    (_EU, "Aucun document lu ne donne de méthode pour chiffrer un effet utile."),
    (_EU, "Chercher qui bénéficie d’un effet utile aide à bâtir le modèle économique d’un ECT."),
    (_ECT, "Un ECT est un collectif d’acteurs d’un même territoire qui construisent une économie de coopération."),
    (
        _ECT,
        "Un ECT réunit des entreprises, des collectivités, des services de l’État, des associations et des citoyens.",
    ),
    (_ECT, "Construire un ECT prend plusieurs années et demande une confiance préalable."),
    (_ECT, "Pour le Club Inné, une légumerie est une brique de la réponse et non la visée."),
    (_ECT, "Un territoire peut commencer par repérer son déjà-là puis choisir un enjeu à travailler ensemble."),
    (_NOE, "Le Club Noé est une association qui fait connaître l’EFC et accompagne ses adhérents."),
    (_NOE, "D’après deux articles de presse, le Club Noé a été créé en 2013 par le CJD et ses partenaires."),
    (_NOE, "Le Club Noé propose un atelier de découverte gratuit en ligne et une journée d’initiation à Lille."),
    (_NOE, "Aucun tarif d’adhésion au Club Noé ne figure dans ce corpus."),
    (_POMMES, "Les 3 Pommes Épagnoles valorisent les pommes des habitants en jus et en farine."),
    (_POMMES, "L’initiative a commencé en association en 2017 avant de devenir une SCIC."),
    (_POMMES, "Selon la Banque des Territoires, le pressoir communal a produit 72 000 litres de jus en quatre ans."),
    (_AGORA, "L’Agora du Ternois réunit des métiers très différents autour des besoins essentiels du territoire."),
    (_AGORA, "Elle travaille sur l’alimentation, le logement, la santé, la culture et la mobilité."),
    (_BOIS, "Le partage des gains d’une chaufferie bois est présenté par le Club Inné comme une piste à travailler."),
    (_BOIS, "La source ne nomme ni commune, ni chaufferie, ni montant."),
    (_ECO, "L’Écopôle d’Audruicq est installé dans une ancienne ferme achetée par la communauté de communes."),
    (_ECO, "Selon son propre récit, le projet remonte à 2010 et son démarrage à 2011."),
    (_PANTIN, "Rien n’établit un paiement des mutuelles à Pantin : elles sont seulement « intéressées »."),
    (_PANTIN, "Une mutuelle a un intérêt à ce que la santé de la population s’améliore."),
    (_COOP, "Le programme COOP’TER a été lancé fin 2020 et treize projets ont été retenus."),
    (_COOP, "Le financement COOP’TER est désormais fermé, selon le Club Inné."),
    (_VELO, "La CAF s’intéresse au soutien à la parentalité que le vélo peut apporter."),
)
"""What a model that keeps to the rules writes."""

UNFAITHFUL = (
    (_EU, "Les effets utiles sont les bénéfices financiers versés par les mutuelles et la CAF aux usagers."),
    (_EU, "Les effets utiles permettent aux entreprises de réduire leurs coûts et de gagner des parts de marché."),
    (_EU, "La caisse d’allocations familiales finance les effets utiles de la chaufferie bois à Pantin."),
    (_EU, "Les effets utiles se mesurent avec des indicateurs de satisfaction des usagers."),
    (_ECT, "Un ECT est une association loi 1901 créée par une collectivité pour gérer un service public."),
    (_ECT, "Un ECT garantit la création d’emplois durables sur le territoire."),
    (_ECT, "L’Écopôle d’Audruicq a été monté en quelques mois grâce aux citoyens et aux services de l’État."),
    (_ECT, "La gouvernance réflexive d’un ECT demande plusieurs années de confiance préalable et un budget type."),
    (_NOE, "Le Club Noé accompagne les entreprises des Hauts-de-France vers la neutralité carbone."),
    (_NOE, "Le Club Noé est financé par la CCI Grand Lille et par Réseau Alliances."),
    (_NOE, "Le Club Noé a doublé le nombre de ses adhérents depuis son atelier de découverte."),
    (_NOE, "L’adhésion au Club Noé coûte 150 euros par an."),
    (_POMMES, "Les 3 Pommes Épagnoles vendent leur jus aux cantines scolaires de l’Eure."),
    (_POMMES, "Le pressoir communal a été financé par la Banque des Territoires et la Région."),
    (_POMMES, "La farine de marc de pomme est produite en association avec France 3 Normandie."),
    (_AGORA, "L’Agora du Ternois a permis à un notaire et un agriculteur de créer une entreprise commune."),
    (_AGORA, "L’Agora du Ternois a amélioré l’accès au logement et à la santé des habitants."),
    (_BOIS, "La chaufferie bois a permis aux agriculteurs d’augmenter leurs revenus grâce aux haies."),
    (_BOIS, "Le Club Inné a construit une chaufferie bois avec la SCIC Bois Bocage Énergie."),
    (_ECO, "L’Écopôle emploie des agriculteurs du Réseau Cocagne dans une légumerie moderne."),
    (_ECO, "La communauté de communes a vendu une ancienne ferme aux Anges Gardins."),
    (_PANTIN, "Des mutuelles versent de l’argent à Pantin pour améliorer la santé des habitants."),
    (_PANTIN, "L’exemple de Pantin montre que la prévention coûte moins cher que les soins."),
    (_COOP, "COOP’TER est un dispositif d’aide ouvert à toutes les collectivités."),
    (_COOP, "Les treize projets de COOP’TER ont reçu chacun une aide de la coopérative baObab."),
    (_VELO, "La CAF paie les vélo-écoles pour les cours donnés aux familles."),
    (_VELO, "Apprendre le vélo renforce la confiance en soi des parents et des enfants."),
    (_VELO, "L’affaire d’Audincourt est un exemple d’effet utile cité par le Club Inné."),
)
"""What a model adds when it forgets the rules."""

_MARICA, _NORM, _LIVRE, _TERREAU = (
    "marica.md",
    "territoires-normands.md",
    "economies-poetiques.md",
    "association-dynamiques-et-territoires.md",
)

LATER_FAITHFUL = (
    (_MARICA, "Maricá est une ville du Brésil où un séminaire sur l’EFC a présenté un écosystème alimentaire."),
    (_MARICA, "La page du séminaire est publiée par l’organisme local ICTIM."),
    (_MARICA, "Les cas français qui ont inspiré Maricá ne sont pas nommés."),
    (_NORM, "Le Club Inné cite Falaise, Malaunay, Sotteville, Elbeuf et Argentan parmi ses territoires de Normandie."),
    (_NORM, "À Elbeuf, un ECT porte sur la mobilité."),
    (_NORM, "Le Club Inné dit avoir accompagné environ 700 acteurs et une soixantaine de territoires."),
    (_LIVRE, "Économies poétiques est un livre qui raconte dix parcours d’adhérents du Club Noé."),
    (_LIVRE, "Ce livre montre des trajectoires vers l’EFC plutôt qu’une théorie."),
    (_LIVRE, "Le contenu du livre n’a pas été lu pour ces notes."),
    (_TERREAU, "Le terreau fertile est un environnement de confiance et d’habitudes communes qui précède les projets."),
    (_TERREAU, "Le nom de l’association n’a pas pu être vérifié."),
    (_VELO, "La CAF désigne la Caisse d’allocations familiales."),
)
"""Written once the rule was set on the first ones."""

LATER_UNFAITHFUL = (
    (_MARICA, "Les cas français qui ont inspiré Maricá sont nommés dans la page."),
    (_MARICA, "L’exemple de Maricá vient du cycle du Club Inné."),
    (_MARICA, "La ville de Maricá a organisé une semaine de débats à Rio en 2019."),
    (_NORM, "Le Club Inné a accompagné 700 acteurs et 60 territoires."),
    (_NORM, "À Falaise, un ECT est consacré à la mobilité."),
    (_NORM, "La commune de Malaunay a créé la Fabrique des transitions."),
    (_LIVRE, "Économies poétiques est une théorie de l’EFC."),
    (_LIVRE, "Le livre raconte dix entreprises qui ont réussi leur passage à l’EFC."),
    (_LIVRE, "Le prix du livre figure dans le Journal de Noé de janvier 2025."),
    (_TERREAU, "L’association a créé un terreau fertile."),
    (_TERREAU, "Le nom de l’association a été vérifié."),
    (_VELO, "Un paiement de la CAF aux vélo-écoles est établi."),
)
"""Written with them: negations and doubts left out, roles exchanged, two places joined; two of them mended the rule."""
