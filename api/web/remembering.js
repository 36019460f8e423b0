// What stays in this browser, only once somebody said so, and until they erase it.

const KEY = "efc-echanges";
const MOST = 30; // exchanges kept: the oldest go first

/** Return what is kept, `{ language, turns }`, or null when keeping is off or impossible. */
export function recall() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (kept === null || !Array.isArray(kept.turns)) return null;
    return { language: kept.language === "en" ? "en" : "fr", turns: kept.turns.filter(isTurn) };
  } catch {
    return null;
  }
}

/** Keep some exchanges; return false when the browser has no room or refuses. */
export function keep({ language, turns }) {
  for (let from = Math.max(0, turns.length - MOST); from <= turns.length; from += 1) {
    try {
      localStorage.setItem(KEY, JSON.stringify({ language, turns: turns.slice(from) }));
      return true;
    } catch {
      // no room: one exchange fewer
    }
  }
  return false;
}

/** Erase all that is kept. */
export function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // a browser that refuses to write has kept nothing
  }
}

function isTurn(one) {
  return typeof one?.question === "string" && isReply(one.reply);
}

/** Tell whether a value has the shape of a reply, as far as it is rendered. */
export function isReply(one) {
  const lists = ["statements", "sources", "next_steps", "follow_ups"];
  return typeof one?.text === "string" && typeof one.kind === "string" && lists.every((name) => Array.isArray(one[name]));
}
