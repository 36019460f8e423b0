"""The French of the page that explains the widget."""

ORIGIN = "{origin}"
"""Stands for the address of the server in the lines to copy."""

TITLE = "Mettre l’assistant sur votre site"
LEAD = "Deux lignes à coller. Rien d’autre à installer, aucun cookie, aucun service tiers."
SKIP = "Aller au contenu"
FOOT = "Cette page ne garde rien et ne fixe aucun cookie."
COPY = "Copier"
COPIED = "Copié"
REFUSED = "La copie est refusée par le navigateur : le texte est sélectionné."

SNIPPET_HEADING = "Les lignes à coller"
SNIPPET = (
    "Avant la fin du corps de vos pages : un bouton paraît en bas, à droite. Sans script, un simple lien le remplace."
)
SNIPPET_LINES = """<script src="{origin}/widget.js" defer></script>
<noscript><a href="{origin}/">Interroger l’assistant EFC</a></noscript>"""
ELEMENT = (
    "Ou bien à l’endroit de votre choix, dans le fil de la page. Le lien écrit dans l’élément sert à qui n’a pas de "
    "script, et si le nôtre ne vient pas."
)
ELEMENT_LABEL = "Les lignes, dans le fil de la page"
ELEMENT_LINES = """<efc-assistant position="inline" label="Interroger l’assistant">
  <a href="{origin}/">Interroger l’assistant EFC</a>
</efc-assistant>
<script src="{origin}/widget.js" defer></script>"""
LINK = "Interroger l’assistant EFC"

PREVIEW_HEADING = "L’essayer"
PREVIEW = "Le voici, tel qu’il sera chez vous. Échap le ferme ; il ne masque ni ne bloque votre page."

ADMISSION_HEADING = "Admettre votre site"
ADMISSION = (
    "Le bouton se charge de partout, mais l’assistant ne répond qu’aux sites admis. Qui tient ce serveur y inscrit le "
    "vôtre ; tant que ce n’est pas fait, le visiteur lit pourquoi et reçoit un lien vers la page de l’assistant."
)
ADMISSION_LINES = "EFC_ALLOWED_ORIGINS=https://www.votre-site.example"

POLICY_HEADING = "Si votre site a une politique de sécurité (CSP)"
POLICY = "Ajoutez ce serveur à deux directives, et à aucune autre :"
POLICY_LINES = """script-src {origin};
connect-src {origin};"""
POLICY_NOTES = (
    "Ni « unsafe-inline » ni « unsafe-eval » : les styles sont construits par le script, sans balise ni attribut, et "
    "style-src, img-src et font-src restent comme ils sont.",
    "Avec un nonce et « strict-dynamic », mettez le nonce sur la balise script : ce qu’elle charge est alors admis.",
    "« require-trusted-types-for 'script' » convient : aucun texte n’est jamais lu comme du code ni comme du balisage.",
    "Une page en https demande un assistant en https.",
)

OPTIONS_HEADING = "Réglages"
OPTIONS_LEAD = 'Sur <efc-assistant>, en attributs ; sur la balise script, précédés de « data- » (data-theme="light").'
OPTION_COLUMNS = ("Réglage", "Ce qu’il fait")
OPTIONS = (
    ("label", "Les mots du bouton."),
    (
        "position",
        "right (par défaut), left, ou inline : là où se tient l’élément. Sur la balise script, none : aucun bouton.",
    ),
    ("theme", "light garde des couleurs claires ; sinon, celles que le visiteur préfère."),
    ("language", "fr ou en ; sinon, la langue de votre page si c’est l’anglais, le français autrement."),
    ("place", "Un lieu d’où partir : une ville, un département ou une région."),
    ("persona", "newcomer, entreprise, collectivite, association ou animateur."),
)

PRIVACY_HEADING = "Ce qu’il fait, ce qu’il ne fait pas"
PRIVACY = (
    "Avant qu’on s’en approche, il ne charge que son bouton. Il ne garde rien dans le navigateur, et n’a aucun cookie.",
    "Il ne parle qu’à ce serveur. La question lui est envoyée, avec le nom de votre site, sans l’adresse de la page.",
    "Il montre les mêmes phrases et les mêmes sources que la page, chaque phrase factuelle avec son passage exact.",
    "Il vit dans un arbre à part (shadow DOM) : vos styles ne l’atteignent pas, les siens ne touchent pas votre page.",
    "Il s’utilise au clavier, avec un lecteur d’écran, agrandi à 400 %, en couleurs forcées, et sans animation pour "
    "qui le demande.",
)

FRAME_HEADING = "Et dans un cadre (iframe) ?"
FRAME = (
    "Non : aucune page de ce serveur ne s’affiche dans un cadre (frame-ancestors 'none'), pour que nulle autre ne "
    "puisse faire cliquer à l’insu du visiteur. Si vous ne pouvez pas mettre de script, un lien suffit."
)
