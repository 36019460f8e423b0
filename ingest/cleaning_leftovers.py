"""What a copied page leaves behind: captions without their image, words that point at nothing."""

import re
from collections.abc import Sequence

from ingest.cleaning_log import CleaningLog
from ingest.structure import Line
from ingest.structure_shapes import SHORT, ends_sentence, introduces, is_prose, label_of, starts_low

_CAPTION = re.compile(
    r"(?:schéma|figure|fig\.|image|photo|photographie|illustration|graphique|diagramme|infographie|"
    r"crédits?(?: photo)?|"
    r"légende|capture d['’]écran|carte)\b.{0,80}",
    re.IGNORECASE,
)
_SELF_REFERENCE = re.compile(
    r",?\s?\b(?:comme|ainsi que) (?:mentionné|indiqué|évoqué|vu|dit|expliqué|présenté|rappelé|précisé)e?s? "
    r"(?:(?:dans|lors de|pendant|à|en|sur) (?:la |le |l['’]|cette |ce |notre )?(?:visio|session|séance|"
    r"diapo|slide|"
    r"vidéo|page|figure|partie|réunion|chapitre)\w*(?: (?:n°\s?)?\d{1,2}| précédente?)?|ci-dessus|plus haut|"
    r"précédemment|ci-dessous|plus bas)(?P<comma>,)?",
    re.IGNORECASE,
)
_POINTS_NOWHERE = re.compile(r"\b(?:en ligne|ci-dessous|ci-dessus|ci-joint\w*|en pièce jointe)\b", re.IGNORECASE)
_TO_FIND = re.compile(
    r"\b(?:retrouver|retrouvez|trouver|trouvez|consulter|consultez|télécharger|voir)\b", re.IGNORECASE
)
_LINK_IN_SIGHT = re.compile(r"https?://|www\.|\[")


def drop_leftovers(lines: Sequence[Line], log: CleaningLog) -> list[Line]:
    """Drop captions without their image and references to nowhere; flag those a sentence needs."""
    kept: list[Line] = []
    for index, line in enumerate(lines):
        if _is_caption(lines, index):
            log.add("caption_without_image", "dropped", line.content)
        else:
            kept.append(_without_self_references(line, log))
    return kept


def flag_dangling(lines: Sequence[Line], log: CleaningLog) -> None:
    """Flag the sentences that send the reader to a place that the text does not give."""
    for line in lines:
        where = _POINTS_NOWHERE.search(line.text)
        if where and _TO_FIND.search(line.text) and not _LINK_IN_SIGHT.search(line.text):
            log.add("dangling_reference", "flagged", line.content.cut(where.start(), where.end()))


def _is_caption(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is short, alone, opens no paragraph, and reads like the caption of an image."""
    line = lines[index]
    after = lines[index + 1] if index + 1 < len(lines) else None
    alone = line.gap > 0 and (after is None or after.gap > 0) and index > 0
    if line.mark or not alone or len(line.text) > SHORT or ends_sentence(line.text) or introduces(line):
        return False
    opens = after is not None and (is_prose(after) or after.mark in ("item", "step", "row"))
    if opens or label_of(line):
        return False
    return bool(_CAPTION.fullmatch(line.text)) or starts_low(line)


def _without_self_references(line: Line, log: CleaningLog) -> Line:
    matches = list(_SELF_REFERENCE.finditer(line.text))
    if not matches:
        return line
    edits = []
    for match in matches:
        log.add("self_reference", "dropped", line.content.cut(match.start(), match.end()))
        opened = match.group().startswith(",")
        edits.append((match.start(), match.end(), "," if opened and match.group("comma") else ""))
    return Line(line.content.edited(edits).stripped(), line.mark, line.level, line.gap)
