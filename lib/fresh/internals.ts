/**
 * Data of a request that isn't part of the public `Context`, such as the build's static files
 * and the page's nonce. `fresh` exports nothing from here.
 * @module
 */
import type { Wrapping } from "./chain.ts";
import type { Context } from "./context.ts";
import type { Snapshot } from "./snapshot.ts";

/** A file of the build: from `static/`, or a bundled client script. */
export interface StaticFile {
  readonly contentType: string;
  /** The content's hash in hexadecimal, for the ETag and the `asset()` query. */
  readonly hash: string;
  /** Size in bytes. */
  readonly size: number;
  /** Whether the path contains the content's hash, so that the content never changes. */
  readonly immutable: boolean;
  /** The content, as a response body. */
  open(): BodyInit | Promise<BodyInit>;
}

/** Access to the private fields of `Context`, from `context.ts`. */
interface ContextAccess {
  staticFile<S>(ctx: Context<S>, pathname: string): StaticFile | null;
  pathname<S>(ctx: Context<S>): string;
  nonce<S>(ctx: Context<S>): NonceState;
  snapshot<S>(ctx: Context<S>): Snapshot | null;
  wrapping<S>(ctx: Context<S>): Wrapping<S>;
  rewrap<S>(ctx: Context<S>, wrapping: Wrapping<S>): void;
  step<S>(ctx: Context<S>): Response | Promise<Response>;
}

/** The state of a request's nonce. */
export interface NonceState {
  /** Whether `csp({ useNonce: true })` needs nonces. */
  wanted: boolean;
  /** The nonce, once a render has generated it. */
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

/** The request's path without the base path, percent-encoded as received. */
export function pathnameOf<State>(ctx: Context<State>): string {
  return access.pathname(ctx);
}

/** Makes renders of this request give their inline scripts a nonce. */
export function wantNonce<State>(ctx: Context<State>): void {
  access.nonce(ctx).wanted = true;
}

/** The nonce that a render of this request has used, or null. */
export function renderedNonce<State>(ctx: Context<State>): string | null {
  return access.nonce(ctx).value;
}

/** The request's nonce, generated on first use; null if none is needed. */
export function nonceOf<State>(ctx: Context<State>): string | null {
  const state = access.nonce(ctx);
  if (!state.wanted) return null;
  return state.value ??= drawNonce();
}

/** The app's build, or null. */
export function snapshotOf<State>(ctx: Context<State>): Snapshot | null {
  return access.snapshot(ctx);
}

/** The layouts around the request's page. */
export function wrappingOf<State>(ctx: Context<State>): Wrapping<State> {
  return access.wrapping(ctx);
}

/** Replaces the layouts for later renders. */
export function rewrap<State>(
  ctx: Context<State>,
  wrapping: Wrapping<State>,
): void {
  access.rewrap(ctx, wrapping);
}

/** Like `ctx.next()`, but without a promise if the next step is synchronous. It may throw. */
export function step<State>(
  ctx: Context<State>,
): Response | Promise<Response> {
  return access.step(ctx);
}

// 18 bytes are 24 base64 characters without padding.
const NONCE_BYTES = 18;
const NONCE_LENGTH = 24;
const pool = new Uint8Array(NONCE_BYTES * 256);
let encoded = "";
let drawn = 0;

/** 144 random bits in base64. CSP Level 3 §2.3.1 recommends at least 128. */
function drawNonce(): string {
  if (drawn === encoded.length) {
    encoded = crypto.getRandomValues(pool).toBase64();
    drawn = 0;
  }
  return encoded.slice(drawn, drawn += NONCE_LENGTH);
}
