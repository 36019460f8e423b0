// An exchange as Markdown and as rich text, with its sources.

import { credentialsOf } from "./sources.js";
import { insideLink, make, publicLink } from "./making.js";

/** Return an exchange as Markdown: the question, the reply with its marks, the sources with their dates. */
export function asMarkdown({ question, reply }, labels, hosts) {
  const parts = [`## ${plain(question)}`, bodyOf(reply)];
  if (reply.next_steps.length) {
    const steps = reply.next_steps.map((one) => `- ${plain(one.label)} ${plain(one.why)}${marksOf(one)}`);
    parts.push(`**${labels.next}**`, steps.join("\n"));
  }
  if (reply.sources.length) {
    parts.push(`**${reply.kind === "abstention" ? labels.nearby : labels.sources}**`);
    parts.push(reply.sources.map((one) => sourceLine(one, labels, hosts)).join("\n"));
  }
  return `${parts.join("\n\n")}\n\n*${labels.answerFrom}*\n`;
}

function bodyOf(reply) {
  if (!reply.statements.length) return plain(reply.text);
  return reply.statements.map((one) => `${plain(one.text)}${marksOf(one)}`).join("\n");
}

function marksOf(one) {
  const marks = [...new Set(one.citations.map((citation) => citation.mark))];
  return marks.map((mark) => ` [${mark}]`).join("");
}

function sourceLine(source, labels, hosts) {
  const link = publicLink(source.url, hosts);
  const title = link ? `[${plain(source.title)}](<${link.url}>)` : plain(source.title);
  return `- [${source.mark}] ${title}, ${[labels.authors[source.author_kind], ...credentialsOf(source, labels)].map(plain).join(", ")}`;
}

/** Return a text whose signs mean nothing in Markdown, items of a list set apart. */
function plain(text) {
  return text.replace(/[\\`*_[\]<>#|~!]/g, "\\$&");
}

/** Return an exchange as nodes of plain markup, for a word processor. */
export function asRichText({ question, reply }, labels, hosts) {
  const lines = (reply.statements.length ? reply.statements : [{ text: reply.text, citations: [] }]).map((one) =>
    make("p", {}, one.text.split("\n").flatMap((line, rank) => [rank ? make("br") : null, line]), marksOf(one)),
  );
  const steps = reply.next_steps.map((one) => make("p", {}, make("strong", {}, `${labels.next}\u00a0: `), `${one.label} ${one.why}${marksOf(one)}`));
  const sources = reply.sources.map((one) => {
    const link = publicLink(one.url, hosts);
    const title = link ? webLink(link.url, one.title) : one.title;
    return make("p", {}, `[${one.mark}] `, title, `, ${[labels.authors[one.author_kind], ...credentialsOf(one, labels)].join(", ")}`);
  });
  const heading = sources.length ? make("h3", {}, labels.sources) : null;
  return make("div", {}, make("h2", {}, question), lines, steps, heading, sources, make("p", {}, make("em", {}, labels.answerFrom)));
}

function webLink(url, title) {
  const node = make("a", {}, title);
  node.setAttribute("href", url);
  return node;
}

/** Copy a text in both forms; return whether the browser did. */
export async function copyBoth(markdown, node) {
  const html = new XMLSerializer().serializeToString(node);
  try {
    const forms = { "text/plain": markdown, "text/html": html };
    const blobs = Object.entries(forms).map(([type, text]) => [type, new Blob([text], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch {
    return copyByEvent(markdown, html);
  }
}

/** Copy through the event of the page: the way that is left on an address without encryption. */
function copyByEvent(markdown, html) {
  let done = false;
  const fillIn = (event) => {
    event.clipboardData.setData("text/plain", markdown);
    event.clipboardData.setData("text/html", html);
    event.preventDefault();
    done = true;
  };
  document.addEventListener("copy", fillIn, { once: true });
  document.execCommand("copy");
  document.removeEventListener("copy", fillIn);
  return done;
}

/** Save a text as a file of the reader. */
export function save(text, name, type = "text/markdown") {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const node = insideLink("#", { download: name });
  node.setAttribute("href", url);
  node.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
