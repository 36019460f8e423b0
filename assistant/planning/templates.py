"""The closed list of what the assistant says in its own name in a plan: generic facilitation, no fact of the corpus.

A slot between braces takes a number of the request (people, groups, minutes), or, for `{theme}`, `{audience}` alone,
the words of whoever asks. `is_ours` tells whether a text comes from this list and nowhere else.
"""

import re
from functools import lru_cache

from assistant.domain import Language
from assistant.french import typeset
from assistant.planning.templates_en import ENGLISH
from assistant.workshop_plan import WorkshopRequest

_NAMES = {
    "name_opening": "Ouverture",
    "name_input": "Apport",
    "name_example": "Un exemple raconté",
    "name_pairs": "Échange à deux",
    "name_work": "Travail en groupes",
    "name_work_alone": "Travail sur un projet",
    "name_sharing": "Mise en commun",
    "name_closing": "Clôture",
    "name_pause": "Pause",
    "name_meal": "Repas",
    "name_hook": "Accroche",
    "name_idea": "L’idée",
    "name_talk_example": "L’exemple",
    "name_prudence": "La prudence",
    "name_floor": "La parole à la salle",
    "name_rule": "La consigne",
    "name_round": "Le tour de parole",
    "name_link": "Le lien avec le thème",
    "name_draw": "Tirage et lecture des cartes",
    "name_links": "Relier les cartes",
    "name_reading": "Lecture {number}",
    "name_mail": "Le message",
    "name_box_stake": "Case {number} : l’enjeu du territoire",
    "name_box_actors": "Case {number} : les acteurs",
    "name_box_present": "Case {number} : le déjà-là",
    "name_box_cooperation": "Case {number} : la coopération à construire",
    "name_box_effects": "Case {number} : les effets utiles, et qui en profite",
    "name_box_step": "Case {number} : le prochain pas",
}

_OBJECTIVES = {
    "aim_opening": "Que chaque personne ait parlé une fois et sache à quoi sert la rencontre.",
    "aim_input": "Partager les mots du thème, tels que les documents les emploient.",
    "aim_example": "Rendre le thème concret par un récit dont la source est connue.",
    "aim_pairs": "Rapprocher le thème de ce que chaque personne vit.",
    "aim_work": "Appliquer une pratique à un projet réel, étape par étape.",
    "aim_sharing": "Relier ce que les groupes ont trouvé.",
    "aim_closing": "Garder une trace, et décider d’un prochain pas.",
    "aim_pause": "Souffler.",
    "aim_mail": "Donner envie de venir, et dire l’essentiel.",
    "aim_hook": "Donner envie d’écouter.",
    "aim_idea": "Dire l’idée en peu de mots.",
    "aim_prudence": "Dire ce que les documents n’établissent pas.",
    "aim_floor": "Passer de l’écoute à l’échange.",
    "aim_rule": "Dire la règle simplement.",
    "aim_round": "Que chaque personne parle une fois.",
    "aim_link": "Relier ce qui s’est dit au thème de la rencontre.",
    "aim_cards": "Découvrir les notions en les lisant les uns aux autres.",
    "aim_links": "Voir comment les notions se répondent.",
    "aim_grid": "Présenter la grille, et choisir le projet à lire.",
    "aim_box": "Remplir la case avec les mots des personnes présentes.",
    "why_concept": "Pour comprendre le mot avant le reste. Niveau : premier pas.",
    "why_other": "Pour élargir, par une notion voisine. Niveau : deuxième pas.",
    "why_case": "Pour voir, par un exemple et ses limites. Niveau : premier pas.",
    "why_practice": "Pour essayer, par un exercice à plusieurs. Niveau : deuxième pas.",
    "why_session": "Pour entendre ce que d’autres en ont retenu. Niveau : premier pas.",
    "why_further": "Pour aller plus loin, une fois les mots compris. Niveau : approfondir.",
}

_OUTPUTS = {
    "out_opening": "Les réponses, notées à la vue de tout le monde.",
    "out_input": "Un mot à garder et une question, par personne.",
    "out_example": "Deux colonnes : ce qui ressemble, ce qui diffère.",
    "out_pairs": "Une situation racontée par personne.",
    "out_work": "Une feuille par groupe, avec les étapes remplies.",
    "out_sharing": "Une liste commune de trouvailles et de questions.",
    "out_closing": "Un prochain pas écrit par personne.",
    "out_box": "La case remplie, ou la question qui reste.",
    "out_grid": "Un projet choisi, et son nom en haut de la grille.",
    "out_floor": "Deux ou trois questions de la salle, notées.",
    "out_round": "Une phrase par personne.",
    "out_cards": "Les cartes lues, posées à la vue de tout le monde.",
    "out_links": "Des traits entre les cartes, avec un mot sur chacun.",
    "out_reading": "Un mot à garder, et une question.",
    "out_mail": "Un message prêt à relire et à compléter.",
}

_MATERIAL = {
    "mat_walls": "un mur ou un tableau",
    "mat_sheets": "une grande feuille par groupe, des feutres de plusieurs couleurs",
    "mat_notes": "des cartes ou des notes repositionnables",
    "mat_extracts": "les extraits cités, imprimés en gros caractères",
    "mat_grid": "la grille à six cases, imprimée en grand",
    "mat_cards": "les cartes imprimées, l’extrait d’un côté et sa source de l’autre",
    "mat_board": "un tableau blanc partagé, dont chaque personne a ouvert le lien",
    "mat_rooms": "des salles virtuelles préparées à l’avance",
    "mat_screen": "les extraits cités, prêts à partager à l’écran",
    "mat_board_grid": "la grille à six cases, préparée sur un tableau blanc partagé",
    "mat_board_cards": "les cartes, préparées sur un tableau blanc partagé",
    "mat_timer": "une montre que tout le monde voit",
}

_SAYS = {
    "welcome": "Bienvenue. Nous avons {minutes} minutes devant nous, autour de ce thème : {theme}.",
    "frame": "Ce qui se dit ici peut être repris ailleurs, sans dire qui l’a dit.",
    "ask_opening": "Pour commencer, cette question :",
    "ask_pairs": "Parlez-en à deux, à partir de cette question :",
    "ask_pairs_extract": "Qu’avez-vous vécu qui ressemble à ceci ?",
    "quote": "Voici ce que disent les documents, dans leurs propres mots.",
    "talk_quote": "L’idée, dans les mots des documents :",
    "no_acronym": "Si un mot ou un sigle n’est pas clair, levez la main : on le reformule aussitôt.",
    "known_words": "Ces mots vous sont connus : dites ce que vous formuleriez autrement.",
    "for_animators": "Écoutez aussi la manière d’animer : nous en parlerons ensuite.",
    "tell": "Voici un exemple, tel que les documents le racontent.",
    "tell_further": "Un autre exemple, pour comparer.",
    "present_work": "Voici l’exercice, et ce à quoi il sert.",
    "heard_others": "Ce que d’autres ont vécu, d’après les documents :",
    "needed": "Pour cet exercice, il vous faut :",
    "heard": "Voici ce que d’autres en ont dit :",
    "close": "Avant de partir, relisez vos notes en silence, puis :",
    "thanks": "Merci à toutes et à tous. Les sources de ce qui a été cité vous seront envoyées.",
    "hook": "Je commence par une question, sans attendre la réponse :",
    "to_be_prudent": "Et voici ce que les documents ne disent pas.",
    "give_floor": "Qui connaît une situation qui y ressemble, ou qui dit le contraire ?",
    "rule_icebreaker": "Chaque personne répond en une phrase ; les autres écoutent sans commenter.",
    "ask_icebreaker": "Racontez en une phrase une situation, vécue près de chez vous, que ce thème vous rappelle.",
    "ask_choice": "Au choix, l’une de ces deux entrées :",
    "or_answer": "Ou bien, cette question :",
    "in_mind": "En lisant, gardez cette question en tête :",
    "rule_cards": "Tirez une carte, lisez-la à voix haute, dites ce qu’elle vous évoque, puis posez-la.",
    "rule_grid": "Une grille de six cases pour lire un projet : elle sert à discuter, et non à noter.",
    "ask_stake": "De quel enjeu du territoire part ce projet ?",
    "ask_actors": "Qui agit, qui décide, qui subit, qui gagnerait à un changement ?",
    "ask_present": "Qu’est-ce qui existe déjà, même sans porter de nom ?",
    "ask_cooperation": "Que faudrait-il faire ensemble que personne ne peut faire seul ?",
    "ask_effects": "À qui ce projet ferait-il du bien, au-delà de ses usagers ?",
    "ask_step": "Quel petit pas, avec qui, et pour quand ?",
    "uncovered": "Une partie du thème demandé n’est traitée par aucun document : ce plan ne la couvre pas.",
    "scattered": "Aucun document ne traite tout ce thème à la fois : les extraits en éclairent chacun une partie.",
    "mail_subject": "Objet : invitation à un atelier, « {theme} »",
    "mail_hello": "Bonjour,",
    "mail_invite": "Nous vous invitons à un atelier de {minutes} minutes sur « {theme} ».",
    "mail_invite_pause": "Nous vous invitons à un atelier de {minutes} minutes, pause comprise, sur « {theme} ».",
    "mail_room": "Date : [date]\nHoraire : de [heure de début] à [heure de fin]\nLieu : [lieu, et comment y venir]",
    "mail_remote": "Date : [date]\nHoraire : de [heure de début] à [heure de fin]\nÀ distance, par ce lien : [lien]",
    "mail_quote": "De quoi s’agit-il ? Voici ce qu’en disent les documents :",
    "mail_example": "Nous partirons d’un exemple :",
    "mail_work": "Puis nous ferons ensemble un exercice :",
    "mail_question": "D’ici là, une question à laquelle penser :",
    "mail_answer": "Merci de nous dire avant le [date limite] si vous viendrez, et ce qui faciliterait votre venue.",
    "mail_end": "Bien à vous,\n[votre nom, et où vous joindre]",
    "read_intro": "À lire, puis à reformuler avec ses propres mots :",
}

_DOES = {
    "round_short": "À tour de rôle, chaque personne dit d’où elle vient, puis répond en une phrase.",
    "round_pairs": "Deux par deux, on se présente et l’on répond ; puis quelques personnes le disent à tout le monde.",
    "round_chat": "Chaque personne écrit d’où elle vient et sa réponse dans le fil de discussion ; on en lit.",
    "note_word": "Chaque personne note un mot à garder et une question.",
    "note_word_chat": "Chaque personne écrit dans le fil de discussion un mot à garder et une question.",
    "compare": "Dire ce qui ressemble à ce que l’on connaît, puis ce qui diffère.",
    "pairs": "Deux par deux : raconter une situation proche, écouter sans conseiller, puis échanger les rôles.",
    "pairs_rooms": "Par deux en salles virtuelles : raconter une situation proche, écouter, puis échanger les rôles.",
    "alone": "Prendre un projet réel et suivre les étapes par écrit.",
    "one_group": "Travailler en un seul groupe de {people} personnes, sur un projet réel choisi ensemble.",
    "groups_even": "Former {groups} groupes de {size} personnes ; chaque groupe choisit un projet réel.",
    "groups": "Former {groups} groupes de {least} à {most} personnes ; chaque groupe choisit un projet réel.",
    "rooms_even": "Ouvrir {groups} salles virtuelles de {size} personnes ; chaque salle choisit un projet réel.",
    "rooms": "Ouvrir {groups} salles virtuelles de {least} à {most} personnes ; chaque salle choisit un projet réel.",
    "roles": "Dans chaque groupe, une personne garde le temps et une autre écrit.",
    "pace": "Compter environ {minutes} minutes par étape.",
    "further_project": "Garder le même projet, ou en prendre un autre.",
    "partial": "Le temps ne permet que ces premières étapes : s’arrêter là et noter où reprendre.",
    "share_one": "Relire la feuille, souligner une trouvaille et une question.",
    "share_each": "Chaque groupe dit une trouvaille et une question, en {minutes} minutes au plus.",
    "share_each_minute": "Chaque groupe dit une trouvaille et une question, en une minute au plus.",
    "share_wall": "Chaque groupe affiche sa feuille ; on circule, et l’on marque d’un signe ce qui étonne.",
    "share_board": "Chaque groupe pose sa trouvaille sur le tableau blanc ; on lit, et l’on marque ce qui étonne.",
    "share_craft": "Ensuite, échanger sur la manière d’animer : qu’auriez-vous fait autrement ?",
    "last_word": "Chaque personne écrit son prochain pas, puis dit un mot de la fin.",
    "last_word_many": "Chaque personne écrit son prochain pas ; quelques-unes le disent.",
    "last_word_chat": "Chaque personne écrit son prochain pas dans le fil de discussion.",
    "answer_floor": "Raconter une situation, dire une réserve ou poser une question.",
    "answer_pairs": "En parler d’abord à deux ; puis quelques personnes prennent la parole.",
    "icebreaker_round": "À tour de rôle, une phrase par personne.",
    "icebreaker_pairs": "Deux par deux, une phrase par personne ; on en entend ensuite quelques-unes.",
    "icebreaker_chat": "Chaque personne écrit sa phrase dans le fil de discussion ; on en lit quelques-unes.",
    "icebreaker_link": "Chaque personne dit lequel de ses mots se retrouve dans l’extrait.",
    "draw": "Tirer les cartes à tour de rôle, les lire, dire un exemple à soi.",
    "draw_groups": "Donner un jeu à chaque groupe : {groups} jeux pour {people} personnes.",
    "link_cards": "Relier deux cartes par un trait, et dire ce que le trait veut dire.",
    "choose_project": "Choisir un projet réel, connu d’une personne au moins.",
    "fill_box": "Écrire une à trois réponses ; laisser vide plutôt qu’inventer.",
    "read_note": "Lire, reformuler en une phrase, noter une question.",
    "read_together": "À plusieurs : une personne lit, une autre reformule ; chacune note une question.",
}

_AROUND = {
    "caution_ours": "Durées, consignes et formules sont proposées par l’assistant : adaptez-les à votre groupe.",
    "caution_quotes": "Dites d’où vient chaque extrait ; ce qui n’a pas de numéro ne vient pas des documents.",
    "caution_names": "Ne notez ni le nom des personnes ni leurs propos nominatifs.",
    "caution_access": "Vérifiez l’accès de chaque personne avant de commencer, et prévoyez qui aide.",
    "caution_time": "Si le temps manque, raccourcissez l’apport, jamais la clôture.",
    "after_notes": "Envoyer, dans la semaine, ce qui a été décidé et les sources numérotées de ce plan.",
    "after_photo": "Envoyer la photographie des feuilles, sans visage ni nom.",
    "after_board": "Envoyer une copie du tableau blanc, sans nom.",
    "after_ask": "Demander à chaque personne, quelques semaines plus tard, où en est son prochain pas.",
    "caution_mail": "Complétez ce qui est entre crochets, relisez, puis envoyez sans montrer les adresses des autres.",
    "caution_brief": "Lu posément, ce texte prend une minute : le reste est pour vos mots et la salle.",
    "caution_talk": "Lu posément, ce texte prend environ {minutes} minutes : le reste est pour vos mots et la salle.",
}

TEMPLATES: dict[str, str] = {**_NAMES, **_OBJECTIVES, **_OUTPUTS, **_MATERIAL, **_SAYS, **_DOES, **_AROUND}
"""Every wording of the assistant in a plan, by key."""

_BY_LANGUAGE: dict[Language, dict[str, str]] = {"fr": TEMPLATES, "en": ENGLISH}

_SLOT = re.compile(r"\\\{(\w+)\\\}")
_WORDED = frozenset({"theme", "audience"})


def ours(key: str, language: Language = "fr", **slots: object) -> str:
    """Return a wording of the assistant with its slots filled, typeset as its language is.

    Raises:
        KeyError: the key is not in the list, or a slot is left empty.
    """
    return _typeset(_BY_LANGUAGE[language][key].format(**slots), language)


def _typeset(text: str, language: Language) -> str:
    return typeset(text) if language == "fr" else text


@lru_cache(maxsize=256)
def _pattern(theme: str, audience: str, language: Language) -> re.Pattern[str]:
    said = {"theme": re.escape(_typeset(theme, language)), "audience": re.escape(_typeset(audience, language))}

    def slot(match: re.Match[str]) -> str:
        return said[match.group(1)] if match.group(1) in _WORDED else r"\d{1,3}"

    texts = _BY_LANGUAGE[language].values()
    return re.compile("|".join(_SLOT.sub(slot, re.escape(_typeset(text, language))) for text in texts))


def is_ours(text: str, request: WorkshopRequest) -> bool:
    """Tell whether a text is one of the templates, its slots filled with numbers or with the words of the request."""
    return _pattern(request.theme, request.audience, request.language).fullmatch(text) is not None
