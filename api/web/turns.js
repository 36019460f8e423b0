// One exchange of the conversation: the question, then what came of it.

import { LostError, ProblemError } from "./asking.js";
import { feedbackOf } from "./feedback.js";
import { button, fill, make, outside } from "./making.js";
import { asMarkdown, asRichText, copyBoth, save } from "./sharing.js";

const LONG_QUESTION = 140; // characters over which a question is written smaller

/**
 * Return the node of an exchange and what changes it: `{ node, heading, wait, answered, stopped, failed }`.
 *
 * @param turn `{ question, reply }`; `reply` comes with `answered`
 * @param rank place of the exchange, from 1
 * @param kit labels, hosts, nextId, render, say, and all, a function that returns every exchange
 */
export function turnNode(turn, rank, kit) {
  const { labels } = kit;
  const heading = outside("h2", turn.question, { class: turn.question.length > LONG_QUESTION ? "asked long" : "asked", tabindex: "-1" });
  const body = make("div", { class: "outcome" });
  const node = make("article", { class: "turn", "aria-label": fill(labels.questionNumber, { number: rank }) }, heading, body);
  const put = (...parts) => {
    node.removeAttribute("aria-busy");
    body.replaceChildren(...parts.filter(Boolean));
  };
  return {
    node,
    heading,
    wait: () => {
      node.setAttribute("aria-busy", "true");
      body.replaceChildren(make("p", { class: "waiting", "aria-hidden": "true" }, labels.waiting, make("i"), make("i"), make("i")));
    },
    answered: (reply) => {
      turn.reply = reply;
      put(...answeredParts(turn, rank, kit));
    },
    stopped: (again) => put(trouble(null, labels.stopped, button(labels.retry, again, { class: "action" }))),
    failed: (error, again) => put(trouble(...reasonOf(error, labels), button(labels.retry, again, { class: "primary" }))),
  };
}

function trouble(title, text, act) {
  return make("div", { class: "trouble" }, title ? make("h3", {}, title) : null, make("p", {}, text), act);
}

/** Return the title and the text that tell an error. */
export function reasonOf(error, labels) {
  if (error instanceof LostError) return [labels.lost, labels.lostText];
  if (!(error instanceof ProblemError)) return [labels.failed, labels.lostText];
  const wait = error.retryAfter ? ` ${fill(labels.retryAfter, { seconds: error.retryAfter })}` : "";
  const detail = error.status < 500 || error.status === 503 ? error.detail : fill(labels.failedText, { id: error.id ?? "" });
  return [error.title || labels.failed, `${detail ?? labels.lostText}${wait}`];
}

function answeredParts(turn, rank, kit) {
  const { labels } = kit;
  const { answer, next, sources, followUps } = kit.render(turn.reply);
  const said = make("div", { class: "said", role: "group", "aria-label": fill(labels.answerNumber, { number: rank }) }, answer);
  return [understoodNode(turn, labels), said, next, sources, actionsNode(turn, kit), followUps];
}

function understoodNode({ question, reply }, labels) {
  const understood = (reply.question ?? "").trim();
  if (!understood || folded(understood) === folded(question)) return null;
  return make("p", { class: "note understood" }, labels.understood, outside("bdi", understood));
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function actionsNode(turn, kit) {
  const { labels, hosts } = kit;
  const copy = button(labels.copy, async () => {
    const done = await copyBoth(asMarkdown(turn, labels, hosts), asRichText(turn, labels, hosts));
    copy.textContent = done ? labels.copied : labels.notCopied;
    kit.say(copy.textContent);
    setTimeout(() => (copy.textContent = labels.copy), 2500);
  }, { class: "action" });
  const saveAll = button(labels.export, () => {
    const text = kit.all().filter((one) => one.reply).map((one) => asMarkdown(one, labels, hosts)).join("\n");
    save(text, labels.fileName);
  }, { class: "action" });
  const told = turn.reply.kind === "courtesy" ? null : feedbackOf(turn, labels, kit.nextId, kit.say);
  const row = make("div", { class: "actions", role: "group", "aria-label": labels.actions }, copy, saveAll, told?.buttons);
  return make("div", { class: "after" }, row, told?.panel);
}
