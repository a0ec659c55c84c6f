/**
 * The address of a page that is to be made, taken apart.
 *
 * @module
 */
import { CommandFailure } from "../cli/outcome.ts";

/** One part of an address: a word as it is, or what stands there is up to who asks. */
export type Segment =
  | { readonly kind: "word"; readonly text: string }
  /** `[name]`; or `[...name]`, which stands for all the rest. */
  | { readonly kind: "parameter" | "rest"; readonly name: string };

/** The parts of an address, in order: at least one. */
export type Address = readonly [Segment, ...Segment[]];

/** The most parts of an address. */
const MAX_SEGMENTS = 8;

/** The most characters of one part. */
const MAX_SEGMENT_LENGTH = 40;

const WORD = /^[a-z\d]+(?:-[a-z\d]+)*$/;
const PARAMETER = /^\[(\.\.\.)?([a-z][a-z\d]*)\]$/i;

/**
 * Takes an address apart. It cannot lead out of `routes/`, nor to a file there that has
 * a meaning of its own.
 *
 * @throws {CommandFailure} when it is none, in words that say what one looks like.
 */
export function readAddress(typed: string): Address {
  const segments = typed.replace(/^\//, "").split("/").map(readSegment);
  const [first, ...others] = segments;
  const names = segments.flatMap((one) => one.kind === "word" ? [] : one.name);
  if (new Set(names).size < names.length) {
    refuse(`Two parts of ${quoted(typed)} have one name. Name each otherwise.`);
  }
  if (segments.slice(0, -1).some(({ kind }) => kind === "rest")) {
    refuse("A part like [...path] stands for all the rest, so it comes last.");
  }
  if (segments.length > MAX_SEGMENTS) {
    refuse(`A path has at most ${MAX_SEGMENTS} parts.`);
  }
  return [first, ...others];
}

/** An address as it stands below `routes/`: `/blog/[slug]`. */
export function fileAddress(address: Address): string {
  return address.map((segment) => `/${fileName(segment)}`).join("");
}

/** An address at which somebody may really ask: `/blog/one`. */
export function sampleAddress(address: Address): string {
  return address.map((segment) => `/${sampleOf(segment)}`).join("");
}

/** What {@linkcode sampleAddress} puts into the place of a part. */
export function sampleOf(segment: Segment): string {
  if (segment.kind === "word") return segment.text;
  return segment.kind === "rest" ? "one/two" : "one";
}

/** What a part is called where it is a file or a folder. */
export function fileName(segment: Segment): string {
  if (segment.kind === "word") return segment.text;
  return segment.kind === "rest" ? `[...${segment.name}]` : `[${segment.name}]`;
}

function readSegment(text: string): Segment {
  if (text === "index") {
    refuse("A page is not called index: that is the file of its folder.");
  }
  if (text.length > MAX_SEGMENT_LENGTH) {
    refuse(`A part of a path has at most ${MAX_SEGMENT_LENGTH} characters.`);
  }
  const [, rest, name] = PARAMETER.exec(text) ?? [];
  if (name) return { kind: rest ? "rest" : "parameter", name };
  if (WORD.test(text)) return { kind: "word", text };
  return refuse(
    `${
      quoted(text)
    } cannot be part of a path. Each is of lower-case letters, ` +
      "digits and dashes, or a name in brackets: /diary, /blog/[slug], " +
      "/docs/[...path].",
  );
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function refuse(message: string): never {
  throw new CommandFailure("usage", message);
}
