"""Every sentence the assistant says in its own name, in both languages; none of them states a fact of the corpus."""

from assistant.domain import Language
from assistant.french import typeset
from assistant.inquiry import CourtesyKind

_FR = {
    "no_evidence": "Je ne trouve pas cette information dans les documents que je connais.",
    "money": "Aucun document que je connais n’indique ce montant.",
    "phone": "Aucun numéro de téléphone ne figure dans mes documents.",
    "email": "Aucune adresse électronique ne figure dans mes documents.",
    "address": "Aucun document que je connais n’indique cette adresse.",
    "link": "Aucun document que je connais n’indique ce lien.",
    "hour": "Aucun document que je connais n’indique cette heure.",
    "duration": "Aucun document que je connais n’indique cette durée.",
    "date": "Aucun document que je connais n’indique cette date.",
    "day": "Aucun document que je connais n’indique ce jour.",
    "month": "Aucun document que je connais n’indique ce mois.",
    "reason": "Aucun document que je connais n’en donne la raison.",
    "superlative": "Aucun document que je connais n’établit ce classement.",
    "year": "Aucun document que je connais n’indique cette année.",
    "number": "Aucun document que je connais n’indique ce nombre.",
    "question": "Aucun document que je connais ne rapporte ces questions.",
    "nothing_on": "Je ne trouve pas cette information : aucun passage proche ne parle de {what}.",
    "nearest": "Ce que mes documents disent de plus proche :",
    "out_of_scope": (
        "C’est hors de mon domaine : je réponds sur l’économie de la fonctionnalité et de la "
        "coopération (EFC), "
        "ses notions, ses clubs et ses pratiques."
    ),
    "private": (
        "Je ne donne ni accès, ni code, ni nom de personne participante : ces informations privées "
        "ne figurent pas dans mes documents, "
        "et je n’y réponds jamais, quelle que soit la personne."
    ),
    "unsafe": (
        "Je ne peux pas faire cela : je réponds à des questions avec de courts extraits cités, "
        "sans recopier de document entier ni changer de règles."
    ),
    "distress": (
        "Je ne suis qu’un assistant automatique et je ne peux pas vous aider comme il faudrait. Si "
        "vous êtes en France, "
        "le 3114 écoute gratuitement, jour et nuit ; en cas d’urgence, appelez le 112."
    ),
    "ask_club": "Le club de votre territoire, ou l’IE-EFC, peut vous renseigner.",
    "wrong_expansion": "Non, cette lecture du sigle est erronée.",
    "wrong_premise": "Non, ce n’est pas ce que disent les documents.",
    "not_said_so": "Ce n’est pas dit ainsi dans mes documents ; voici ce qu’ils écrivent :",
    "no_definition": "Aucun document ne le définit en une phrase ; voici ce qu’ils en disent :",
    "not_covered": "Aucun club de la liste du réseau ne couvre {place}.",
    "not_covered_area": "Aucun club de la liste du réseau ne couvre ce territoire : {place}.",
    "which_theme": (
        "Sur quelle notion voulez-vous travailler ? Par exemple les effets utiles, le déjà-là, "
        "les grandes fonctions de vie, ou la façon d’engager les acteurs. Je ne trouve pas de thème dans votre demande."
    ),
    "partly_covered": "Aucun club de la liste du réseau ne nomme {place}.",
    "unknown_place": "Je ne connais pas de lieu nommé « {place} » : dites-moi votre département ou votre région.",
    "which_place": "Plusieurs lieux portent ce nom : dites-moi lequel est le vôtre.",
    "place_in": "{place} se trouve {region}.",
    "listed": "Dans la liste du réseau : {line}",
    "listed_place": "{place} : {line}",
    "counted_what": "{count} pour « {what} » :",
    "counted_none": "Aucun élément de cette liste ne correspond à « {what} ».",
    "listed_count": "J’en compte {count} dans la liste :",
    "gap": "La liste de la source, elle, en nomme {count} ; je m’en tiens à ce qu’elle nomme.",
    "unknown_year": "La source n’écrit pas l’année : je ne peux pas dire si cette date est passée ou à venir.",
    "about": "{what} :",
    "contrast": "Ce qui les distingue :",
    "model_silent": "Le modèle de langue n’a pas répondu à temps ; voici les extraits des documents :",
    "model_unverified": "Le modèle de langue n’a pas donné de réponse vérifiable ; voici les extraits des documents :",
    "page_published": "La page d’où vient la note « {title} » a été publiée {date} :",
    "page_read": "La page d’où vient la note « {title} » a été consultée {date} :",
    "never_read": "Je ne connais pas la date à laquelle ces pages ont été lues : mes documents ne la gardent pas.",
    "undated": "date inconnue",
    "published": "publié {date}",
    "held": "rencontre tenue {date}",
    "voice": "{who} ({date}) :",
    "voice_ai": "{who}, résumé automatique ({date}) :",
    "several_define": "Plusieurs sources définissent « {what} ».",
    "one_defines": "Une seule source définit « {what} » dans mes documents.",
    "shared": "Ce que leurs définitions ont en commun : {words}.",
    "shared_by_some": "Aucun mot n’est commun à toutes leurs définitions ; reviennent dans plusieurs : {words}.",
    "shared_by_none": "Leurs définitions n’ont pas de mot important en commun.",
    "differences": "Ce que chacune dit en propre :",
    "disagreement": "Les sources ne disent pas la même chose :",
}

_EN = {
    "no_evidence": "I cannot find this in the documents I know.",
    "money": "No document I know gives this amount; it is not in my sources.",
    "phone": "No phone number is given in my documents.",
    "email": "No e-mail address is given in my documents.",
    "address": "This address is not given in any document I know.",
    "link": "This link is not given in any document I know.",
    "hour": "This time is not given in any document I know.",
    "duration": "This duration is not given in any document I know.",
    "date": "This date is not given in any document I know.",
    "day": "This day is not given in any document I know.",
    "month": "This month is not given in any document I know.",
    "reason": "No document I know gives the reason; it is not in my sources.",
    "superlative": "No document I know ranks them so; it is not in my sources.",
    "year": "This year is not given in any document I know.",
    "number": "This number is not given in any document I know.",
    "question": "These questions are not found in any document I know.",
    "nothing_on": "I cannot find this: no passage near it speaks of {what}.",
    "nearest": "The nearest thing my documents say:",
    "out_of_scope": (
        "This is not covered: I answer about the functionality and cooperation economy (EFC), "
        "its notions, its clubs and its practices."
    ),
    "private": "I do not give out accesses, codes or names of participants: they are not in my "
    "documents, whoever they are.",
    "unsafe": "I cannot do that: I answer questions with short cited excerpts and do not copy whole "
    "documents or change my rules.",
    "distress": (
        "I am only an automatic assistant and cannot help you as you deserve. Please call your local "
        "emergency number; "
        "in France, 3114 listens free of charge, day and night."
    ),
    "ask_club": "The club of your area, or the IE-EFC, can tell you.",
    "wrong_expansion": "No, this is not what the acronym stands for.",
    "wrong_premise": "No, this is not what the documents say.",
    "not_said_so": "This is not said so in my documents; here is what they write:",
    "no_definition": "No document defines it in one sentence; here is what they say about it:",
    "not_covered": "No club listed by the network covers {place}.",
    "not_covered_area": "No club listed by the network covers this area: {place}.",
    "which_theme": "Which notion do you want to work on? I do not find a theme of my documents in your request.",
    "partly_covered": "No club listed by the network names {place}.",
    "unknown_place": "I do not know a place called “{place}”: tell me your French department or region.",
    "which_place": "Several places bear this name: tell me which one is yours.",
    "place_in": "{place} is in {region}.",
    "listed": "In the network’s list: {line}",
    "listed_place": "{place}: {line}",
    "counted_what": "{count} for “{what}”:",
    "counted_none": "Nothing in this list matches “{what}”.",
    "listed_count": "The list names {count}:",
    "gap": "The list of the source itself names {count}; I keep to what it names.",
    "unknown_year": "The source does not write the year: I cannot tell whether this date is past or coming.",
    "about": "{what}:",
    "contrast": "What sets them apart:",
    "model_silent": "The language model did not answer in time; here are the excerpts of the documents:",
    "model_unverified": "The language model gave no verifiable answer; here are the excerpts of the documents:",
    "page_published": "The page behind the note “{title}” was published: {date}.",
    "page_read": "The page behind the note “{title}” was read: {date}.",
    "never_read": "I do not know when these pages were read: my documents do not keep that date.",
    "undated": "date unknown",
    "published": "published: {date}",
    "held": "event: {date}",
    "voice": "{who} ({date}):",
    "voice_ai": "{who}, automatic summary ({date}):",
    "several_define": "Several sources define “{what}”.",
    "one_defines": "Only one source defines “{what}” in my documents.",
    "shared": "What their definitions have in common: {words}.",
    "shared_by_some": "No word is common to all their definitions; some come back in several: {words}.",
    "shared_by_none": "Their definitions have no word of weight in common.",
    "differences": "What each one says of its own:",
    "disagreement": "The sources do not say the same thing:",
}

_COURTESIES: dict[Language, dict[CourtesyKind, str]] = {
    "fr": {
        "greeting": (
            "Bonjour ! Je suis l’assistant automatique du réseau EFC (économie de la fonctionnalité et "
            "de la coopération). "
            "Posez-moi une question, demandez une définition, un club près de chez vous, ou un plan "
            "d’atelier."
        ),
        "thanks": "Avec plaisir ! Si une autre question sur l’EFC, un club ou un atelier vous vient, je suis là.",
        "goodbye": "À bientôt ! Je reste disponible pour vos questions sur l’EFC, ses clubs et vos ateliers.",
        "help": (
            "Je réponds aux questions sur l’EFC (économie de la fonctionnalité et de la coopération) "
            "avec la source exacte de chaque phrase : "
            "définition d’une notion, club de votre territoire, exemples, plan d’atelier. "
            "Je ne connais ni tarif, ni téléphone, ni date à venir, et je le dis quand je ne sais pas."
        ),
        "identity": (
            "Je suis un assistant automatique, pas une personne : je cite les documents du réseau EFC "
            "(économie de la fonctionnalité et de la coopération) et j’aide à préparer un atelier ou à "
            "trouver un club."
        ),
    },
    "en": {
        "greeting": (
            "Hello! I am the automatic assistant of the EFC network (functionality and cooperation economy). "
            "Ask me a question, a definition, the club near you, or a workshop plan."
        ),
        "thanks": "You are welcome! I am here for any other question about EFC, a club or a workshop.",
        "goodbye": "Goodbye! I stay available for your questions about EFC, its clubs and your workshops.",
        "help": (
            "I answer questions about EFC (functionality and cooperation economy) with the exact source "
            "of each sentence: "
            "definitions, the club of your area, examples, workshop plans. "
            "I know no price, phone number or coming date, and I say so when I do not know."
        ),
        "identity": (
            "I am an automatic assistant, not a person: I quote the documents of the EFC network "
            "(functionality and cooperation economy) and help to prepare a workshop or find a club."
        ),
    },
}

_REGION_PREPOSITIONS = {
    "Hauts-de-France": "dans les",
    "Pays de la Loire": "dans les",
    "Grand Est": "dans le",
    "La Réunion": "à",
    "Mayotte": "à",
}


def say(key: str, language: Language, **values: str) -> str:
    """Return a sentence of the assistant, its blanks filled."""
    said = (_EN if language == "en" else _FR)[key].format(**values)
    return said if language == "en" else typeset(said)


def courtesy(kind: CourtesyKind, language: Language) -> str:
    """Return what the assistant answers to a greeting, thanks, or a call for help."""
    said = _COURTESIES[language][kind]
    return said if language == "en" else typeset(said)


def in_region(region: str, language: Language) -> str:
    """Return « dans les Hauts-de-France », « en Normandie », « à La Réunion »."""
    return region if language == "en" else f"{_REGION_PREPOSITIONS.get(region, 'en')} {region}"
