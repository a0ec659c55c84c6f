/**
 * An event as one line: JSON for a collector, or text for a person.
 *
 * @module
 */

/** How much is logged: everything, warnings and errors, or errors alone. */
export type LogLevel = "info" | "warn" | "error";

/** What an event carries beside its name. Undefined fields are left out. */
export type LogFields = Readonly<
  Record<string, string | number | boolean | null | undefined>
>;

/** A line without its end, as one object: `{"time","level","event",…}`. No field can take the place of these three. */
export function jsonLine(
  level: LogLevel,
  event: string,
  fields: LogFields,
): string {
  const head = { time: new Date(), level, event };
  return escapeControls(JSON.stringify({ ...head, ...fields, ...head }));
}

/** A line for a person; a stack follows on indented lines, which no event begins with. */
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
 * Writes characters that could end the line, move a terminal's cursor or turn
 * text around as `\uXXXX` (OWASP ASVS 5.0 §16.4.1: no log injection).
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
