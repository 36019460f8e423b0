// The reading grid: a description, sorted into its boxes without a word changed.

import { call } from "./asking.js";
import { button, fill, insideLink, make, outside } from "./making.js";
import { save } from "./sharing.js";
import { field, noticeOf, viewNode, viewRenderer } from "./views.js";

const DESCRIPTION_LIMIT = 3000; // characters

/** Return the view of the grid. */
export function viewOf(kit) {
  const { labels } = kit;
  const words = make("textarea", { id: "description", rows: 6, maxlength: DESCRIPTION_LIMIT, autocomplete: "off" });
  const send = make("button", { type: "submit", class: "primary" }, labels.fillGrid);
  const empty = insideLink("/v1/grids/empty.svg", { class: "quiet", download: labels.gridFile }, labels.emptyGrid);
  const form = make("form", { class: "grid-form" }, field(labels.description, words, labels.descriptionHint), make("div", { class: "row" }, send, empty));
  const sheet = make("div", { class: "sheet-room" });
  const fillIn = async (say) => {
    try {
      const grid = await call("/v1/grids", { method: "POST", body: { description: words.value, language: labels.language } });
      sheet.replaceChildren(...gridNodes(grid, kit));
      if (say) kit.say(fill(labels.gridReady, { count: grid.boxes.reduce((sum, one) => sum + one.words.length, 0) }));
    } catch (error) {
      sheet.replaceChildren(noticeOf(error, labels));
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    fillIn(true);
  });
  fillIn(false);
  return viewNode("grid", labels.gridTitle, labels.gridLead, form, sheet);
}

function gridNodes(grid, kit) {
  const { labels } = kit;
  const cited = viewRenderer(kit, 3).cited(grid.boxes.map((one) => one.definition).filter(Boolean), grid.sources);
  const boxes = grid.boxes.map((box) =>
    make(
      "li",
      { class: "box" },
      outside("h2", box.name),
      box.words.length ? make("div", { class: "words" }, make("h3", { class: "unseen" }, labels.yourWords), box.words.map((one) => outside("p", one))) : null,
      outside("p", box.question.text, { class: "prompt" }),
      box.definition ? make("div", { class: "defines" }, cited.prose([box.definition], false)) : null,
    ),
  );
  const left = grid.to_sort.length ? make("section", { class: "to-sort" }, make("h2", {}, labels.toSort), grid.to_sort.map((one) => outside("p", one))) : null;
  const keep = grid.svg ? button(labels.saveGrid, () => save(grid.svg, labels.gridFile, "image/svg+xml"), { class: "action" }) : null;
  return [make("ul", { class: "boxes" }, boxes), left, keep, grid.sources.length ? cited.sources(labels.sources) : null].filter(Boolean);
}
