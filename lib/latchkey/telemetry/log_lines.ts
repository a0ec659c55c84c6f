/**
 * Formats an event as one line: JSON for a collector, or text for people.
 *
 * @module
 */

/** The level of an event, or the lowest level that is logged. */
export type LogLevel = "info" | "warn" | "error";

/** The fields of an event. Undefined ones are left out. */
export type LogFields = Readonly<
  Record<string, string | number | boolean | null | undefined>
>;

/** A line of JSON: `{"time","level","event",…}`. Fields cannot replace these three. */
export function jsonLine(
  level: LogLevel,
  event: string,
  fields: LogFields,
): string {
  const head = { time: new Date(), level, event };
  return escapeControls(JSON.stringify({ ...head, ...fields, ...head }));
}

/** A line of text, followed by the stack on indented lines. */
export function textLine(
  level: LogLevel,
  event: string,
  { stack, ...fields }: LogFields,
): string {
  const parts = [new Date().toISOString().slice(11, 19)];
  if (level !== "info") parts.push(level);
  parts.push(escapeControls(event));
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) parts.push(`${name}=${textValue(value)}`);
  }
  const line = parts.join(" ");
  if (typeof stack !== "string") return line;
  const indented = stack.split("\n").map((part) =>
    `    ${escapeControls(part.trim())}`
  );
  return [line, ...indented].join("\n");
}

/**
 * Writes characters that could end the line, control a terminal or reverse text as `\uXXXX`,
 * against log injection (OWASP ASVS 5.0 §16.4.1).
 */
export function escapeControls(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu,
    (character) =>
      `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function textValue(value: string | number | boolean | null): string {
  if (typeof value !== "string") return String(value);
  const bare = /^[^\s"=\\\p{C}]+$/u.test(value);
  return bare ? value : escapeControls(JSON.stringify(value));
}
