// Elements and text nodes, made one by one: no markup is ever read from a text.

const REFUSED = /^(on|style$|srcdoc$|href$|src$)/i;

/**
 * Return an element with its attributes and children.
 *
 * A string child becomes a text node; null, undefined and "" leave no trace. An attribute that is true stands bare;
 * null, undefined and false leave it out. Handlers, styles and addresses are refused: addresses have `link`.
 */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (REFUSED.test(name)) throw new Error(`attribute ${name} is refused`);
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== ""));
  return node;
}

/** Return a button that acts and sends no form. */
export function button(name, onclick, attributes = {}) {
  const node = make("button", { type: "button", ...attributes }, name);
  node.addEventListener("click", onclick);
  return node;
}

/** Return a text that comes from outside, isolated: its direction and its language touch nothing around it. */
export function outside(tag, text, attributes = {}) {
  return make(tag, { dir: "auto", ...attributes }, text);
}

/**
 * Return the address and the host of a link that may be followed, else null.
 *
 * It is http or https, bears no credentials, and its host is one of `hosts`, the register of the corpus.
 */
export function publicLink(url, hosts) {
  if (typeof url !== "string" || /[\s\\\u0000-\u001f\u007f]/.test(url)) return null;
  let parts;
  try {
    parts = new URL(url);
  } catch {
    return null;
  }
  const plain = /^https?:$/.test(parts.protocol) && !parts.username && !parts.password && hosts.has(parts.hostname);
  return plain ? { url: parts.href, host: parts.hostname } : null;
}

/** Return a link that opens another site apart and tells it nothing, or null when it may not be followed. */
export function outsideLink(url, hosts, labels) {
  const found = publicLink(url, hosts);
  if (!found) return null;
  const node = make("a", { class: "outside", rel: "noopener noreferrer nofollow", target: "_blank" });
  node.setAttribute("href", found.url);
  node.append(labels.see, make("bdi", {}, found.host), make("span", { class: "unseen" }, labels.newTab));
  return node;
}

/** Return a link inside this server; `path` begins with one `/` or with `#`. */
export function insideLink(path, attributes, ...children) {
  if (!/^(#|\/(?!\/))/.test(path)) throw new Error("the path is not of this server");
  const node = make("a", attributes, ...children);
  node.setAttribute("href", path);
  return node;
}

/** Return a link that opens the page of the assistant apart, from a page of another site; `home` is its address. */
export function outerLink(home, attributes, ...children) {
  if (!/^https?:\/\//.test(home)) throw new Error("the address is not of a server");
  const node = make("a", { target: "_blank", rel: "noopener noreferrer", ...attributes }, ...children);
  node.setAttribute("href", home);
  return node;
}

/** Return a sentence with its `{name}` parts filled in. */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Return the label of a count: `one` for 0 and 1 in French, for 1 in English. */
export function counted(labels, name, count) {
  const form = new Intl.PluralRules(labels.locale).select(count) === "one" ? "One" : "Many";
  return fill(labels[name + form], { count });
}
