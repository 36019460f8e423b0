// The widget on a page of another site: a button, in a tree that no style of the page reaches. It stores nothing, and
// fetches nothing before somebody comes to it. Without a script, the page shows the link written inside the element.

(() => {
  const NAME = "efc-assistant";
  if (customElements.get(NAME)) return;
  // Read through its definition: an element of the page that bears this name could stand in for it.
  const script = Object.getOwnPropertyDescriptor(Document.prototype, "currentScript").get.call(document);
  if (!script) return;
  const home = new URL("/", script.src).href;
  const OPTIONS = ["label", "language", "theme", "position", "place", "persona"];
  const PATIENCE = 15_000; // milliseconds before a panel that does not come is given up
  const WORDS = {
    fr: {
      name: "Assistant EFC",
      open: "Une question sur l’EFC ?",
      opening: "Ouverture…",
      failed: "L’assistant ne peut pas s’ouvrir dans cette page.",
      link: "Ouvrir la page de l’assistant",
    },
    en: {
      name: "EFC assistant",
      open: "A question about the EFC?",
      opening: "Opening…",
      failed: "The assistant cannot open inside this page.",
      link: "Open the page of the assistant",
    },
  };

  // What is important inside a shadow tree outranks what is important outside it: no rule of the page hides the widget.
  const STYLE = `
    :host { all: initial !important; display: inline-block !important; direction: ltr !important; }
    :host(:not([position="inline"])) { position: absolute !important; width: 0 !important; height: 0 !important; }
    [hidden] { display: none !important; }
    .open {
      display: inline-flex; align-items: center; gap: .6em; min-height: 3em; max-width: calc(100vw - 2em); margin: 0;
      padding: .6em 1.2em .6em 1em; border: 1px solid transparent; border-radius: 1.5em; background: #1b5e49; color: #fff;
      font: 600 1em/1.25 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
      text-align: left; cursor: pointer;
    }
    .open:hover { filter: brightness(1.12); }
    .open[aria-busy] { cursor: progress; }
    .open svg { flex: none; width: 1.375em; height: 1.375em; }
    :focus-visible { outline: 3px solid #1b5e49; outline-offset: 2px; }
    .corner {
      position: fixed; inset: auto max(1em, env(safe-area-inset-right)) max(1em, env(safe-area-inset-bottom)) auto;
      z-index: 2147483647; width: fit-content; height: fit-content; margin: 0; padding: .25em; border: 0; overflow: visible;
      background: none; color: #1c2522; font-size: 1em;
    }
    .corner .open { box-shadow: 0 1px 2px rgb(0 0 0 / .16), 0 8px 24px -6px rgb(0 0 0 / .36); }
    .corner.left { inset: auto auto max(1em, env(safe-area-inset-bottom)) max(1em, env(safe-area-inset-left)); }
    .failed {
      box-sizing: border-box; max-width: min(22em, calc(100vw - 2.5em)); margin: 0 0 .5em; padding: .8em 1em;
      border: 1px solid #dcdad0; border-radius: .75em; background: #fff; color: #1c2522;
      font: 1em/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
    }
    .failed p { margin: 0 0 .25em; }
    .failed a { display: inline-block; padding: .125em 0; color: #1b5e49; }
    @media (prefers-color-scheme: dark) {
      :host(:not([theme="light"])) .open { background: #8fd3b6; color: #10201a; }
      :host(:not([theme="light"])) :focus-visible { outline-color: #8fd3b6; }
      :host(:not([theme="light"])) .failed { border-color: #333d39; background: #1c2320; color: #e7eae5; }
      :host(:not([theme="light"])) .failed a { color: #8fd3b6; }
    }
    @media (forced-colors: active) { .open { border-color: ButtonText; } }
    @media print { :host { display: none !important; } }`;

  function make(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  }

  function mark() {
    const drawn = (tag, attributes) => {
      const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
      return node;
    };
    const node = drawn("svg", { viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": "2", "aria-hidden": "true" });
    const line = { "stroke-linecap": "round", "stroke-linejoin": "round" };
    node.append(drawn("path", { ...line, d: "M4 5h16v11h-9l-4.5 3.5V16H4z" }), drawn("path", { ...line, d: "M8 9h8M8 12.5h5" }));
    return node;
  }

  /** Put above all that the page lays over, where the browser can. */
  function raise(node) {
    if (!node.showPopover) return;
    node.setAttribute("popover", "manual");
    if (!node.matches(":popover-open")) node.showPopover();
  }

  customElements.define(NAME, class extends HTMLElement {
    connectedCallback() {
      if (!this.shadowRoot) this.build();
      if (this.frame !== this.shadowRoot && !this.frame.hidden) raise(this.frame);
      if (this.panel && !this.panel.node.hidden) raise(this.panel.node);
    }

    build() {
      const root = this.attachShadow({ mode: "open" });
      const style = new CSSStyleSheet();
      style.replaceSync(STYLE);
      root.adoptedStyleSheets = [style];
      const page = this.closest("[lang]")?.lang.toLowerCase() ?? "";
      this.language = (this.getAttribute("language") ?? page).startsWith("en") ? "en" : "fr";
      this.words = WORDS[this.language];
      this.said = make("span", {}, this.getAttribute("label") || this.words.open);
      this.button = make("button", { type: "button", class: "open", lang: this.language, "aria-haspopup": "dialog", "aria-expanded": "false" }, mark(), this.said);
      this.button.addEventListener("click", () => this.open());
      for (const near of ["pointerenter", "focus"]) this.button.addEventListener(near, () => this.fetched().catch(() => {}), { once: true });
      this.frame = root;
      const side = this.getAttribute("position");
      if (side !== "inline") {
        this.frame = make("aside", { class: side === "left" ? "corner left" : "corner", "aria-label": this.words.name });
        root.append(this.frame);
      }
      this.frame.append(this.button);
    }

    fetched() {
      this.module ??= import(`${home}widget/panel.js`).catch((error) => {
        this.module = null;
        throw error;
      });
      return this.module;
    }

    async open() {
      if (this.panel) return this.show();
      if (this.button.getAttribute("aria-busy")) return;
      const said = this.said.textContent;
      this.said.textContent = this.words.opening;
      this.button.setAttribute("aria-busy", "true");
      try {
        this.panel = await this.loaded();
        this.shadowRoot.append(this.panel.node);
        this.show();
      } catch {
        this.fail();
      }
      this.said.textContent = said;
      this.button.removeAttribute("aria-busy");
    }

    async loaded() {
      const late = new Promise((_, refuse) => setTimeout(refuse, PATIENCE));
      const made = this.fetched().then(({ panelOf }) => panelOf({
        home,
        language: this.language,
        light: this.getAttribute("theme") === "light",
        left: this.getAttribute("position") === "left",
        given: { question: "", place: this.getAttribute("place") ?? "", persona: this.getAttribute("persona") ?? "" },
        unit: getComputedStyle(this).fontSize,
        close: () => this.close(),
      }));
      const panel = await Promise.race([made, late]);
      this.shadowRoot.adoptedStyleSheets = [...this.shadowRoot.adoptedStyleSheets, panel.style];
      return panel;
    }

    show() {
      this.button.setAttribute("aria-expanded", "true");
      if (this.frame !== this.shadowRoot) this.frame.hidden = true;
      this.panel.node.hidden = false;
      raise(this.panel.node);
      this.panel.focus();
    }

    close() {
      this.panel.node.hidden = true;
      this.button.setAttribute("aria-expanded", "false");
      if (this.frame !== this.shadowRoot) this.frame.hidden = false;
      this.button.focus();
    }

    /** Give the plain link instead: the page of the assistant needs nothing of this one. */
    fail() {
      const link = make("a", { href: home, target: "_blank", rel: "noopener noreferrer" }, this.words.link);
      this.button.before(make("div", { class: "failed", lang: this.language }, make("p", {}, this.words.failed), link));
      this.button.hidden = true;
      link.focus();
    }
  });

  function insert() {
    if (script.dataset.position === "none" || document.querySelector(NAME)) return;
    const node = document.createElement(NAME);
    for (const name of OPTIONS) if (name in script.dataset) node.setAttribute(name, script.dataset[name]);
    document.body.append(node);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", insert, { once: true });
  else insert();
})();
