// The finder of clubs: a place, the clubs that cover it, and the map of the regions.

import { call } from "./asking.js";
import { button, counted, fill, insideLink, make, outside } from "./making.js";
import { field, noticeOf, viewNode } from "./views.js";

const PLACE_LIMIT = 100; // characters

/** Return the view of the clubs. */
export function viewOf(kit) {
  const { labels } = kit;
  const place = make("input", { id: "club-place", type: "text", maxlength: PLACE_LIMIT, autocomplete: "off", required: true });
  const found = make("div", { class: "found" });
  const map = make("div", { class: "map-room" });
  const search = async (name) => {
    place.value = name;
    try {
      const list = await call(`/v1/clubs?place=${encodeURIComponent(name)}`);
      found.replaceChildren(...foundNodes(list, kit));
      kit.say(list.message ?? counted(labels, "found", list.clubs.length));
    } catch (error) {
      found.replaceChildren(noticeOf(error, labels));
      kit.say(labels.failed);
    }
  };
  const form = make("form", { class: "line", role: "search" }, field(labels.place, place, labels.placeHint), make("button", { type: "submit", class: "primary" }, labels.find));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (place.value.trim()) search(place.value.trim());
  });
  drawMap(map, labels, search);
  return viewNode("clubs", labels.clubsTitle, labels.clubsLead, form, found, map);
}

function foundNodes(list, kit) {
  const { labels } = kit;
  const where = list.places.map((one) => outside("li", [one.name, ...one.regions, one.country].filter((name, rank, all) => name && all.indexOf(name) === rank).join(", ")));
  const cards = list.clubs.map((one) =>
    make(
      "li",
      { class: "club" },
      outside("h2", one.name),
      make("p", { class: "credentials" }, labels.territory, make("bdi", {}, one.territory)),
      button(fill(labels.aboutClub, { name: one.name }), () => kit.ask(fill(labels.aboutClub, { name: one.name })), { class: "quiet" }),
    ),
  );
  return [
    list.message ? make("p", { class: "told" }, list.message) : null,
    where.length > 1 ? make("ul", { class: "places" }, where) : null,
    cards.length ? make("ul", { class: "cards" }, cards) : null,
  ].filter(Boolean);
}

async function drawMap(room, labels, search) {
  try {
    const map = await call("/v1/maps/clubs.json");
    const tiles = map.regions.filter((one) => one.at).map((one) => tileNode(one, labels, search));
    const aside = [...map.regions.filter((one) => !one.at), ...map.countries].map((one) => tileNode(one, labels, search));
    const save = insideLink("/v1/maps/clubs.svg", { class: "quiet", download: "clubs-efc.svg" }, labels.saveMap);
    room.replaceChildren(
      make("h2", {}, labels.map),
      make("div", { class: "map" }, make("ul", { class: "tiles" }, tiles), make("div", {}, make("h3", {}, labels.elsewhere), make("ul", { class: "aside" }, aside))),
      make("p", { class: "note" }, labels.mapCaution, " ", save),
    );
  } catch {
    room.replaceChildren();
  }
}

function tileNode(tile, labels, search) {
  const clubs = [...tile.clubs.map((one) => one.name), ...tile.partly.map((one) => `${one.name} (${labels.inPart})`)];
  const told = clubs.join(", ") || labels.covers.none;
  const node = make("li", {}, button([outside("strong", tile.name), outside("span", told)], () => search(tile.name), { class: `tile ${tile.cover === "whole" || tile.cover === "part" ? tile.cover : "none"}` }));
  if (tile.at) {
    node.style.setProperty("--x", String(Number(tile.at[0])));
    node.style.setProperty("--y", String(Number(tile.at[1])));
  }
  return node;
}
