// The page: it takes over what the server wrote, and holds the language, the settings and the views.

import { call } from "./asking.js";
import { conversationOf } from "./conversation.js";
import { labelsOf } from "./labels.js";
import { button, insideLink, make } from "./making.js";
import { forget, isReply, keep, recall } from "./remembering.js";

const VIEWS = { clubs: "./clubs.js", notions: "./notions.js", workshop: "./workshop.js", grid: "./grid.js" };

const main = document.getElementById("main");

/** Return what the server wrote on `main`, or null on a page that only tells a problem. */
function written() {
  const { count, latest, hosts, question, place, reply } = main.dataset;
  if (count === undefined) return null;
  const fields = Object.fromEntries(["question", "place"].map((name) => [name, main.querySelector(`#${name}`)?.value ?? ""]));
  return {
    known: { count: Number(count), latest: latest ?? "", hosts: new Set(hosts.split(" ").filter(Boolean)) },
    given: { question: question === undefined ? fields.question : "", place: place ?? fields.place },
    asked: question === undefined || !reply ? [] : [{ question, reply: JSON.parse(reply) }].filter((one) => isReply(one.reply)),
  };
}

/** Return what was kept, then what the address asked, unless it is already the last one kept. */
function joined(kept, asked) {
  const again = asked.length && kept.length && kept[kept.length - 1].reply.id === asked[0].reply.id;
  return again ? kept : [...kept, ...asked];
}

async function start() {
  const page = written();
  if (!page) return;
  const kept = recall();
  const state = { keeping: kept !== null, turns: joined(kept?.turns ?? [], page.asked), given: page.given };
  const status = make("div", { role: "status", class: "unseen" });
  const views = make("div", { id: "views" });
  const typing = document.activeElement?.id === "question";
  const skip = document.querySelector(".skip");
  let shell = null;

  main.tabIndex = -1;
  skip.addEventListener("click", (event) => {
    event.preventDefault();
    (views.querySelector("#question") ?? main).focus();
  });

  const say = (text) => {
    status.textContent = "";
    status.textContent = text;
  };

  async function show(language) {
    const labels = await labelsOf(language);
    document.documentElement.lang = labels.language;
    const explore = (term) => (location.hash = `#notions/${encodeURIComponent(term)}`);
    const talk = conversationOf({ labels, known: page.known, say, given: state.given, explore, keeping: state.keeping }, state.turns);
    shell?.talk.leave();
    shell = { labels, talk, built: new Map([["", talk.node]]) };
    document.querySelector("header").replaceWith(header(shell));
    main.replaceChildren(views);
    tellPrivacy();
    if (!status.isConnected) document.body.append(status);
    await route();
    terms(talk);
  }

  /** Show the view of the address; one that was built keeps what was done in it. */
  async function route() {
    const [name, ...rest] = location.hash.slice(1).split("/");
    const view = name in VIEWS ? name : "";
    if (!shell.built.has(view)) {
      const { viewOf } = await import(VIEWS[view]);
      const ask = (question) => {
        location.hash = "";
        shell.talk.ask(question);
      };
      shell.built.set(view, viewOf({ labels: shell.labels, known: page.known, say, ask }));
    }
    const built = shell.built.get(view);
    const node = built.node ?? built;
    if (views.firstChild !== node) views.replaceChildren(node);
    built.goTo?.(rest.map(decodeURIComponent).join("/"));
    for (const one of document.querySelectorAll("nav a")) {
      if (one.hash === (view ? `#${view}` : "#")) one.setAttribute("aria-current", "page");
      else one.removeAttribute("aria-current");
    }
    skip.textContent = view ? shell.labels.skipToContent : shell.labels.skip;
    skip.setAttribute("href", view ? "#main" : "#question");
    document.title = view ? `${shell.labels.views[view]} — ${shell.labels.name}` : shell.labels.name;
  }

  async function terms(talk) {
    try {
      talk.setTerms((await call("/v1/glossary")).terms);
    } catch {
      // without the glossary, terms are plain words
    }
  }

  function header({ labels, talk }) {
    const links = ["", ...Object.keys(VIEWS)].map((view) => insideLink(`#${view}`, {}, labels.views[view || "questions"]));
    const language = button(labels.switchLanguage, async () => {
      carry(talk);
      if (state.keeping) keep({ language: labels.switchLanguageTo, turns: state.turns });
      await show(labels.switchLanguageTo);
      document.querySelector("header .language").focus();
    }, { class: "language", lang: labels.switchLanguageTo });
    const home = insideLink("/", { class: "name" }, labels.name);
    return make("header", {}, home, make("nav", { "aria-label": labels.nav }, links), make("div", { class: "tools" }, settings(labels, talk), language));
  }

  function carry(talk) {
    state.turns = talk.turns().filter((one) => one.reply).map(({ question, reply }) => ({ question, reply }));
    state.given = talk.draft();
  }

  function settings(labels, talk) {
    const box = make("input", { type: "checkbox", id: "keep", "aria-describedby": "keep-hint" });
    box.checked = state.keeping;
    box.addEventListener("change", () => {
      state.keeping = box.checked;
      talk.setKeeping(box.checked);
      tellPrivacy();
    });
    const erase = button(labels.erase, async () => {
      forget();
      Object.assign(state, { turns: [], keeping: false, given: { question: "", place: "" } });
      history.replaceState(null, "", "/");
      await show(labels.language);
      say(labels.erased);
      shell.talk.focus();
    }, { class: "action" });
    const summary = make("summary", {}, labels.settings);
    const choice = make("div", { class: "choice" }, box, make("label", { for: "keep" }, labels.keep));
    const hint = make("p", { id: "keep-hint", class: "note" }, labels.keepHint);
    const node = make("details", { class: "settings" }, summary, make("div", { class: "sheet" }, choice, hint, erase));
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !node.open) return;
      node.open = false;
      summary.focus();
    });
    document.addEventListener("pointerdown", (event) => node.contains(event.target) || (node.open = false));
    return node;
  }

  function tellPrivacy() {
    const { labels } = shell;
    document.getElementById("privacy").textContent = state.keeping ? labels.privacyKept : labels.privacy;
  }

  addEventListener("hashchange", route);
  await show(kept?.language ?? "fr");
  if (typing) shell.talk.focus();
  performance.mark("efc-usable");
}

start();
