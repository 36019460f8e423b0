// The cleaned text of a document as blocks, with the quoted spans marked in it. Offsets count code points.

import { make } from "./making.js";

const AROUND = 420; // code points shown before and after a quote, cut where a block ends or begins

/** Return the blocks of a text as `{ start, end, kind, depth }`, in order; they hold all that is not white. */
export function blocksOf(points) {
  const blocks = [];
  let start = 0;
  for (let at = 0; at <= points.length; at += 1) {
    if (at < points.length && points[at] !== "\n") continue;
    const line = points.slice(start, at).join("");
    if (line.trim()) blocks.push({ start, end: at, ...kindOf(line) });
    start = at + 1;
  }
  return blocks;
}

function kindOf(line) {
  const heading = /^(#{1,6})\s+/.exec(line);
  if (heading) return { kind: "heading", lead: heading[0].length, depth: heading[1].length };
  const item = /^(\s*)(?:[-•*]|\d{1,2}[.)])\s+/.exec(line);
  if (item) return { kind: "item", lead: item[0].length };
  return { kind: "text", lead: 0 };
}

/**
 * Return a text, or the part of it around some spans, as nodes.
 *
 * @param text the cleaned text of the document
 * @param spans `[start, end]` pairs to mark, in code points
 * @param whole true for the whole text, false for what surrounds the spans
 */
export function passageNodes(text, spans, whole) {
  const points = Array.from(text);
  const merged = mergedSpans(spans, points.length);
  const blocks = blocksOf(points).filter((one) => whole || merged.some(([from, to]) => near(one, from, to)));
  const nodes = [];
  let list = null;
  for (const [rank, block] of blocks.entries()) {
    if (rank && !whole && gap(points, blocks[rank - 1].end, block.start)) {
      nodes.push(make("p", { class: "gap", "aria-hidden": "true" }, "…"));
      list = null;
    }
    const content = marked(points, block, merged);
    if (block.kind === "item") {
      list ??= nodes[nodes.push(make("ul")) - 1];
      list.append(make("li", {}, content));
      continue;
    }
    list = null;
    nodes.push(make("p", { class: block.kind === "heading" ? "rubric" : null }, content));
  }
  return nodes;
}

function near(block, from, to) {
  return block.end > from - AROUND && block.start < to + AROUND && (touches(block, from, to) || block.end - block.start < AROUND * 2);
}

function touches(block, from, to) {
  return block.start < to && block.end > from;
}

function gap(points, from, to) {
  return points.slice(from, to).join("").trim() !== "";
}

function mergedSpans(spans, length) {
  const sorted = spans
    .map(([from, to]) => [Math.max(0, Math.min(from, length)), Math.max(0, Math.min(to, length))])
    .filter(([from, to]) => from < to)
    .sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  const merged = [];
  for (const [from, to] of sorted) {
    const last = merged[merged.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

function marked(points, block, spans) {
  const start = block.start + block.lead;
  const nodes = [];
  let at = start;
  for (const [from, to] of spans) {
    if (to <= at || from >= block.end) continue;
    const begin = Math.max(from, at);
    const end = Math.min(to, block.end);
    nodes.push(points.slice(at, begin).join(""), make("mark", {}, points.slice(begin, end).join("")));
    at = end;
  }
  nodes.push(points.slice(at, block.end).join(""));
  return nodes;
}
