// Thumbs under a reply, and the reasons of the one that points down.

import { call, ProblemError } from "./asking.js";
import { button, make } from "./making.js";

const COMMENT_LIMIT = 500; // characters

/** Return `{ buttons, panel }` for a turn: two thumbs, and what they open under the actions. */
export function feedbackOf(turn, labels, nextId, say) {
  const panel = make("div", { class: "feedback" });
  const told = (text) => {
    panel.replaceChildren(make("p", { class: "note" }, text));
    say(text);
  };
  const send = async (verdict, reasons, comment) => {
    const body = { reply_id: turn.reply.id, question: (turn.reply.question ?? "").slice(0, 4000), verdict, reasons, comment };
    try {
      const { kept } = await call("/v1/feedback", { method: "POST", body });
      told(kept === false ? labels.thanksUnread : labels.thanks);
    } catch (error) {
      const absent = error instanceof ProblemError && error.status === 404;
      told(absent ? labels.thanksUnread : labels.notSent);
      if (!absent) press(null);
    }
  };
  const up = thumb("up", labels.up, () => {
    press(up);
    send("up", [], "");
  });
  const down = thumb("down", labels.down, () => {
    press(down);
    panel.replaceChildren(reasonsForm(labels, nextId, (reasons, comment) => send("down", reasons, comment), () => {
      press(null);
      panel.replaceChildren();
      down.focus();
    }));
    panel.querySelector("input").focus();
  });
  const press = (one) => {
    for (const other of [up, down]) other.setAttribute("aria-pressed", String(other === one));
  };
  return { buttons: [up, down], panel };
}

function thumb(name, label, act) {
  return button([make("span", { class: `thumb ${name}`, "aria-hidden": "true" }), label], act, { class: "action", "aria-pressed": "false" });
}

function reasonsForm(labels, nextId, send, cancel) {
  const boxes = Object.entries(labels.reasons).map(([value, label]) => {
    const box = make("input", { type: "checkbox", value, id: nextId("reason") });
    return { box, line: make("div", { class: "choice" }, box, make("label", { for: box.id }, label)) };
  });
  const comment = make("textarea", { id: nextId("comment"), rows: 2, maxlength: COMMENT_LIMIT, autocomplete: "off" });
  const form = make(
    "form",
    { class: "reasons" },
    make("fieldset", {}, make("legend", {}, labels.reasonsHeading), boxes.map((one) => one.line)),
    make("div", {}, make("label", { for: comment.id }, labels.comment), " ", make("small", {}, labels.commentHint), comment),
    make("div", { class: "row" }, make("button", { type: "submit", class: "primary" }, labels.sendFeedback), button(labels.cancel, cancel, { class: "action" })),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(boxes.filter((one) => one.box.checked).map((one) => one.box.value), comment.value.trim());
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    cancel();
  });
  return form;
}
