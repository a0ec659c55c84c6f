/**
 * A person's initials, where other sites have a picture.
 *
 * @module
 */

/** A letter or digit with its marks. */
const INITIAL = /[\p{L}\p{N}]\p{M}*/u;

/** Keeps Arabic letters apart, which would join. */
const ZERO_WIDTH_NON_JOINER = "\u200C";

/** Initials in a circle beside a name. The style sheet writes them, so that nobody hears or translates them. */
export function Avatar({ name }: {
  /** A name, or an email where there is none. */
  name: string;
}) {
  return <span class="avatar" data-initials={initialsOf(name)} />;
}

/** Those of the first and the last word; one for an email. */
export function initialsOf(name: string): string {
  const words = name.split("@", 1)[0].split(/\s+/);
  const initials = words.flatMap((word) => INITIAL.exec(word) ?? []);
  const shown = [...initials.slice(0, 1), ...initials.slice(1).slice(-1)];
  return shown.join(ZERO_WIDTH_NON_JOINER).toUpperCase() || [...name][0] || "";
}
