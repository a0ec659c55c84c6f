/**
 * The render in progress. Rendering is synchronous, so there is only one.
 * @module
 */
import type { ComponentChildren } from "preact";
import type { Context } from "../context.ts";
import { nonceOf, snapshotOf } from "../internals.ts";
import { setAssetLookup } from "../runtime/asset.ts";
import { setHeadCollector } from "../runtime/head.ts";
import type { Island, Snapshot } from "../snapshot.ts";
import type { Slot } from "./islands.ts";

/** An island on the page, with its props for the browser. */
export interface IslandUse {
  readonly island: Island;
  readonly props: Record<string, unknown>;
  /** Its element's key, if any. */
  readonly key: unknown;
}

/** Data that is collected during a render. */
export class Render {
  readonly snapshot: Snapshot | null;
  readonly basePath: string;
  readonly url: URL;
  /** The nonce of inline scripts and styles, or null. */
  readonly nonce: string | null;
  readonly islands: IslandUse[] = [];
  readonly slots: Slot[] = [];
  /** The children of `<Head>` elements, in order. */
  readonly heads: ComponentChildren[] = [];
  /** Whether the elements being rendered are for the document's head. */
  inHead = false;
  /** Whether the page has a `<Partial>`. */
  hasPartials = false;
  /** Islands inside islands are plain components. */
  inIsland = false;

  constructor(ctx: Context<unknown>) {
    this.snapshot = snapshotOf(ctx);
    this.basePath = ctx.config.basePath;
    this.url = ctx.url;
    this.nonce = nonceOf(ctx);
  }
}

/** The render in progress, or null. */
export let current: Render | null = null;

let latest: Snapshot | null = null;

/** Runs `work` in a render. */
export function during<T>(render: Render, work: () => T): T {
  const before = current;
  current = render;
  try {
    return work();
  } finally {
    current = before;
  }
}

/** Sets the build that `asset()` uses outside a render. */
export function useForAssets(snapshot: Snapshot): void {
  latest = snapshot;
}

setHeadCollector((children) => void current?.heads.push(children));

setAssetLookup((pathname) => {
  const snapshot = current?.snapshot ?? latest;
  if (snapshot === null) return null;
  const base = current?.basePath ?? "";
  const inside = base !== "" && pathname.startsWith(`${base}/`)
    ? pathname.slice(base.length)
    : pathname;
  const file = snapshot.staticFile(inside);
  return file && { path: base + inside, hash: file.hash };
});
