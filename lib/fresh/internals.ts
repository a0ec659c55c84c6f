/**
 * What the framework's own rooms know of a request beyond the public
 * `Context`: the build's static files and the nonce of the page. Nothing here
 * is exported from `fresh`.
 * @module
 */
import type { Chain, Wrapping } from "./chain.ts";
import type { Context } from "./context.ts";
import type { Snapshot } from "./snapshot.ts";

/** One file the build knows: from `static/`, or a bundled client script. */
export interface StaticFile {
  readonly contentType: string;
  /** Hash of the content, hexadecimal; the ETag and the `asset()` query. */
  readonly hash: string;
  /** Size in bytes. */
  readonly size: number;
  /** Whether the path itself names the content, so that it never changes. */
  readonly immutable: boolean;
  /** The content, ready to be a response's body. */
  open(): BodyInit | Promise<BodyInit>;
}

/** How `context.ts` lets this module see into a `Context`. */
interface ContextAccess {
  staticFile<S>(ctx: Context<S>, pathname: string): StaticFile | null;
  pathname<S>(ctx: Context<S>): string;
  nonce<S>(ctx: Context<S>): NonceState;
  snapshot<S>(ctx: Context<S>): Snapshot | null;
  wrapping<S>(ctx: Context<S>): Wrapping<S>;
  rewrap<S>(ctx: Context<S>, wrapping: Wrapping<S>): void;
  chain<S>(ctx: Context<S>): Chain<S>;
  step<S>(ctx: Context<S>): Response | Promise<Response>;
}

/** The state of a request's nonce. */
export interface NonceState {
  /** `csp({ useNonce: true })` asked for nonces. */
  wanted: boolean;
  /** The nonce, once a render has drawn it. */
  value: string | null;
}

let access: ContextAccess;

/** Called once by `context.ts`. */
export function connectContext(given: ContextAccess): void {
  access = given;
}

/** The file at `pathname` (decoded, without the base path), or null. */
export function getStaticFile<State>(
  ctx: Context<State>,
  pathname: string,
): StaticFile | null {
  return access.staticFile(ctx, pathname);
}

/** The request's path, percent-encoded as it came and without the base path. */
export function pathnameOf<State>(ctx: Context<State>): string {
  return access.pathname(ctx);
}

/** Asks that a render of this request gives its inline scripts a nonce. */
export function wantNonce<State>(ctx: Context<State>): void {
  access.nonce(ctx).wanted = true;
}

/** The nonce a render of this request has used, or null when none has. */
export function renderedNonce<State>(ctx: Context<State>): string | null {
  return access.nonce(ctx).value;
}

/** The request's nonce, drawn on first use; null unless one is wanted. */
export function nonceOf<State>(ctx: Context<State>): string | null {
  const state = access.nonce(ctx);
  if (!state.wanted) return null;
  return state.value ??= drawNonce();
}

/** The build that the request's app runs on, or null without one. */
export function snapshotOf<State>(ctx: Context<State>): Snapshot | null {
  return access.snapshot(ctx);
}

/** What a page of this request is wrapped in. */
export function wrappingOf<State>(ctx: Context<State>): Wrapping<State> {
  return access.wrapping(ctx);
}

/** Wraps what is rendered from now on in something else. */
export function rewrap<State>(
  ctx: Context<State>,
  wrapping: Wrapping<State>,
): void {
  access.rewrap(ctx, wrapping);
}

/** What the request runs. */
export function chainOf<State>(ctx: Context<State>): Chain<State> {
  return access.chain(ctx);
}

/** `ctx.next()` without a promise where there is none; it may throw. */
export function step<State>(
  ctx: Context<State>,
): Response | Promise<Response> {
  return access.step(ctx);
}

// 18 bytes are 24 characters of base64 without padding.
const NONCE_BYTES = 18;
const NONCE_LENGTH = 24;
const pool = new Uint8Array(NONCE_BYTES * 256);
let encoded = "";
let drawn = 0;

/** 144 random bits, base64 (CSP Level 3 §2.3.1 asks for at least 128). */
function drawNonce(): string {
  if (drawn === encoded.length) {
    encoded = crypto.getRandomValues(pool).toBase64();
    drawn = 0;
  }
  return encoded.slice(drawn, drawn += NONCE_LENGTH);
}
