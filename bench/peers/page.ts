/**
 * The options that both peers are started with, and the private page that both serve.
 *
 * @module
 */
import { argv } from "node:process";

/** The only argument of a peer, as JSON. */
export interface PeerOptions {
  /** The path of its SQLite file. */
  readonly database: string;
  /** The key that signs its cookies. */
  readonly secret: string;
  /** The public URL of the site. */
  readonly origin: string;
  /** The headers of the private page. */
  readonly headers: Readonly<Record<string, string>>;
  /** How long the private page is for an email address like `person0@example.com`. */
  readonly bytes: number;
}

/** The options of this process. */
export const options: PeerOptions = JSON.parse(argv[2]);

const START = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">' +
  "<title>Private</title></head><body><main><h1>Private page</h1><p>Hello ";
const MIDDLE = "!</p><p>";
const END = "</p></main></body></html>";
const EMAIL = "person0@example.com";
const FILLER = "x".repeat(
  options.bytes - `${START}${EMAIL}${MIDDLE}${END}`.length,
);
const REST = MIDDLE + FILLER + END;

/** The private page of the user with this email address. */
export function privatePage(email: string): string {
  return START + escapeHtml(email) + REST;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character]);
}
