/**
 * The render in progress. Rendering is synchronous, so there is only one.
 * @module
 */
import type { ComponentChildren, VNode } from "preact";
import type { Context } from "../context.ts";
import { nonceOf, snapshotOf } from "../internals.ts";
import { setAssetLookup } from "../runtime/asset.ts";
import { setHeadCollector } from "../runtime/head.ts";
import type { Island, Snapshot } from "../snapshot.ts";
import type { Slot } from "./islands.ts";

/** An island on the page with the props that its client part gets. */
export interface IslandUse {
  readonly island: Island;
  readonly props: Record<string, unknown>;
}

/** What a render finds out on its way. */
export class Render {
  readonly snapshot: Snapshot | null;
  readonly basePath: string;
  /** For inline scripts and styles; null when none is wanted. */
  readonly nonce: string | null;
  readonly islands: IslandUse[] = [];
  readonly slots: Slot[] = [];
  /** What `<Head>` elements held, in order. */
  readonly heads: ComponentChildren[] = [];
  /** Elements of the real `<head>`, which those of `heads` may replace. */
  readonly headElements: VNode[] = [];
  inHead = false;
  /** Inside an island other islands are plain components. */
  inIsland = false;

  constructor(ctx: Context<unknown>) {
    this.snapshot = snapshotOf(ctx);
    this.basePath = ctx.config.basePath;
    this.nonce = nonceOf(ctx);
  }
}

/** The render in progress, or null. */
export let current: Render | null = null;

let latest: Snapshot | null = null;

/** Runs `work` as part of a render. */
export function during<T>(render: Render, work: () => T): T {
  const before = current;
  current = render;
  try {
    return work();
  } finally {
    current = before;
  }
}

/** Makes a build the one that `asset()` reads outside of a render. */
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
