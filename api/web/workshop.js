// The workshop: a form, and the plan that follows it as it is filled.

import { call } from "./asking.js";
import { fill, insideLink, make, outside } from "./making.js";
import { choiceOf, field, noticeOf, viewNode, viewRenderer } from "./views.js";

const CALM = 600; // milliseconds without a keystroke before the plan follows
const FORMATS = ["docx", "odt", "html", "md"];

/** Return the view of the workshop. */
export function viewOf(kit) {
  const { labels } = kit;
  const controls = {
    theme: make("textarea", { id: "theme", rows: 2, maxlength: 2000, autocomplete: "off", placeholder: labels.themeExample }),
    minutes: make("input", { id: "minutes", type: "number", min: 5, max: 480, step: 5, value: 90, inputmode: "numeric" }),
    people: make("input", { id: "people", type: "number", min: 1, max: 200, value: 12, inputmode: "numeric" }),
    audience: make("input", { id: "audience", type: "text", maxlength: 120, autocomplete: "off" }),
    variant: choiceOf("variant", labels.variantNames, "workshop"),
    level: choiceOf("level", labels.levelNames, "novice"),
    setting: choiceOf("setting", labels.settingNames, "room"),
  };
  const form = make(
    "form",
    { class: "plan-form" },
    field(labels.theme, controls.theme, labels.themeHint),
    make("div", { class: "pair" }, field(labels.minutes, controls.minutes), field(labels.people, controls.people)),
    field(labels.audience, controls.audience, labels.audienceHint),
    field(labels.variant, controls.variant),
    make("div", { class: "pair" }, field(labels.level, controls.level), field(labels.setting, controls.setting)),
  );
  const preview = make("div", { class: "preview" }, make("p", { class: "empty" }, labels.planEmpty));
  follow(form, controls, preview, kit);
  return viewNode("workshop", labels.workshopTitle, labels.workshopLead, make("div", { class: "bench" }, form, preview));
}

function follow(form, controls, preview, kit) {
  const state = { timer: 0, running: null, asked: "" };
  const touched = new Set();
  const refresh = async () => {
    const body = bodyOf(controls, touched, kit.labels);
    const wanted = JSON.stringify(body);
    if (!body.theme || wanted === state.asked) return;
    state.asked = wanted;
    state.running?.abort();
    const own = (state.running = new AbortController());
    preview.setAttribute("aria-busy", "true");
    try {
      const made = await call("/v1/workshops", { method: "POST", body, signal: own.signal });
      preview.replaceChildren(...(made.blocks ? planNodes(made, kit) : declinedNodes(made, kit)));
      if (made.blocks) settle(controls, touched, made.request);
      kit.say(made.blocks ? fill(kit.labels.ready, { title: made.title }) : made.text);
    } catch (error) {
      if (error.name === "AbortError") return;
      state.asked = "";
      preview.replaceChildren(noticeOf(error, kit.labels));
    }
    preview.removeAttribute("aria-busy");
  };
  form.addEventListener("input", (event) => {
    touched.add(event.target.id);
    clearTimeout(state.timer);
    state.timer = setTimeout(refresh, CALM);
  });
  controls.theme.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(state.timer);
    refresh();
  });
}

/** Show in the fields nobody touched what was understood of the theme. */
function settle(controls, touched, request) {
  for (const name of ["minutes", "people", "audience", "variant", "level", "setting"]) {
    if (!touched.has(name)) controls[name].value = request[name];
  }
}

/** Return what is asked: a field nobody touched is left to the words of the theme. */
function bodyOf(controls, touched, labels) {
  const body = { theme: controls.theme.value.trim(), language: labels.language };
  for (const name of ["minutes", "people"]) {
    const number = Number.parseInt(controls[name].value, 10);
    if (touched.has(name) && Number.isFinite(number)) body[name] = number;
  }
  for (const name of ["variant", "level", "setting"]) if (touched.has(name)) body[name] = controls[name].value;
  if (touched.has("audience") && controls.audience.value.trim()) body.audience = controls.audience.value.trim();
  return body;
}

function declinedNodes(made, kit) {
  const { answer, sources } = viewRenderer(kit, 3).reply(made);
  return [answer, sources].filter(Boolean);
}

function planNodes(plan, kit) {
  const { labels } = kit;
  const parts = ["questions", "examples", "cautions", "afterwards"];
  const told = [...plan.blocks.flatMap((one) => [...one.says, ...one.does]), ...parts.flatMap((name) => plan[name])];
  const cited = viewRenderer(kit, 3).cited(told, plan.sources);
  const files = FORMATS.map((format) => insideLink(`/v1/workshops/${encodeURIComponent(plan.id)}.${format}`, { class: "file", download: format !== "html", target: format === "html" ? "_blank" : null, rel: "noopener" }, labels.downloadIn[format]));
  return [
    outside("h2", plan.title, { class: "plan-title" }),
    make("p", { class: "files" }, make("span", {}, labels.download), files),
    make("ol", { class: "blocks" }, plan.blocks.map((one) => blockNode(one, cited, labels))),
    ...parts.filter((name) => plan[name].length).map((name) => make("section", { class: "chapter" }, make("h3", {}, labels.planParts[name]), cited.prose(plan[name], true))),
    cited.sources(labels.sources),
  ];
}

function blockNode(block, cited, labels) {
  const head = make("div", { class: "clock" }, make("span", {}, clock(block.start)), make("span", { class: "lasts" }, fill(labels.duration, { minutes: block.minutes })));
  const lines = [
    block.objective ? outside("p", block.objective, { class: "objective" }) : null,
    block.says.length ? [make("h4", {}, labels.says), cited.prose(block.says, true)] : null,
    block.does.length ? [make("h4", {}, labels.does), cited.prose(block.does, false)] : null,
    block.material.length ? make("p", { class: "note" }, labels.material, outside("bdi", block.material.join(", "))) : null,
    block.output ? make("p", { class: "note" }, labels.output, outside("bdi", block.output)) : null,
  ];
  return make("li", { class: block.is_break ? "block rest" : "block" }, head, make("div", { class: "happens" }, outside("h3", block.name), lines));
}

function clock(minutes) {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}
