// The panel of the widget: the conversation of the page, on a page of another site, in the tree of its element.

import { call, LostError } from "./asking.js";
import { conversationOf } from "./conversation.js";
import { labelsOf } from "./labels.js";
import { button, fill, make, outerLink } from "./making.js";

const STARTERS = 3; // ways to start that leave the place of the question in sight on a small screen

/**
 * Return the panel: `{ node, style, focus }`, its style to be adopted by the tree that will hold the node.
 *
 * @param kit.home address of the page of the assistant
 * @param kit.language `fr` or `en`
 * @param kit.light whether the panel stays light where the reader prefers dark
 * @param kit.left whether it stands at the left
 * @param kit.given `{ question, place, persona }` to start from
 * @param kit.unit the size of the letters the reader chose, in CSS
 * @param kit.close called when the reader closes the panel
 * @throws TypeError, or LostError, when the style cannot be fetched
 */
export async function panelOf(kit) {
  const [labels, style] = await Promise.all([labelsOf(kit.language), styleOf()]);
  const status = make("div", { role: "status", class: "unseen" });
  const inside = make("div", { class: "scroller" }, make("p", { class: "note" }, labels.loading));
  const shut = button(make("span", { "aria-hidden": "true" }, "×"), kit.close, { class: "shut", "aria-label": labels.widget.close });
  const bar = make("div", { class: "bar" }, make("p", { class: "name" }, labels.name), outerLink(kit.home, {}, labels.widget.whole), shut);
  const node = make(
    "div",
    { class: `panel palette${kit.light ? " light" : ""}${kit.left ? " left" : ""}`, role: "dialog", "aria-label": labels.name, lang: labels.language, tabindex: "-1" },
    bar,
    inside,
    status,
  );
  node.style.setProperty("--rem", kit.unit);
  closeByEscape(node, kit.close);
  const say = (text) => {
    status.textContent = "";
    status.textContent = text;
  };
  let talk = null;
  const start = async () => {
    try {
      const known = await call("/v1/register");
      talk = talkOf({ ...kit, labels, say, known: { ...known, hosts: new Set(known.hosts) } });
      inside.replaceChildren(talk.node, make("p", { class: "note privacy" }, labels.privacy));
      if (inside.contains(inside.getRootNode().activeElement) || node === node.getRootNode().activeElement) focus();
    } catch (error) {
      const [title, text, note] = await reasonOf(error, labels);
      const again = button(labels.retry, start, { class: "action" });
      const way = make("p", {}, outerLink(kit.home, { class: "primary" }, labels.widget.elsewhere));
      inside.replaceChildren(make("div", { class: "trouble" }, make("h2", {}, title), make("p", {}, text), way, again, note ? make("p", { class: "note" }, note) : null));
      say(title);
    }
  };
  const focus = () => (talk && !matchMedia("(pointer: coarse)").matches ? talk.focus() : node.focus());
  start();
  return { node, style, focus };
}

async function styleOf() {
  const response = await fetch(new URL("/widget/panel.css", import.meta.url), { credentials: "omit" });
  if (!response.ok) throw new LostError();
  const style = new CSSStyleSheet();
  style.replaceSync(await response.text());
  return style;
}

/** Close by Escape, unless something inside that is open, or a question that runs, takes it for itself. */
function closeByEscape(node, close) {
  let taken = false;
  node.addEventListener("keydown", () => (taken = node.querySelector(".card, .profile[open], [aria-busy]") !== null), true);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || taken || event.isComposing) return;
    event.stopPropagation();
    close();
  });
}

function talkOf({ labels, say, known, given }) {
  const welcome = (words, _, begin) => welcomeNode(words, known, begin);
  const began = () => terms();
  const talk = conversationOf({ labels, known, say, given, keeping: false, welcome, began }, []);
  const terms = async () => {
    try {
      talk.setTerms((await call("/v1/glossary")).terms);
    } catch {
      // without the glossary, terms are plain words
    }
  };
  return talk;
}

function welcomeNode(labels, known, start) {
  const starters = labels.starters.slice(0, STARTERS).map(([persona, , question]) => make("li", {}, button(question, () => start(question, persona))));
  return make(
    "div",
    { class: "welcome" },
    make("h2", {}, labels.widget.title),
    make("p", { class: "lead" }, labels.automatic),
    make("ul", { class: "starters", "aria-label": labels.startersHeading }, starters),
    make("p", { class: "note" }, fill(labels.knows, { count: known.count })),
    make("p", { class: "note" }, labels.knowsNot),
  );
}

/** Return why the server does not answer, and a note: it is lost, refuses in its words, or does not admit this site. */
async function reasonOf(error, labels) {
  if (!(error instanceof LostError)) return [error.title || labels.failed, error.detail ?? labels.widget.lost];
  const there = await fetch(new URL("/widget/panel.css", import.meta.url), { credentials: "omit", cache: "no-store" }).catch(() => null);
  const { refusedText, refusedNote } = labels.widget;
  return there?.ok ? [labels.widget.refused, refusedText, fill(refusedNote, { origin: location.origin })] : [labels.lost, labels.widget.lost];
}
