// Partial ISO dates, said as far as they are known.

/** Return `2025`, `2025-10`, `2025-10-13` or `--10-13` in the language of the labels; anything else as it is. */
export function sayDate(partial, labels) {
  const parts = /^(?:(\d{4})(?:-(\d\d)(?:-(\d\d))?)?|--(\d\d)-(\d\d))$/.exec(partial);
  if (!parts) return partial;
  const [, year, month = parts[4], day = parts[5]] = parts;
  const at = new Date(Date.UTC(2000, Number(month ?? 1) - 1, Number(day ?? 1)));
  const name = month ? new Intl.DateTimeFormat(labels.locale, { month: "long", timeZone: "UTC" }).format(at) : "";
  const first = labels.firstDay && day === "01" ? labels.firstDay : day?.replace(/^0/, "");
  const known = [first, name, year].filter(Boolean).join("\u00a0");
  return year ? known : `${known} (${labels.yearUnknown})`;
}
