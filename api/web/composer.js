// Where the question is written: Enter sends, Shift + Enter breaks; the button that sends is the one that stops.

import { fill, make } from "./making.js";

const QUESTION_LIMIT = 2000; // characters
const PLACE_LIMIT = 100;

/**
 * Return the composer: `{ node, value, focus, setBusy, profile }`.
 *
 * @param given `{ question, place }` to start from
 * @param send a function of a question
 * @param stop called when a running question is stopped
 */
export function composerOf(labels, given, send, stop) {
  const text = make("textarea", {
    id: "question", name: "question", rows: 1, maxlength: QUESTION_LIMIT, autocomplete: "off",
    enterkeyhint: "send", placeholder: labels.questionHint, "aria-describedby": "keys",
  });
  text.value = given.question;
  const profile = profileOf(labels, given);
  const act = make("button", { type: "submit", class: "primary" }, labels.send);
  const node = make(
    "form",
    { class: "composer live", role: "search" },
    make("label", { for: "question", class: "unseen" }, labels.questionLabel),
    make("div", { class: "ask" }, text, act),
    make("div", { class: "under" }, profile.node, make("span", { id: "keys", class: "keys" }, labels.keysHint)),
  );
  let busy = false;
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    if (busy) return stop();
    if (text.value.trim()) send(text.value);
    else text.focus();
  });
  text.addEventListener("input", () => grow(text));
  text.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && busy) return stop();
    const breaks = event.shiftKey || event.isComposing || (coarse() && !event.ctrlKey);
    if (event.key !== "Enter" || breaks) return;
    event.preventDefault();
    if (!busy) node.requestSubmit();
  });
  return {
    node,
    profile,
    focus: () => text.focus({ preventScroll: true }),
    get value() {
      return text.value;
    },
    set value(written) {
      text.value = written;
      grow(text);
    },
    setBusy: (now) => {
      busy = now;
      act.textContent = now ? labels.stop : labels.send;
      act.classList.toggle("stops", now);
    },
  };
}

function coarse() {
  return matchMedia("(pointer: coarse)").matches;
}

function grow(text) {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight + 2, 200)}px`;
}

/** Return who asks and from where, folded away until wanted. */
function profileOf(labels, given) {
  const place = make("input", { id: "place", name: "place", type: "text", maxlength: PLACE_LIMIT, autocomplete: "off" });
  place.value = given.place;
  const options = Object.entries(labels.personas).map(([value, label]) => make("option", { value }, label));
  const persona = make("select", { id: "persona", name: "persona" }, options);
  persona.value = given.persona ?? "";
  const summary = make("summary", {}, labels.profile);
  const node = make(
    "details",
    { class: "profile" },
    summary,
    make(
      "div",
      { class: "fields" },
      make("div", {}, make("label", { for: "place" }, labels.placeLabel), " ", make("small", {}, labels.placeHint), place),
      make("div", {}, make("label", { for: "persona" }, labels.persona), persona),
    ),
  );
  const tell = () => {
    const parts = [place.value.trim(), persona.value ? labels.personas[persona.value] : ""].filter(Boolean);
    summary.textContent = parts.length ? fill(labels.profileOf, { parts: parts.join(", ") }) : labels.profile;
  };
  node.addEventListener("input", tell);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === place) event.preventDefault();
    if (event.key !== "Escape" || !node.open) return;
    node.open = false;
    summary.focus();
  });
  tell();
  return {
    node,
    get place() {
      return place.value.trim();
    },
    get persona() {
      return persona.value;
    },
    set persona(value) {
      persona.value = value;
      tell();
    },
  };
}
