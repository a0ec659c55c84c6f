/**
 * The path of a page or an API route that is to be written, taken apart.
 *
 * @module
 */
import { CommandFailure } from "../../cli/outcome.ts";

/** One part of a path. */
export type Segment =
  | { readonly kind: "word"; readonly text: string }
  /** `[name]` matches one part of a request's path; `[...name]` matches all the rest. */
  | { readonly kind: "parameter" | "rest"; readonly name: string };

/** The parts of a path, in order: at least one. */
export type Address = readonly [Segment, ...Segment[]];

/** The most parts of a path. */
const MAX_SEGMENTS = 8;

/** The most characters of one part. */
const MAX_SEGMENT_LENGTH = 40;

const WORD = /^[a-z\d]+(?:-[a-z\d]+)*$/;
const PARAMETER = /^\[(\.\.\.)?([a-z][a-z\d]*)\]$/i;

/**
 * Takes a path apart. It can't lead out of `routes/`, nor to a file there that has a
 * meaning of its own.
 *
 * @throws {CommandFailure} when it can't be a path; the message says what one looks like.
 */
export function readAddress(typed: string): Address {
  const segments = typed.replace(/^\//, "").split("/").map(readSegment);
  const [first, ...others] = segments;
  const names = segments.flatMap((one) => one.kind === "word" ? [] : one.name);
  if (new Set(names).size < names.length) {
    refuse(`${quoted(typed)} has two parameters with the same name.`);
  }
  if (segments.slice(0, -1).some(({ kind }) => kind === "rest")) {
    refuse(
      "A parameter like [...path] must come last: it matches all the rest.",
    );
  }
  if (segments.length > MAX_SEGMENTS) {
    refuse(`A path can have at most ${MAX_SEGMENTS} parts.`);
  }
  return [first, ...others];
}

/** A path as it is below `routes/`: `/blog/[slug]`. */
export function fileAddress(address: Address): string {
  return address.map((segment) => `/${fileName(segment)}`).join("");
}

/** A path that a request may have: `/blog/one`. */
export function sampleAddress(address: Address): string {
  return address.map((segment) => `/${sampleOf(segment)}`).join("");
}

/** What {@linkcode sampleAddress} puts in the place of a part. */
export function sampleOf(segment: Segment): string {
  if (segment.kind === "word") return segment.text;
  return segment.kind === "rest" ? "one/two" : "one";
}

/** The name of the file or folder for a part. */
export function fileName(segment: Segment): string {
  if (segment.kind === "word") return segment.text;
  return segment.kind === "rest" ? `[...${segment.name}]` : `[${segment.name}]`;
}

/** The parameters of a path, each with a sample of its value. */
export function parametersOf(address: Address): ReadonlyMap<string, string> {
  return new Map(
    address.flatMap((one) =>
      one.kind === "word" ? [] : [[one.name, sampleOf(one)]]
    ),
  );
}

function readSegment(text: string): Segment {
  if (text === "index") refuse('Leave "index" out of the path.');
  if (text.length > MAX_SEGMENT_LENGTH) {
    refuse(
      `Each part of a path can have at most ${MAX_SEGMENT_LENGTH} characters.`,
    );
  }
  const [, rest, name] = PARAMETER.exec(text) ?? [];
  if (name) return { kind: rest ? "rest" : "parameter", name };
  if (WORD.test(text)) return { kind: "word", text };
  return refuse(
    `${
      quoted(text)
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
