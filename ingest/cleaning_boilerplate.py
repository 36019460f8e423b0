"""Lines and labels that web pages carry around their text: one named rule for each kind.

The patterns are those of WordPress, SPIP, wikis, blogs and newsletters at large.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.aligned import AlignedText
from ingest.cleaning_log import CleaningLog
from ingest.structure import Line
from ingest.structure_shapes import is_prose

LABEL_LIMIT = 160
"""Characters of the longest label; a longer line is text even when it begins like a label."""

NOTICE_LIMIT = 400
"""Characters of the longest cookie notice on one line."""

_FILE = r"\.(?:png|jpe?g|gif|webp|svg|pdf|docx?|xlsx?|pptx?|odt|ods|odp|mp3|mp4|m4a|ogg|wav|avi|mov|zip|epub)"
_WEIGHT = r"\(?\s?\d+(?:[.,]\d+)?\s?(?:o|ko|mo|go|kb|mb|gb|kio|mio|octets?)\s?\)?"
_DOWNLOAD = re.compile(
    rf"\b(?:télécharger|download|ouvrir|afficher)\s+(?:le |la |l['’]|the )?(?:fichier|document|image|"
    rf"pièce jointe|file)?"
    rf"\s?[\w.%~-]{{1,120}}?{_FILE}(?=[A-ZÀ-Ý]|\W|$)",
    re.IGNORECASE,
)
_INLINE_WEIGHT = re.compile(rf"\s?\((?:pdf|docx?|mp3|mp4|zip|image|audio|vidéo)?\s?[,–-]?\s?{_WEIGHT}\)", re.IGNORECASE)

COMMENT_LABEL = re.compile(
    r"(?:\d{1,4} |nouveau |laisser un |laissez un |ajouter un |poster un |écrire un |votre |aucun |leave a |"
    r"post a |les )?"
    r"(?:commentaires?|comments?|reply|répondre à cet article)(?: \(\d{1,4}\))?\s*[:.]?|"
    r"réagissez à cet article",
    re.IGNORECASE,
)
_RULES = (
    ("file_weight", re.compile(rf".{{0,120}}{_FILE}\b.{{0,60}}{_WEIGHT}\s*", re.IGNORECASE)),
    ("file_name", re.compile(rf"[\w.%~-]{{1,120}}{_FILE}", re.IGNORECASE)),
    ("lone_mark", re.compile(r"[\W_]+")),
    (
        "dangling_link",
        re.compile(
            r"(?:lire|voir|télécharge[rz]|consulte[rz]|retrouve[rz]|cliquez?|cliquer|découvr(?:ir|ez)|"
            r"écoute[rz]|"
            r"visionner|regarde[rz]|accéde[rz]|accédez|inscri(?:re|vez)|pour (?:lire|voir|en savoir plus|"
            r"télécharger)|"
            r"plus d['’]info\w*)\b(?:.{0,80}\W)?(?:ici|click here)(?:\W.{0,60})?",
            re.IGNORECASE,
        ),
    ),
    (
        "share_label",
        re.compile(
            r"(?:partager|partagez|imprimer|envoyer|tweeter|tweet|share|print|j['’]aime|épingler|"
            r"copier le lien)"
            r"(?:\s(?:sur|par|cet|cette|ce|à|cette page|l['’]article)\b.{0,40})?\s*:?"
            r"|(?:facebook|twitter|linkedin|instagram|youtube|whatsapp|mastodon|x|rss|"
            r"e-?mail)(?:\W+(?:facebook|twitter|"
            r"linkedin|instagram|youtube|whatsapp|mastodon|x|rss|e-?mail))*",
            re.IGNORECASE,
        ),
    ),
    (
        "read_more",
        re.compile(r"(?:lire la suite|lire plus|en savoir plus|voir plus|read more|la suite)\W*", re.IGNORECASE),
    ),
    (
        "navigation",
        re.compile(
            r"(?:accueil|home|menu|haut de (?:la )?page|retour(?: en haut| à l['’]accueil| à la liste)?|"
            r"aller au contenu"
            r"(?: principal)?|skip to (?:main )?content|(?:page|article|billet) (?:précédente?|suivante?)|"
            r"précédent|"
            r"suivant|rechercher|recherche|connexion|se connecter|déconnexion|plan du site|mentions légales|"
            r"politique de confidentialité|nous contacter|contactez-nous|flux rss|fermer|"
            r"modifier(?: le code)?|"
            r"(?:modifier \| )?historique|discussion|tous droits réservés.{0,60}|©.{0,100}|"
            r"(?:accueil|home) ?[>\u203a»/|].{1,140})\W*",
            re.IGNORECASE,
        ),
    ),
    (
        "cookie_notice",
        re.compile(
            r"(?=.*\bcookies?\b).*\b(?:accepte[rz]?|refuse[rz]?|paramétr\w+|utilis\w+|consent\w+|"
            r"préférences)\b.*",
            re.IGNORECASE,
        ),
    ),
    (
        "newsletter_label",
        re.compile(
            r"(?:(?:pour |cliquez ici pour )?(?:voir|afficher|ouvrir|lire|consulter|visualiser)\b.{0,60}"
            r"\b(?:dans (?:le|votre|un) navigateur|version en ligne|en ligne)|version en ligne|"
            r"view (?:this|it)\b.{0,40}\bbrowser|"
            r"(?:se |me )?(?:désabonner|désinscrire)|désabonnement|désinscription|unsubscribe|"
            r"désabonnez-vous(?:\W.{0,40})?|"
            r"(?:pour |cliquez ici pour )?(?:se |me |vous |ne plus )(?:désabonner|désinscrire|recevoir)\b.{0,60}"
            r"\b(?:lettre|liste|newsletter|messages?|cliquez|cliquer|lien|ici)(?:\W.{0,30})?|"
            r"gérer (?:mes|vos) préférences|vous (?:recevez|avez reçu) (?:ce|cet|cette) "
            r"(?:message|courriel|lettre|e-?mail|mail|newsletter)\b.{0,120})\W*",
            re.IGNORECASE,
        ),
    ),
    (
        "byline",
        re.compile(
            r"(?:publié|posté|mis en ligne|rédigé|écrit)e? (?:le|par)\b[^.!?]{0,80}|par : [^.!?]{0,80}|"
            r"(?:publié|posté|classé|rangé)e?s? (?:dans|sous)\b[^.!?]{0,80}",
            re.IGNORECASE,
        ),
    ),
)
_RULES_OF_ITEMS = ("file_weight", "file_name", "lone_mark")
_INITIALS = re.compile(r"[A-Z]{2,3}|[A-Z]\. ?[A-Z]\.?")


def is_comment_label(line: Line) -> bool:
    """Tell whether the line opens the comments of a page, where its article is over."""
    return line.mark != "item" and bool(COMMENT_LABEL.fullmatch(line.text))


_HIDDEN = {"author_initials": "initiales"}
"""What is logged of a dropped line that may name a person, instead of its words."""


def drop_boilerplate(lines: Sequence[Line], log: CleaningLog) -> list[Line]:
    """Drop the lines that a rule knows, and the labels glued to a text."""
    kept: list[Line] = []
    gap = 0
    for index, raw in enumerate(lines):
        line = replace(raw, gap=max(raw.gap, gap))
        rule = _rule_of(line)
        if rule is None and _INITIALS.fullmatch(line.text) and _closes(lines, index):
            rule = "author_initials"
        if rule is None:
            kept.append(replace(line, content=_without_labels(line.content, log)))
            gap = 0
        else:
            gap = line.gap
            log.add(rule, "dropped", line.content, _HIDDEN.get(rule))
    return kept


def _rule_of(line: Line) -> str | None:
    if line.mark in ("heading", "row") or len(line.text) > NOTICE_LIMIT:
        return None
    if is_comment_label(line):
        return "comment_label"
    for name, pattern in _RULES:
        if line.mark and name not in _RULES_OF_ITEMS:
            continue
        if (len(line.text) <= LABEL_LIMIT or name == "cookie_notice") and pattern.fullmatch(line.text):
            return name
    return None


def _without_labels(content: AlignedText, log: CleaningLog) -> AlignedText:
    for rule, pattern in (("download_label", _DOWNLOAD), ("file_weight", _INLINE_WEIGHT)):
        matches = [m for m in pattern.finditer(content.text) if m.end() - m.start() < len(content)]
        for match in matches:
            log.add(rule, "dropped", content.cut(match.start(), match.end()))
        content = content.edited([(m.start(), m.end(), "") for m in matches]).stripped()
    return content


def _closes(lines: Sequence[Line], index: int) -> bool:
    """Tell whether no prose follows a line that others precede: a signature, not a heading."""
    after = lines[index + 1] if index + 1 < len(lines) else None
    return index > 0 and not lines[index].mark and (after is None or not is_prose(after))
