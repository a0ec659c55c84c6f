/**
 * Renders whole documents.
 * @module
 */
import type { ComponentChild, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Context } from "../context.ts";
import { during, Render } from "./current.ts";
import { withHead } from "./head.ts";
import "./hooks.ts";
import { islandData } from "./props.ts";
import { routeHead } from "./route_head.ts";

const NOSCRIPT = /<noscript.*?<\/noscript>/gis;

/** Renders a document. Adds missing `html`, `head` and `body` elements. */
export function renderDocument<State>(
  ctx: Context<State>,
  content: ComponentChild,
): string {
  const render = new Render(ctx as Context<unknown>);
  return during(render, () => {
    let html = completed(renderToString(content as VNode));
    const reload = render.snapshot?.reloadScript ?? null;
    let added = routeHead(ctx);
    const partials = partialsScript(html, render);
    if (render.islands.length > 0 || reload !== null || partials !== null) {
      const scripts = new Scripts(render);
      // Hidden slots can add islands, and so scripts.
      const slots = hiddenSlots(render);
      html = beforeEnd(html, slots + scripts.tags(reload, partials));
      added += scripts.preloads();
    }
    if (added !== "" || render.heads.length > 0) {
      html = withHead(html, render, added);
    }
    // The page has scripts, but its parser of responses would read these elements' content.
    if (ctx.isPartial) html = html.replaceAll(NOSCRIPT, "");
    return `<!DOCTYPE html>${html}`;
  });
}

function completed(html: string): string {
  if (html.startsWith("<html")) return html;
  const body = html.includes("<body") ? html : `<body>${html}</body>`;
  const whole = body.includes("<head")
    ? body
    : `<head><meta charset="utf-8"></head>${body}`;
  return `<html>${whole}</html>`;
}

/** The script of navigation without reloading, if the page uses it. */
function partialsScript(html: string, render: Render): string | null {
  return render.hasPartials && html.includes(" f-client-nav")
    ? render.snapshot?.partialsScript ?? null
    : null;
}

function beforeEnd(html: string, text: string): string {
  const end = html.lastIndexOf("</body>");
  return end === -1 ? html + text : html.slice(0, end) + text + html.slice(end);
}

/** Slots that their island may show later. */
function hiddenSlots(render: Render): string {
  let html = "";
  // Rendering a slot can add more slots.
  for (let i = 0; i < render.slots.length; i++) {
    const { id, content, rendered } = render.slots[i];
    if (rendered) continue;
    const text = renderToString(content as VNode);
    html += `<template id="fresh-slot-${id}">${text}</template>`;
  }
  return html;
}

/** The client scripts of a page. */
class Scripts {
  readonly #render: Render;
  readonly #entries = new Set<string>();
  readonly #chunks = new Set<string>();
  readonly #nonce: string;

  constructor(render: Render) {
    this.#render = render;
    this.#nonce = render.nonce === null ? "" : ` nonce="${render.nonce}"`;
  }

  /** The script tags. Data comes before the scripts that read it. */
  tags(reload: string | null, partials: string | null): string {
    const { islands, basePath } = this.#render;
    let html = "";
    if (islands.length > 0) {
      const data = islandData(islands);
      html =
        `<script type="application/json" id="fresh-islands"${this.#nonce}>${data}</script>`;
    }
    if (partials !== null) this.#entries.add(partials);
    for (const { island } of islands) {
      this.#entries.add(island.entry);
      for (const chunk of island.chunks) this.#chunks.add(chunk);
    }
    const entries = reload === null
      ? this.#entries
      : [...this.#entries, reload];
    for (const entry of entries) {
      html +=
        `<script type="module" src="${basePath}${entry}"${this.#nonce}></script>`;
    }
    return html;
  }

  /** Preload links for the scripts' imports. */
  preloads(): string {
    let html = "";
    for (const path of [...this.#entries, ...this.#chunks]) {
      html +=
        `<link rel="modulepreload" href="${this.#render.basePath}${path}"${this.#nonce}>`;
    }
    return html;
  }
}
