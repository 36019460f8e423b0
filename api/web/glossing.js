// The terms of the glossary, found in a text so that each can be explained where it is read.

import { make } from "./making.js";

/**
 * Return a function that cuts a text into strings and `{ text, entry }` pieces, each entry at most once a reply.
 *
 * @param terms entries `{ term, acronym, definition }` of the glossary
 */
export function glossary(terms) {
  const names = new Map();
  for (const entry of terms) {
    for (const name of [entry.term, entry.acronym]) if (name) names.set(folded(name), entry);
  }
  const written = [...names.keys()].sort((one, other) => other.length - one.length || (one < other ? -1 : 1));
  if (!written.length) return () => (text) => [text];
  const body = written.map(pattern).join("|");
  const found = new RegExp(`(?<![\\p{L}\\p{N}])(?:${body})(?![\\p{L}\\p{N}])`, "giu");
  return () => {
    const told = new Set();
    return (text) => cut(text, found, names, told);
  };
}

function cut(text, found, names, told) {
  const pieces = [];
  let at = 0;
  for (const match of text.matchAll(found)) {
    const entry = names.get(folded(match[0])) ?? names.get(singular(folded(match[0]), names));
    if (!entry || told.has(entry)) continue;
    told.add(entry);
    pieces.push(text.slice(at, match.index), { text: match[0], entry });
    at = match.index + match[0].length;
  }
  pieces.push(text.slice(at));
  return pieces;
}

function folded(name) {
  return name.toLowerCase().replaceAll("'", "’");
}

function singular(name, names) {
  for (const one of names.keys()) if (new RegExp(`^${pattern(one)}$`, "iu").test(name)) return one;
  return "";
}

function pattern(name) {
  return name
    .replace(/[.*+?^${}()|[\]\\/-]/g, (sign) => (sign === "-" ? "-" : `\\${sign}`))
    .replaceAll("’", "[’']")
    .replaceAll(" ", "s?[ \\u00a0]")
    .concat("s?");
}

/** Return a term in a sentence, to which a card is given; a `span`, so that it is cut at the end of a line like any word. */
export function termNode(text, label) {
  return make("span", { class: "term", role: "button", tabindex: "0", "aria-label": `${text}, ${label}` }, text);
}
