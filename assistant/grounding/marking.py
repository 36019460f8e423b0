"""Number the cited documents."""

from dataclasses import dataclass, field

from assistant.domain import Citation, Source, Span


@dataclass(slots=True)
class Marks:
    """Give each cited document one mark, in order of first use."""

    _sources: dict[str, Source] = field(default_factory=dict)

    def citation(self, span: Span) -> Citation:
        """Return the citation of a span, its document numbered when it is new."""
        document = span.document
        if document.id not in self._sources:
            self._sources[document.id] = Source(
                mark=len(self._sources) + 1,
                document_id=document.id,
                title=document.title,
                kind=document.kind,
                author_kind=span.passage.author_kind,
                publisher=document.publisher,
                url=document.url,
                published_on=document.published_on,
                event_on=document.event_on,
                retrieved_on=document.retrieved_on,
                headings=span.passage.headings,
            )
        mark = self._sources[document.id].mark
        return Citation(mark=mark, passage_id=span.passage.id, start=span.start, end=span.end, quote=span.quote)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources, in the order of their marks."""
        return tuple(self._sources.values())
