// The page that explains the widget: each snippet bears the address the reader sees, and is copied at a press.

import { button } from "./making.js";

const main = document.getElementById("main");
const status = document.querySelector("[role=status]");

for (const code of main.querySelectorAll(".snippet code")) {
  code.textContent = code.textContent.replaceAll(main.dataset.origin, location.origin);
  const copy = button(main.dataset.copy, async () => {
    const done = await navigator.clipboard.writeText(code.textContent).then(() => true, () => false);
    copy.textContent = done ? main.dataset.copied : main.dataset.refused;
    status.textContent = copy.textContent;
    if (!done) getSelection().selectAllChildren(code);
  }, { class: "action" });
  code.closest(".snippet").append(copy);
}
