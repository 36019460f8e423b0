// The words of the page in the language chosen; French is always there, English is fetched when asked.

import { french } from "./labels.fr.js";

/** Return the labels of a language: `fr` or `en`. */
export async function labelsOf(language) {
  if (language !== "en") return french;
  const { english } = await import("./labels.en.js");
  return { ...french, ...english };
}
