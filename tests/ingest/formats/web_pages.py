"""Pages as the programs of small organisations write them: same article, around it what each adds."""

from collections.abc import Callable
from dataclasses import dataclass

TITLE = "Le four du village"
PARAGRAPHS = (
    "Le four du village cuit le pain de douze familles, qui se partagent le bois et les tours de garde.",
    "Chaque famille apporte sa farine le vendredi soir, et repart avec ses miches le samedi avant midi.",
)
FILLING = (
    "Une saison après l’autre, les habitants ont appris à régler la chaleur de la voûte et à prévoir la braise.",
    "Les écoles du canton viennent voir la fournée, et chaque enfant façonne un petit pain qu’il emporte chez lui.",
    "La commune fournit les fagots, les familles fendent le bois, et un cahier dit à qui revient la prochaine flambée.",
)
KEPT = (
    *PARAGRAPHS,
    "## Les étapes",
    "- Allumer la braise",
    "- Enfourner les miches",
    "| Mois | Fournées |",
    "| Mai | Quatorze |",
)


def article(*, long: bool) -> str:
    """Return the article as HTML: paragraphs, a list, a table; `long` enough for statistics when asked."""
    more = "".join(f"<p>{one} (semaine {week})</p>" for week in range(8) for one in FILLING) if long else ""
    return (
        f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{more}<h2>Les étapes</h2>"
        "<ul><li>Allumer la braise</li><li>Enfourner les miches</li></ul>"
        "<table><tr><th>Mois</th><th>Fournées</th></tr><tr><td>Mai</td><td>Quatorze</td></tr></table>"
    )


@dataclass(frozen=True, slots=True)
class Site:
    """A way of publishing, and the words around the article that must not be read."""

    page: Callable[[str], str]
    furniture: tuple[str, ...]


def _wordpress(body: str) -> str:
    return f"""<!DOCTYPE html><html lang="fr"><head><title>{TITLE} – Les voisins</title>
<meta property="og:site_name" content="Les voisins"></head><body class="post-template single">
<a class="skip-link screen-reader-text" href="#content">Aller au contenu</a>
<div id="masthead" class="site-header"><div class="site-title">Les voisins du canton</div>
<div class="main-navigation"><ul class="menu"><li><a href="/">Nos rendez-vous</a></li><li><a href="/b">Boutique</a></li>
</ul></div></div>
<div class="yoast-breadcrumbs breadcrumb"><a href="/">Début</a> » <a href="/v">Vie locale</a> » {TITLE}</div>
<div id="content"><div class="entry"><h1 class="entry-title">{TITLE}</h1>
<div class="entry-meta">Rangé dans <a href="/c">Vie locale</a></div>
<div class="entry-content">{body}
<div class="sharedaddy sd-sharing-enabled"><h3>Faites passer le mot</h3><ul><li>Gazouilleur</li></ul></div>
<div id="jp-relatedposts"><h3>Dans la même veine</h3><p>Le lavoir rénové</p></div></div></div></div>
<div id="secondary" class="widget-area sidebar"><h2>Billets récents</h2><ul><li>La mare aux canards</li></ul></div>
<div id="cookie-notice" class="cookie-notice-hidden"><p>Nous posons des traceurs avec votre accord.</p>
<a>D’accord</a></div><div class="cmplz-cookiebanner">Réglage des traceurs</div>
<div id="colophon" class="site-footer"><p>Fièrement propulsé par un moteur de blogue</p></div></body></html>"""


def _spip(body: str) -> str:
    return f"""<!DOCTYPE html><html><head><title>{TITLE} - Canton</title><meta name="generator" content="SPIP 4.2">
</head><body id="top" class="pas_surlignable page_article"><div class="page"><div class="entete" id="entete">
<strong id="nom_site_spip">Canton en fête</strong><div class="formulaire_spip formulaire_recherche">Chercher ici</div>
</div><div class="barre-nav menu-conteneur" id="nav"><ul class="menu-liste"><li>Agenda du canton</li></ul></div>
<div class="main"><div class="wrapper hfeed" id="conteneur"><div class="content" id="contenu">
<p class="arbo fil-ariane"><a href="/">Seuil</a> &gt; <a href="/r">Rubrique pain</a></p>
<div class="cartouche"><h1 class="crayon article-titre-3">{TITLE}</h1></div>
<div class="texte surlignable">{body}</div>
<div class="menu_articles"><h2>Dans la même rubrique</h2><ul><li>Le moulin d’amont</li></ul></div>
</div></div><div class="aside secondary"><div class="liste rubriques">Tour des rubriques</div></div></div>
<div class="pied" id="pied"><p class="colophon">Squelette du canton, carte des lieux</p></div></div></body></html>"""


def _google_sites(body: str) -> str:
    return f"""<!DOCTYPE html><html><head><title>Le coin des voisins - {TITLE}</title>
<meta property="og:site_name" content="Le coin des voisins"></head><body dir="ltr" class="yxgWrb">
<div class="fktJzd" data-top-navigation="true"><div jsname="ihoMLd" role="navigation"><ul role="navigation">
<li><a href="/accueil">Page de garde</a></li><li><a href="/four">Nos fours</a></li></ul></div>
<div role="button">Ouvrir le volet</div></div>
<div role="banner" class="QTKDff"><p>Bandeau du coin</p></div>
<div role="main"><section><div class="tyJCtd"><h1 id="h.a1">{TITLE}</h1></div></section>
<section><div class="tyJCtd mGzaTb">{body}</div></section></div>
<div role="contentinfo"><p>Signaler un abus du service</p></div></body></html>"""


def _mediawiki(body: str) -> str:
    body = body.replace(
        "<h2>Les étapes</h2>",
        '<div class="mw-heading"><h2>Les étapes</h2><span class="mw-editsection">[remanier le code]</span></div>',
    )
    return f"""<!DOCTYPE html><html><head><title>{TITLE} — Wiki des fours</title></head>
<body class="mediawiki ns-0 skin-vector"><div id="mw-page-base"></div><div id="content" class="mw-body" role="main">
<h1 id="firstHeading" class="firstHeading">{TITLE}</h1><div id="bodyContent" class="vector-body">
<div id="siteSub" class="noprint">Un wiki pour les fours</div><div id="contentSub"></div>
<a class="mw-jump-link" href="#mw-head">Sauter au menu</a>
<div id="mw-content-text"><div class="mw-parser-output"><div id="toc" class="toc" role="navigation"><h2>Sommaire</h2>
<ul><li class="toclevel-1">1 Plan de la page</li></ul></div>{body}
<table class="navbox"><tr><td>Palette des fours du monde</td></tr></table></div></div>
<div class="printfooter">Récupérée de l’adresse du wiki</div><div id="catlinks" class="catlinks">Rangement : Fours</div>
</div></div><div id="mw-navigation"><div id="p-personal" role="navigation">Se faire un compte</div>
<div id="mw-panel"><div class="portal">Page au hasard</div></div></div>
<div id="footer" role="contentinfo"><ul id="footer-info"><li>Dernière retouche ce printemps</li></ul></div>
</body></html>"""


def _yeswiki(body: str) -> str:
    return f"""<!DOCTYPE html><html><head><title>Canton : LeFour</title></head><body>
<div id="yw-container"><div id="yw-topnav" class="navbar navbar-default"><ul class="nav navbar-nav">
<li><a href="?PagePrincipale">Départ</a></li><li><a href="?Fours">Les fours voisins</a></li></ul></div>
<div id="yw-header"><h2>Bandeau du canton en commun</h2></div>
<div class="container yw-main"><div class="page yeswiki-page-content"><h1>{TITLE}</h1>{body}
<div class="footer hidden-print">Retoucher la page, voir les versions</div></div></div>
<div id="yw-footer" class="footer"><p>Propulsé par un galopin de wiki</p></div></div></body></html>"""


def _newsletter(body: str) -> str:
    cells = body.replace("</p><p>", '</p></td></tr><tr><td style="padding:4px"><p>')
    return f"""<html><head><title>{TITLE}</title></head><body style="margin:0"><div style="display:none;max-height:0">
Aperçu caché du courrier</div><table width="100%" role="presentation"><tr><td align="center">
<table width="600" cellpadding="0"><tr><td class="preheader" style="font-size:11px">
<a href="https://lettre.exemple.org/v">Voir cette lettre dans le navigateur</a></td></tr>
<tr><td><img src="logo.png" alt="Logo du canton"></td></tr><tr><td><h1>{TITLE}</h1></td></tr>
<tr><td>{cells}</td></tr>
<tr><td class="footer"><p>Vous recevez ce message parce que vous êtes abonné.</p>
<p><a href="https://lettre.exemple.org/u">Se désabonner</a> | <a href="https://lettre.exemple.org/p">Gérer mes
préférences</a></p></td></tr></table></td></tr></table></body></html>"""


SITES: dict[str, Site] = {
    "wordpress": Site(
        _wordpress,
        (
            "Aller au contenu", "Les voisins du canton", "Nos rendez-vous", "Boutique", "Vie locale", "Gazouilleur",
            "Faites passer", "même veine", "lavoir", "Billets récents", "canards", "traceurs", "propulsé",
        ),
    ),
    "spip": Site(
        _spip,
        ("Canton en fête", "Chercher ici", "Agenda du canton", "Seuil", "Rubrique pain", "même rubrique", "moulin",
         "Tour des rubriques", "Squelette"),
    ),
    "google_sites": Site(
        _google_sites, ("Page de garde", "Nos fours", "Ouvrir le volet", "Bandeau du coin", "Signaler")
    ),
    "mediawiki": Site(
        _mediawiki,
        ("remanier le code", "Un wiki pour", "Sauter au menu", "Sommaire", "Plan de la page", "Palette", "Récupérée",
         "Rangement", "Se faire un compte", "Page au hasard", "Dernière retouche"),
    ),
    "yeswiki": Site(_yeswiki, ("Départ", "fours voisins", "Bandeau du canton", "Retoucher la page", "galopin")),
    "newsletter": Site(
        _newsletter,
        ("Aperçu caché", "dans le navigateur", "Logo", "abonné", "désabonner", "préférences"),
    ),
}  # fmt: skip
