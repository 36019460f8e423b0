// The sources of a reply: one document each, its dates and kind of author, the exact quotes, and the text around them.

import { sayDate } from "./dates.js";
import { button, make, outside, outsideLink } from "./making.js";
import { passageNodes } from "./passages.js";

/** Return the quotes of each mark in reading order, each span once: `Map(mark → [citation])`. */
export function quotesOf(reply) {
  const all = [...reply.statements, ...reply.next_steps].flatMap((one) => one.citations);
  const quotes = new Map();
  for (const one of all.sort((a, b) => a.mark - b.mark || a.start - b.start || a.end - b.end)) {
    const held = quotes.get(one.mark) ?? [];
    if (!held.some((other) => other.start === one.start && other.end === one.end)) held.push(one);
    quotes.set(one.mark, held);
  }
  return quotes;
}

/** Return what is known of a source, as short texts: its kind, publisher and dates. */
export function credentialsOf(source, labels) {
  const dated = [
    source.published_on && labels.published + sayDate(source.published_on, labels),
    source.event_on && labels.event + sayDate(source.event_on, labels),
  ].filter(Boolean);
  const read = source.retrieved_on && labels.retrieved + sayDate(source.retrieved_on, labels);
  return [labels.kinds[source.kind], source.publisher, ...(dated.length ? dated : [labels.noDate]), read].filter(Boolean);
}

/** Return the line under a title: kind of author, then the credentials. */
export function credentialNodes(source, labels) {
  const automatic = source.author_kind === "ai_summary";
  const author = make(automatic ? "strong" : "span", {}, labels.authors[source.author_kind]);
  return [author, credentialsOf(source, labels).map((one) => [" · ", make("bdi", {}, one)])];
}

/**
 * Return the item of a source.
 *
 * @param kit labels, hosts, level, nextId and loadDocument of the renderer
 */
export function sourceItem(source, quotes, kit) {
  const { labels } = kit;
  const quoted = quotes.map((one) => make("blockquote", { "data-passage": one.passage_id }, outside("p", one.quote)));
  const item = make(
    "li",
    { id: kit.nextId("source"), class: "source", tabindex: "-1", value: source.mark },
    make("span", { class: "number", "aria-hidden": "true" }, String(source.mark)),
    outside(`h${kit.level + 1}`, source.title, { class: "title" }),
    make("p", { class: "credentials" }, credentialNodes(source, labels)),
    source.headings.length ? outside("p", source.headings.join(" / "), { class: "path" }) : null,
    quoted,
    quotes.length ? contextOf(source, quotes, kit) : null,
    lineOf(outsideLink(source.url, kit.hosts, labels)),
  );
  return item;
}

function lineOf(link) {
  return link ? make("p", { class: "elsewhere" }, link) : null;
}

function contextOf(source, quotes, kit) {
  const { labels } = kit;
  const body = make("div", { class: "passage", "aria-live": "off" });
  const details = make("details", { class: "context" }, make("summary", {}, labels.inContext), body);
  const spans = quotes.map((one) => [one.start, one.end]);
  let asked = false;
  const show = (found, whole) => {
    const more = button(labels.wholeDocument, () => {
      show(found, true);
      body.querySelector("mark")?.scrollIntoView({ block: "center" });
      body.focus();
    }, { class: "quiet" });
    const text = make("div", { lang: found.language, dir: "auto" }, passageNodes(found.text, spans, whole));
    body.replaceChildren(text, ...(whole ? [] : [more]));
    body.classList.toggle("whole", whole);
    body.tabIndex = whole ? 0 : -1;
  };
  details.addEventListener("toggle", async () => {
    if (!details.open || asked) return;
    asked = true;
    body.replaceChildren(make("p", { class: "note" }, labels.loading));
    try {
      show(await kit.loadDocument(source.document_id), false);
    } catch {
      asked = false;
      body.replaceChildren(make("p", { class: "note" }, labels.noDocument));
    }
  });
  return details;
}
