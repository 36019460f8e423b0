// The map of the notions to wander in: one at the centre, its neighbours around, the way one came.

import { call } from "./asking.js";
import { button, fill, insideLink, make, outside } from "./making.js";
import { noticeOf, viewNode } from "./views.js";

const SVG = "http://www.w3.org/2000/svg";
const TRAIL = 6; // notions shown of the way one came

/** Return the view of the notions: `{ node, goTo }`. */
export function viewOf(kit) {
  const { labels } = kit;
  const stage = make("div", { class: "stage" });
  const all = make("details", { class: "all" }, make("summary", {}, labels.allNotions));
  const node = viewNode("notions", labels.notionsTitle, labels.notionsLead, stage, all);
  const state = { graph: null, at: "", trail: [] };

  async function goTo(term) {
    try {
      state.graph ??= await graphOf();
    } catch (error) {
      return stage.replaceChildren(noticeOf(error, labels));
    }
    const { graph } = state;
    if (all.childElementCount === 1) all.append(make("ul", { class: "index" }, [...graph.values()].map((one) => make("li", {}, linkTo(one.term)))));
    const entry = graph.get(term) ?? graph.get(state.at) ?? mostRelated(graph);
    if (!entry) return undefined;
    const moved = state.at && state.at !== entry.term;
    if (moved) state.trail = [...state.trail.filter((one) => one !== entry.term), state.at].slice(-TRAIL);
    state.at = entry.term;
    if (term !== entry.term) history.replaceState(null, "", addressOf(entry.term));
    show(entry, moved);
    return undefined;
  }

  function show(entry, moved) {
    const center = centerNode(entry, kit);
    const around = entry.related.filter((one) => state.graph.has(one));
    const trail = state.trail.filter((one) => one !== entry.term);
    stage.replaceChildren(
      constellation(center, around),
      ...(trail.length ? [make("nav", { class: "trail", "aria-label": labels.trail }, make("span", {}, labels.trail), trail.map(linkTo))] : []),
    );
    if (moved) center.querySelector("h2").focus({ preventScroll: true });
  }

  function constellation(center, around) {
    const lines = document.createElementNS(SVG, "svg");
    lines.setAttribute("viewBox", "0 0 100 100");
    lines.setAttribute("preserveAspectRatio", "none");
    lines.setAttribute("aria-hidden", "true");
    const items = around.map((term, rank) => {
      const turn = ((rank + 0.5) / around.length) * 2 * Math.PI - Math.PI / 2;
      const [x, y] = [50 + 41 * Math.cos(turn), 50 + 44 * Math.sin(turn)];
      const line = document.createElementNS(SVG, "line");
      for (const [name, value] of Object.entries({ x1: 50, y1: 50, x2: x, y2: y })) line.setAttribute(name, value.toFixed(2));
      lines.append(line);
      const item = make("li", {}, linkTo(term));
      item.style.setProperty("--x", `${x.toFixed(2)}%`);
      item.style.setProperty("--y", `${y.toFixed(2)}%`);
      return item;
    });
    const ring = make("ul", { class: "ring", "aria-label": labels.neighbours }, items);
    return make("div", { class: "constellation" }, lines, center, items.length ? ring : make("p", { class: "note" }, labels.noNeighbour));
  }

  return { node, goTo };
}

function addressOf(term) {
  return `#notions/${encodeURIComponent(term)}`;
}

function linkTo(term) {
  return insideLink(addressOf(term), { class: "notion", dir: "auto" }, term);
}

function centerNode(entry, { labels, ask }) {
  const told = entry.definition[labels.language] ?? entry.definition.fr;
  const language = entry.definition[labels.language] ? labels.language : "fr";
  const question = fill(labels.askNotion, { term: entry.term });
  return make(
    "div",
    { class: "center" },
    outside("h2", entry.acronym ? `${entry.term} (${entry.acronym})` : entry.term, { tabindex: "-1" }),
    outside("p", told, { lang: language }),
    button(labels.aboutNotion, () => ask(question), { class: "quiet" }),
  );
}

/** Return the notions by their name; the glossary stands in where the map is not served. */
async function graphOf() {
  const { nodes } = await call("/v1/maps/notions.json").catch(wholeGlossary);
  return new Map(nodes.map((one) => [one.term, one]));
}

async function wholeGlossary() {
  const { terms } = await call("/v1/glossary");
  const told = await Promise.all(terms.map((one) => call(`/v1/glossary/${encodeURIComponent(one.term)}`).catch(() => null)));
  return { nodes: told.filter((one) => one && ["notion", "method"].includes(one.kind)) };
}

function mostRelated(graph) {
  return [...graph.values()].reduce((best, one) => (!best || one.related.length > best.related.length ? one : best), null);
}
