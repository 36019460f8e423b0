// A reply as nodes: the same for the page and for the widget. It knows no page: all it needs is given.

import { cardDeck } from "./cards.js";
import { termNode } from "./glossing.js";
import { button, fill, make, outside, outsideLink } from "./making.js";
import { proseNodes } from "./replies.js";
import { credentialNodes, quotesOf, sourceItem } from "./sources.js";

/**
 * Return how replies, plans and grids are rendered: `{ reply, cited, nextId }`.
 *
 * `reply` takes a reply and returns `{ answer, next, sources, followUps }`, null where there is nothing. `cited` takes
 * statements and the sources of their marks, and returns `{ prose, sources }`: a function of some of the statements
 * and of whether what is not sourced is told apart, and a function of a heading.
 *
 * @param kit.labels words of the language of the reader
 * @param kit.hosts a Set of hosts that may be linked
 * @param kit.level level of the headings of a reply, 2 to 5
 * @param kit.glosses a function that returns, for each reply, a function cutting a text into strings and terms
 * @param kit.ask a function of a question, called by what to ask next
 * @param kit.loadDocument a function of an id, that promises `{ text, language }`
 * @param kit.explore a function of a term, called to see it among its neighbours; optional
 */
export function rendererOf(kit) {
  let count = 0;
  const nextId = kit.nextId ?? ((name) => `efc-${name}-${(count += 1)}`);
  const attach = cardDeck(nextId);
  const fresh = () => ({ ...kit, nextId, attach, pieces: kit.glosses() });
  return { nextId, reply: (reply) => renderedReply(reply, fresh()), cited: (told, sources) => renderedCited(told, sources, fresh()) };
}

function renderedCited(statements, sources, kit) {
  const marks = markMaker({ sources }, itemsOf({ statements, sources, next_steps: [] }, kit), kit);
  return {
    prose: (some, tellOwn) => proseNodes(some, tellOwn, (text) => inlineNodes(text, kit), marks.of),
    sources: (heading) => section("sources", heading, kit, make("ol", {}, [...marks.items.values()])),
  };
}

function itemsOf(cited, kit) {
  const quotes = quotesOf(cited);
  return new Map(cited.sources.map((one) => [one.mark, sourceItem(one, quotes.get(one.mark) ?? [], kit)]));
}

function inlineNodes(text, kit) {
  return kit.pieces(text).map((one) => (typeof one === "string" ? one : termOf(one, kit)));
}

function renderedReply(reply, kit) {
  const marks = markMaker(reply, itemsOf(reply, kit), kit);
  return {
    answer: answerNode(reply, marks.of, kit),
    next: nextNode(reply, marks.of, kit),
    sources: sourcesNode(reply, marks.items, kit),
    followUps: followUpsNode(reply, kit),
  };
}

function section(name, heading, kit, ...children) {
  const title = make(`h${kit.level}`, { id: kit.nextId(name) }, heading);
  return make("section", { class: name, "aria-labelledby": title.id }, title, children);
}

function answerNode(reply, marks, kit) {
  const { labels } = kit;
  const statements = reply.statements.length ? reply.statements : [{ text: reply.text, origin: "assistant", citations: [] }];
  const told = reply.kind === "answer";
  const body = make("div", { lang: reply.language, dir: "auto" }, proseNodes(statements, told, (text) => inlineNodes(text, kit), marks));
  const verdict = reply.kind === "abstention" ? make("p", { class: "verdict" }, labels.abstentions[reply.reason]) : null;
  const own = told && reply.statements.some((one) => one.origin === "assistant");
  return make("div", { class: `answer ${reply.kind}` }, verdict, body, own ? make("p", { class: "note" }, labels.connectives) : null);
}

function termOf({ text, entry }, kit) {
  const told = entry.definition[kit.labels.language] ?? entry.definition.fr;
  const contents = () => [
    make("strong", { class: "card-title" }, entry.acronym ? `${entry.term} (${entry.acronym})` : entry.term),
    make("span", { class: "card-text", lang: entry.definition[kit.labels.language] ? kit.labels.language : "fr" }, told),
    kit.explore ? button(kit.labels.exploreTerm, () => kit.explore(entry.term), { class: "quiet" }) : null,
  ];
  return kit.attach(termNode(text, kit.labels.definition), kit.labels.definition, contents);
}

/** Return `{ items, of }`: the items of the sources, and a function that returns the marks of what cites, each once. */
function markMaker(reply, items, kit) {
  const sources = new Map(reply.sources.map((one) => [one.mark, one]));
  const of = (cited) => {
    const marks = [...new Set(cited.citations.map((one) => one.mark))].filter((one) => sources.has(one));
    return marks.map((mark) => {
      const quotes = cited.citations.filter((one) => one.mark === mark);
      return ["\u00a0", markNode(sources.get(mark), quotes, items.get(mark), kit)];
    });
  };
  return { items, of };
}

function markNode(source, quotes, item, kit) {
  const { labels } = kit;
  const name = fill(labels.sourceNumber, { mark: source.mark });
  const chip = make("button", { type: "button", class: "mark", "aria-label": name }, String(source.mark));
  const contents = () => [
    outside("strong", source.title, { class: "card-title" }),
    make("span", { class: "card-line" }, credentialNodes(source, labels)),
    quotes.map((one) => outside("q", one.quote, { class: "card-quote" })),
    button(labels.toSource, () => reach(item), { class: "quiet" }),
  ];
  return kit.attach(chip, name, contents);
}

function reach(item) {
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

function nextNode(reply, marks, kit) {
  if (!reply.next_steps.length) return null;
  const steps = reply.next_steps.map((step) => {
    const link = outsideLink(step.url, kit.hosts, kit.labels);
    return make(
      "div",
      { class: "step", lang: reply.language },
      outside("p", step.label, { class: "step-label" }),
      make("p", { class: "step-why" }, make("bdi", {}, step.why), marks(step)),
      link ? make("p", { class: "elsewhere", lang: kit.labels.language }, link) : null,
    );
  });
  return section("next", kit.labels.next, kit, steps);
}

function sourcesNode(reply, items, kit) {
  if (!items.size) return null;
  const heading = reply.kind === "abstention" ? kit.labels.nearby : kit.labels.sources;
  return section("sources", heading, kit, make("ol", {}, [...items.values()]));
}

function followUpsNode(reply, kit) {
  if (!reply.follow_ups.length) return null;
  const items = reply.follow_ups.map((one) => make("li", {}, button(one, () => kit.ask(one), { dir: "auto" })));
  return section("follow-ups", kit.labels.followUps, kit, make("ul", { lang: reply.language }, items));
}
