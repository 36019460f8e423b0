// The conversation: it asks, shows, announces twice at most, and keeps the draft of what failed.

import { call, documentShelf } from "./asking.js";
import { composerOf } from "./composer.js";
import { glossary } from "./glossing.js";
import { counted, make } from "./making.js";
import { forget, isReply, keep } from "./remembering.js";
import { rendererOf } from "./rendering.js";
import { reasonOf, turnNode } from "./turns.js";
import { welcomeNode } from "./welcome.js";

const SAYS_WAITING = 500; // milliseconds of silence before « answering » is announced
const EARLIER_TURNS = 8; // exchanges sent back with a question
const EARLIER_LIMIT = 4000; // characters of each message sent back

/**
 * Return the conversation: `{ node, ask, focus, setKeeping, erase, turns }`.
 *
 * @param kit labels, known `{ count, latest, hosts }`, say, given `{ question, place }`, explore; a widget gives too
 *   `welcome`, its first screen in the place of `welcomeNode`, and `began`, called when it is left
 * @param kept exchanges to show from the start, `{ question, reply }`
 */
export function conversationOf(kit, kept) {
  const { labels } = kit;
  const state = { turns: [], running: null, keeping: kit.keeping, gloss: null };
  let count = 0;
  const nextId = (name) => `${name}-${(count += 1)}`;
  const list = make("div", { class: "turns" });
  const composer = composerOf(labels, kit.given, (question) => ask(question), () => state.running?.abort());
  const welcome = (kit.welcome ?? welcomeNode)(labels, kit.known, (question, persona) => {
    composer.profile.persona = persona;
    ask(question);
  });
  const last = make("button", { type: "button", class: "skip" }, labels.lastAnswer);
  last.addEventListener("click", () => reveal(state.turns[state.turns.length - 1]));
  const node = make("section", { class: "conversation" }, welcome, list, composer.node);
  const shelf = documentShelf();
  const { reply: render } = rendererOf({
    labels, hosts: kit.known.hosts, level: 3, nextId, loadDocument: shelf, explore: kit.explore,
    glosses: () => state.gloss?.() ?? ((text) => [text]),
    ask: (question) => ask(question),
  });
  const turnKit = { labels, hosts: kit.known.hosts, nextId, render, say: kit.say, all: () => state.turns };

  /** Leave the first screen; on the page its title remains for who reads by headings. */
  function began() {
    welcome.replaceWith(...(kit.welcome ? [] : [make("h1", { class: "unseen" }, labels.title)]));
    kit.began?.();
  }

  function open(question) {
    if (!state.turns.length) began();
    const turn = { question, reply: null };
    turn.view = turnNode(turn, state.turns.push(turn), turnKit);
    list.append(turn.view.node);
    if (state.turns.length === 1) composer.node.before(last);
    return turn;
  }

  async function ask(written) {
    const question = written.trim();
    if (state.running || !question) return;
    const turn = open(question);
    composer.value = "";
    await run(turn);
  }

  async function run(turn) {
    state.running = new AbortController();
    composer.setBusy(true);
    turn.view.wait();
    reveal(turn);
    const late = setTimeout(() => kit.say(labels.answering), SAYS_WAITING);
    const again = () => state.running ?? (composer.value === turn.question && (composer.value = ""), run(turn));
    try {
      const reply = await call("/v1/ask", { method: "POST", body: bodyOf(turn), signal: state.running.signal });
      if (!isReply(reply)) throw new TypeError("not a reply");
      turn.view.answered(reply);
      kit.say(readyOf(reply));
      remember();
      spell(turn);
    } catch (error) {
      if (!composer.value) composer.value = turn.question;
      if (error.name === "AbortError") turn.view.stopped(again);
      else turn.view.failed(error, again);
      kit.say(error.name === "AbortError" ? labels.stopped : reasonOf(error, labels)[0]);
    } finally {
      clearTimeout(late);
      state.running = null;
      composer.setBusy(false);
    }
  }

  function bodyOf(turn) {
    const told = state.turns.filter((one) => one.reply && one !== turn).slice(-EARLIER_TURNS);
    const history = told.flatMap((one) => [
      { role: "user", text: one.question.slice(0, EARLIER_LIMIT) },
      { role: "assistant", text: one.reply.text.slice(0, EARLIER_LIMIT) },
    ]);
    const body = { question: turn.question, history };
    if (composer.profile.place) body.place = composer.profile.place;
    if (composer.profile.persona) body.persona = composer.profile.persona;
    return body;
  }

  function readyOf(reply) {
    if (reply.kind === "abstention") return labels.abstentions[reply.reason] ?? labels.readyWithout;
    return reply.sources.length ? counted(labels, "ready", reply.sources.length) : labels.readyWithout;
  }

  /** Give titles and quotes the language of their documents and passages: the reply does not say it. */
  async function spell(turn) {
    for (const source of turn.reply.sources) {
      const found = await shelf(source.document_id).catch(() => null);
      if (!found) continue;
      const spoken = new Map((found.passages ?? []).map((one) => [one.id, one.language]));
      for (const item of turn.view.node.querySelectorAll(`.sources .source[value="${Number(source.mark)}"]`)) {
        for (const one of item.querySelectorAll(".title, .path")) one.setAttribute("lang", found.language);
        for (const one of item.querySelectorAll("blockquote")) {
          one.setAttribute("lang", spoken.get(one.dataset.passage) ?? found.language);
        }
      }
    }
  }

  function remember() {
    if (!state.keeping) return;
    const turns = state.turns.filter((one) => one.reply).map(({ question, reply }) => ({ question, reply }));
    keep({ language: labels.language, turns });
  }

  function reveal(turn) {
    turn?.view.heading.scrollIntoView({ block: "start" });
    if (last.getRootNode().activeElement === last) turn?.view.heading.focus({ preventScroll: true });
  }

  for (const { question, reply } of kept) open(question).view.answered(reply);
  return {
    node,
    ask,
    focus: composer.focus,
    turns: () => state.turns,
    draft: () => ({ question: composer.value, place: composer.profile.place, persona: composer.profile.persona }),
    setKeeping: (now) => {
      state.keeping = now;
      if (now) remember();
      else forget();
    },
    setTerms: (terms) => {
      state.gloss = glossary(terms);
      for (const turn of state.turns) if (turn.reply && !turn.view.node.contains(list.getRootNode().activeElement)) turn.view.answered(turn.reply);
    },
    leave: () => state.running?.abort(),
  };
}
