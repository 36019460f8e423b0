// What the views share: their head, their notices, and the rendering of what is cited.

import { documentShelf, ProblemError } from "./asking.js";
import { make } from "./making.js";
import { rendererOf } from "./rendering.js";
import { reasonOf } from "./turns.js";

let stylesAsked = false;

/** Ask for the style sheet of the views, once. */
export function wearStyles() {
  if (stylesAsked) return;
  stylesAsked = true;
  const link = make("link", { rel: "stylesheet" });
  link.setAttribute("href", "/web/views.css");
  document.head.append(link);
}

/** Return a view with its heading and its lead. */
export function viewNode(name, title, lead, ...parts) {
  wearStyles();
  return make("section", { class: `view ${name}` }, make("h1", {}, title), make("p", { class: "lead" }, lead), parts);
}

/** Return a labelled field. */
export function field(label, control, hint) {
  return make("div", { class: "field" }, make("label", { for: control.id }, label), hint ? [" ", make("small", {}, hint)] : null, control);
}

/** Return a choice among named values. */
export function choiceOf(id, names, chosen) {
  const control = make("select", { id, name: id }, Object.entries(names).map(([value, label]) => make("option", { value }, label)));
  control.value = chosen;
  return control;
}

/** Return the notice of an error, in the words of the page. */
export function noticeOf(error, labels) {
  const absent = error instanceof ProblemError && error.status === 404 && error.code === "not_found";
  const [title, text] = absent ? [labels.unavailable, ""] : reasonOf(error, labels);
  const told = text === labels.lostText ? "" : text;
  return make("div", { class: "trouble" }, make("h2", {}, title), told ? make("p", {}, told) : null);
}

/** Return the renderer of a view. */
export function viewRenderer(kit, level) {
  const nothing = () => (text) => [text];
  return rendererOf({ labels: kit.labels, hosts: kit.known.hosts, level, glosses: nothing, ask: kit.ask, loadDocument: documentShelf() });
}
