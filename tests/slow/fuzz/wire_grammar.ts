/**
 * A grammar of what clients send over a connection: valid HTTP/1.1, and
 * everything that never becomes a `Request`.
 *
 * @module
 */
import fc from "fast-check";
import { FORM, type Framed, oddlyFramed } from "./wire_bodies.ts";
import {
  byte,
  bytes,
  header,
  HOST,
  host,
  method,
  mostly,
  target,
  TYPE,
  type,
  version,
} from "./wire_parts.ts";

/**
 * What is sent over one connection: the pieces in order, then the end or none.
 */
export interface Transmission {
  readonly pieces: readonly string[];
  /** Whether the client disconnects right after, without reading an answer. */
  readonly hangsUp: boolean;
}

/** The parts of a request. */
interface Parts {
  readonly start: string;
  readonly lines: readonly string[];
  readonly framed: Framed;
  readonly lineEnd: string;
}

type Arbitraries = {
  readonly [Part in keyof Parts]: fc.Arbitrary<Parts[Part]>;
};

/** Each part, valid. */
const RIGHT: Arbitraries = {
  start: fc.constantFrom(
    "GET / HTTP/1.1",
    "HEAD /auth/login HTTP/1.1",
    "POST /auth/login HTTP/1.1",
    "POST /token HTTP/1.1",
  ),
  lines: fc.constant([HOST, TYPE]),
  framed: fc.constant([[`content-length: ${FORM.length}`], FORM]),
  lineEnd: fc.constant("\r\n"),
};

/** Each part, possibly invalid. */
const ODD: Arbitraries = {
  start: fc.tuple(method, target, version)
    .map(([method, target, version]) => `${method} ${target}${version}`),
  lines: fc.tuple(host, type, fc.array(header, { maxLength: 2 }))
    .map(([host, type, others]) => [...host, ...type, ...others.flat()]),
  framed: oddlyFramed,
  lineEnd: fc.constantFrom("\n", "\r", "\n\r"),
};

/** A request with some odd parts. */
const requestWith = (odd: Partial<Arbitraries>) =>
  fc.record({ ...RIGHT, ...odd })
    .map(({ start, lines, framed: [length, body], lineEnd }) =>
      [start, ...lines, ...length, "", ""].join(lineEnd) + body
    );

const FORM_START = fc.constantFrom(
  "POST /auth/login HTTP/1.1",
  "POST /token HTTP/1.1",
  "POST /preferences HTTP/1.1",
);

/** Rather one odd part than many: the first mistake found hides the others. */
const request = fc.oneof(
  { weight: 2, arbitrary: requestWith({}) },
  { weight: 3, arbitrary: requestWith({ start: ODD.start }) },
  { weight: 4, arbitrary: requestWith({ lines: ODD.lines }) },
  {
    weight: 6,
    arbitrary: requestWith({ start: FORM_START, framed: ODD.framed }),
  },
  { weight: 1, arbitrary: requestWith({ lineEnd: ODD.lineEnd }) },
  { weight: 1, arbitrary: requestWith(ODD) },
);

/** Pipelined requests, or bytes that start no request. */
const text = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.array(request, { minLength: 1, maxLength: 4 })
      .map((requests) => requests.join("")),
  },
  {
    weight: 1,
    arbitrary: bytes.map((text) =>
      `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0${text}`
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: byte, maxLength: 300 }) },
);

/** Anything sent over a connection. */
export const transmission: fc.Arbitrary<Transmission> = fc.record({
  text,
  cutAt: fc.double({ min: 0, max: 1, noNaN: true }),
  endsAt: mostly(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  hangsUp: mostly(fc.constant(false), fc.constant(true)),
}).map(({ text, cutAt, endsAt, hangsUp }) => {
  const sent = text.slice(0, Math.ceil(text.length * endsAt));
  const cut = Math.floor(sent.length * cutAt);
  return { pieces: [sent.slice(0, cut), sent.slice(cut)], hangsUp };
});
