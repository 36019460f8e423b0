// Statements as paragraphs and lists: prose runs on from one to the next, items stand together.

import { make } from "./making.js";

const ITEM = /^(?:[-•*]|\d{1,2}[.)])\s+/;

/**
 * Return the blocks of some statements, in reading order, as nodes.
 *
 * @param statements of a reply
 * @param tellOwn whether what the assistant adds of its own is set apart
 * @param inline a function of a text that returns its nodes
 * @param marksOf a function of a statement that returns the nodes of its marks
 */
export function proseNodes(statements, tellOwn, inline, marksOf) {
  const blocks = [];
  for (const line of statements.flatMap((one) => linesOf(one, tellOwn))) {
    const last = blocks[blocks.length - 1];
    if (last && follows(line, last[last.length - 1])) last.push(line);
    else blocks.push([line]);
  }
  return blocks.map((lines) => blockNode(lines, inline, marksOf));
}

function linesOf(statement, tellOwn) {
  const texts = statement.text.split(/\r?\n/).map((one) => one.trim()).filter(Boolean);
  return texts.map((text, rank) => ({
    text,
    statement: rank === texts.length - 1 ? statement : null,
    own: tellOwn && statement.origin === "assistant",
    runsOn: !statement.text.includes("\n"),
  }));
}

function follows(line, last) {
  const item = ITEM.test(line.text);
  const after = ITEM.test(last.text);
  if (item || after) return item && after;
  return line.runsOn && !line.text.endsWith(":") && !last.text.endsWith(":");
}

function blockNode(lines, inline, marksOf) {
  const said = (line, text) => {
    if (line.own || !line.statement?.citations.length) return make("span", { class: line.own ? "own" : null }, line.own ? text : inline(text));
    return tied(inline(text), marksOf(line.statement));
  };
  if (!ITEM.test(lines[0].text)) {
    const name = lines[lines.length - 1].text.endsWith(":") ? "announces" : null;
    return make("p", { class: name }, lines.map((line, rank) => [rank ? " " : null, said(line, line.text)]));
  }
  const number = /^\d+/.exec(lines[0].text);
  const items = lines.map((line) => make("li", {}, said(line, line.text.replace(ITEM, ""))));
  return number ? make("ol", { start: number[0] }, items) : make("ul", {}, items);
}

/** Return nodes with their marks tied to the last word: no mark begins a line. */
function tied(nodes, marks) {
  const last = nodes[nodes.length - 1];
  if (typeof last !== "string" || !last) return [nodes, marks];
  const cut = last.search(/\S+$/);
  return [nodes.slice(0, -1), last.slice(0, cut), make("span", { class: "tie" }, last.slice(cut), marks)];
}
