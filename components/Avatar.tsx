/**
 * A person's initials instead of a picture.
 *
 * @module
 */

/** A letter or digit with its marks. */
const INITIAL = /[\p{L}\p{N}]\p{M}*/u;

/** Stops Arabic initials from joining. */
const ZERO_WIDTH_NON_JOINER = "\u200C";

/**
 * Initials in a circle. The style sheet inserts them, so that screen readers don't read them
 * and browsers don't translate them.
 */
export function Avatar({ name }: {
  /** A name or an email address. */
  name: string;
}) {
  return <span class="avatar" data-initials={initialsOf(name)} />;
}

/** The initials of the first and last word, or the first letter of an email address. */
export function initialsOf(name: string): string {
  const words = name.split("@", 1)[0].split(/\s+/);
  const initials = words.flatMap((word) => INITIAL.exec(word) ?? []);
  const shown = [...initials.slice(0, 1), ...initials.slice(1).slice(-1)];
  return shown.join(ZERO_WIDTH_NON_JOINER).toUpperCase() || [...name][0] || "";
}
