// The first screen: what it is, what it knows and until when, what it does not, and ways to start.

import { sayDate } from "./dates.js";
import { button, fill, make } from "./making.js";

/** Return the first screen; `known` is `{ count, latest }`, and `start(question, persona)` asks. */
export function welcomeNode(labels, known, start) {
  const starters = labels.starters.map(([persona, who, question]) =>
    make("li", {}, button([make("span", {}, who), question], () => start(question, persona))),
  );
  return make(
    "div",
    { class: "welcome" },
    make("h1", {}, labels.title),
    make("p", { class: "lead" }, labels.automatic),
    make("div", {}, make("h2", {}, labels.startersHeading), make("ul", { class: "starters" }, starters)),
    make(
      "div",
      { class: "scope" },
      make("h2", {}, labels.scopeHeading),
      make("p", {}, fill(labels.knows, { count: known.count })),
      known.latest ? make("p", {}, fill(labels.until, { date: sayDate(known.latest, labels) })) : null,
      make("p", {}, labels.knowsNot),
    ),
  );
}
