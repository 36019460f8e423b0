// Cards that explain a mark or a term: by hover, by focus and by tap; Escape closes; they stay under the pointer.

import { make } from "./making.js";

const SHOW_AFTER = 140; // milliseconds under the pointer: shorter ones open what is only crossed
const HIDE_AFTER = 220; // milliseconds to reach the card from its mark

/**
 * Return a function that gives a card to a trigger; one card at most is open among those it gives.
 *
 * @param nextId a function that returns an id no other element bears
 */
export function cardDeck(nextId) {
  let open = null;
  return function attach(trigger, name, contents) {
    const own = { trigger, card: null, pinned: false, timer: 0 };
    const show = () => {
      clearTimeout(own.timer);
      if (own.card) return;
      open?.hide();
      own.card = make("span", { class: "card", id: nextId("card"), role: "group", "aria-label": name }, contents());
      own.card.addEventListener("pointerenter", () => clearTimeout(own.timer));
      own.card.addEventListener("pointerleave", leave);
      own.card.addEventListener("focusout", left);
      own.card.addEventListener("keydown", escaped);
      trigger.after(own.card);
      trigger.setAttribute("aria-expanded", "true");
      trigger.setAttribute("aria-controls", own.card.id);
      place(trigger, own.card);
      document.addEventListener("keydown", escaped);
      document.addEventListener("pointerdown", elsewhere);
      open = own;
    };
    own.hide = () => {
      clearTimeout(own.timer);
      if (!own.card) return;
      const inside = own.card.contains(trigger.getRootNode().activeElement);
      own.card.remove();
      own.card = null;
      own.pinned = false;
      trigger.setAttribute("aria-expanded", "false");
      trigger.removeAttribute("aria-controls");
      document.removeEventListener("keydown", escaped);
      document.removeEventListener("pointerdown", elsewhere);
      if (open === own) open = null;
      if (inside) trigger.focus();
    };
    const later = (act, delay) => {
      clearTimeout(own.timer);
      own.timer = setTimeout(act, delay);
    };
    const leave = () => own.pinned || later(own.hide, HIDE_AFTER);
    const left = (event) => {
      const to = event.relatedTarget;
      if (to !== trigger && !own.card?.contains(to) && to !== null) own.hide();
    };
    const escaped = (event) => {
      if (event.key !== "Escape" || !own.card) return;
      event.stopPropagation();
      own.hide();
    };
    const elsewhere = (event) => {
      const path = event.composedPath();
      if (!path.includes(trigger) && !path.includes(own.card)) own.hide();
    };
    trigger.setAttribute("aria-expanded", "false");
    trigger.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && later(show, SHOW_AFTER));
    trigger.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
    trigger.addEventListener("focus", () => trigger.matches(":focus-visible") && show());
    trigger.addEventListener("blur", left);
    trigger.addEventListener("click", () => {
      const close = own.card && own.pinned;
      if (close) return own.hide();
      show();
      own.pinned = true;
    });
    trigger.addEventListener("keydown", (event) => {
      if (trigger.tagName === "BUTTON" || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      trigger.click();
    });
    return trigger;
  };
}

/** Put a card under its trigger, inside the width of the block that holds both. */
function place(trigger, card) {
  const block = card.offsetParent;
  if (!block) return;
  const around = block.getBoundingClientRect();
  const at = trigger.getClientRects()[0] ?? trigger.getBoundingClientRect();
  const last = trigger.getClientRects();
  const bottom = (last[last.length - 1] ?? at).bottom;
  const room = Math.max(0, around.width - card.offsetWidth);
  card.style.left = `${Math.min(Math.max(0, at.left - around.left - 12), room)}px`;
  card.style.top = `${bottom - around.top + 6}px`;
  const hidden = card.getBoundingClientRect().bottom - window.innerHeight;
  if (hidden > 0 && at.top - card.offsetHeight - 6 > 0) card.style.top = `${at.top - around.top - card.offsetHeight - 6}px`;
}
