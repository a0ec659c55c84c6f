/**
 * The path of a page or an API route that is to be written.
 *
 * @module
 */
import { CommandFailure } from "../../cli/outcome.ts";

/** A path, as files and as requests have it. */
export interface Address {
  /** Below `routes/`: `/blog/[slug]`. */
  readonly path: string;
  /** One that a request may have: `/blog/one`. */
  readonly sample: string;
  /** Its parts: `["blog", "[slug]"]`. */
  readonly segments: readonly string[];
  /** Its parameters, each with the value in `sample`. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The most parts of a path. */
const MAX_SEGMENTS = 8;

/** The most characters of one part. */
const MAX_SEGMENT_LENGTH = 40;

const WORD = /^[a-z\d]+(?:-[a-z\d]+)*$/;

/** `[name]` matches one part of a request's path; `[...name]` matches all the rest. */
const PARAMETER = /^\[(\.\.\.)?([a-z][a-z\d]*)\]$/i;

/**
 * Takes a path apart. It can't lead out of `routes/`, nor to a file there that has a
 * meaning of its own.
 *
 * @throws {CommandFailure} when it can't be a path; the message says what one looks like.
 */
export function readAddress(typed: string): Address {
  const segments = typed.replace(/^\//, "").split("/");
  const parameters = segments.map(parameterOf).filter((one) => one !== null);
  const byName = Object.fromEntries(parameters);
  if (Object.keys(byName).length < parameters.length) {
    refuse(`${quoted(typed)} has two parameters with the same name.`);
  }
  if (segments.slice(0, -1).some((segment) => segment.startsWith("[..."))) {
    refuse(
      "A parameter like [...path] must come last: it matches all the rest.",
    );
  }
  if (segments.length > MAX_SEGMENTS) {
    refuse(`A path can have at most ${MAX_SEGMENTS} parts.`);
  }
  const samples = segments.map((segment) =>
    parameterOf(segment)?.[1] ?? segment
  );
  return {
    path: `/${segments.join("/")}`,
    sample: `/${samples.join("/")}`,
    segments,
    parameters: byName,
  };
}

/** The name of a parameter and a sample of its value; null for a part that is a word. */
function parameterOf(segment: string): readonly [string, string] | null {
  if (segment === "index") refuse('Leave "index" out of the path.');
  if (segment.length > MAX_SEGMENT_LENGTH) {
    refuse(
      `Each part of a path can have at most ${MAX_SEGMENT_LENGTH} characters.`,
    );
  }
  const [, rest, name] = PARAMETER.exec(segment) ?? [];
  if (name) return [name, rest ? "one/two" : "one"];
  if (WORD.test(segment)) return null;
  return refuse(
    `${
      quoted(segment)
    } can't be part of a path. Use lower-case letters, digits and ` +
      "hyphens, or a parameter in brackets: /diary, /blog/[slug], /docs/[...path].",
  );
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function refuse(message: string): never {
  throw new CommandFailure("usage", message);
}
