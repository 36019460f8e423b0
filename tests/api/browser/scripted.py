"""An assistant that is slow, silent or hostile when a question says so."""

import asyncio

from assistant.domain import Abstention, Answer, Citation, Question, Reply, Source, Statement
from assistant.errors import IndexUnusableError
from tests.api.fakes import ENGINE, ORCHARD, PASSAGES, FakeAssistant

ATTACKS = (
    "<script>window.hit = 1; fetch('https://loin.invalid/a')</script>",
    '<img src=x onerror="window.hit = 2"><img src="https://loin.invalid/b.png">',
    '<svg onload="window.hit = 3"><use href="https://loin.invalid/c.svg#a"/></svg>',
    '<a href="javascript:window.hit = 4">lisez</a> [lisez](javascript:window.hit=5) ![](https://loin.invalid/d.png)',
    "<style>@import 'https://loin.invalid/e.css'; body { display: none }</style>",
    "<link rel=stylesheet href=//loin.invalid><meta http-equiv=refresh content='0;url=//loin.invalid'>",
    '<iframe srcdoc="<script>parent.hit = 6</script>"></iframe><base href="https://loin.invalid/">',
    "<form action=//loin.invalid><button autofocus onfocus='window.hit = 12'>",
    "\u202edrowssap\u202c \u2066texte \u202eretourné",
    '"><template shadowrootmode=open><slot onslotchange="window.hit = 7"></slot></template>',
    "{{constructor.constructor('window.hit = 8')()}} ${window.hit = 9}",
    "<math><mtext><style><img src=x onerror=window.hit=10></style></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=window.hit=11>'>",
)
ALL = "\n".join(ATTACKS)
URLS = (
    "javascript:window.hit=13",
    "data:text/html,<script>window.hit=14</script>",
    "https://loin.invalid/piege",
    "https://exemple.invalid@loin.invalid/",
    "//loin.invalid/",
)


class ScriptedAssistant(FakeAssistant):
    """« lent » waits until it is told, « attaque » is hostile, « indisponible » has no index, « terme » uses a term."""

    async def ask(self, question: Question) -> Reply:
        """Return the scripted reply."""
        if "lent" in question.text:
            self.asked.append(question)
            await asyncio.sleep(3)
        if "indisponible" in question.text:
            raise IndexUnusableError("Il n’y a pas d’index.", "Lancez « efc ingest ».")
        if "attaque" in question.text:
            return hostile_reply(question.text)
        if "ailleurs" in question.text:
            return elsewhere_reply(question.text)
        reply = await super().ask(question)
        return _with_term(reply) if "terme" in question.text else reply


def _with_term(reply: Reply) -> Reply:
    """Return an answer whose first sourced statement uses a term of the glossary."""
    first = next(one for one in reply.statements if one.citations)
    told = first.model_copy(update={"text": "Le verger partagé nourrit douze familles."})
    return reply.model_copy(update={"statements": (told, *reply.statements[1:])})


def hostile_reply(question: str) -> Answer:
    """Return a reply in which every text and every address attacks."""
    quote = ORCHARD.text[:41]
    citations = tuple(
        Citation(mark=mark, passage_id=PASSAGES[0].id, start=0, end=41, quote=quote) for mark in range(1, len(URLS) + 1)
    )
    long = Citation(mark=1, passage_id=ALL, start=0, end=len(ALL), quote=ALL)
    return Answer(
        id="attaque",
        language="fr",
        question=f"{ALL} {question}",
        text=ALL,
        statements=(
            *(Statement(text=attack, origin="source", citations=(*citations, long)) for attack in ATTACKS),
            Statement(text=ALL, origin="assistant"),
        ),
        sources=tuple(
            Source(
                mark=mark,
                document_id=ORCHARD.id if mark == 1 else ALL,
                title=ALL,
                kind="case",
                author_kind="unknown",
                publisher=ALL,
                url=url,
                headings=(ALL,),
            )
            for mark, url in enumerate(URLS, start=1)
        ),
        next_steps=tuple({"label": ALL, "why": ALL, "url": url} for url in URLS),
        follow_ups=(ALL,),
        confidence=0.5,
        engine=ENGINE,
    )


def elsewhere_reply(question: str) -> Abstention:
    """Return an abstention for what is outside the subject."""
    said = "C’est hors de mon domaine."
    statement = Statement(text=said, origin="assistant")
    return Abstention(
        id="ailleurs",
        language="fr",
        question=question,
        text=said,
        statements=(statement,),
        reason="out_of_scope",
        confidence=0,
        engine=ENGINE,
    )
