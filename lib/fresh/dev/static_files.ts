/**
 * The files of the static folders: transformed, hashed and typed.
 * @module
 */
import mime from "mime";
import type { FileRecord } from "../snapshot.ts";
import type { StaticSource } from "./crawl.ts";
import { toFileUrl } from "./paths.ts";

/** The files that a transform applies to. */
export interface OnTransformOptions {
  /** Shown in errors. */
  pluginName: string;
  /** Matched against the file's path. */
  filter: RegExp;
}

/** The file to transform. */
export interface OnTransformArgs {
  path: string;
  target: string | string[];
  text: string;
  content: Uint8Array;
  mode: "development" | "production";
}

/** The result of a transform. Without one, the file stays unchanged. */
export interface OnTransformResult {
  content: string | Uint8Array;
  path?: string;
  map?: string | Uint8Array;
}

/** Transforms a static file during the build. */
export type TransformFn = (
  args: OnTransformArgs,
) =>
  | void
  | OnTransformResult
  | Promise<void | OnTransformResult>;

/** A transform and the files that it applies to. */
export interface Transform {
  readonly options: OnTransformOptions;
  readonly fn: TransformFn;
}

/** Lists the static files with their transforms applied. */
export function staticRecords(
  files: readonly StaticSource[],
  transforms: readonly Transform[],
  setting: { target: string | string[]; mode: "development" | "production" },
): Promise<FileRecord[]> {
  return Promise.all(files.map(async ({ path, file }) => {
    const original = await Deno.readFile(file);
    let content = original;
    for (const { options, fn } of transforms) {
      if (!options.filter.test(file)) continue;
      const text = new TextDecoder().decode(content);
      const result = await fn({ ...setting, path: file, text, content });
      if (result) content = asBytes(result.content);
    }
    const source = content === original ? toFileUrl(file) : content;
    return await record(path, content, source, false);
  }));
}

/** Describes one file's content. */
export async function record(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  content: FileRecord["content"],
  immutable: boolean,
): Promise<FileRecord> {
  return {
    path,
    contentType: typeOf(path),
    hash: await hashOf(bytes),
    size: bytes.length,
    immutable,
    content,
  };
}

function typeOf(path: string): string {
  const type = mime.getType(path) ?? "application/octet-stream";
  const isText = /^text\/|javascript|json|xml/.test(type);
  return isText ? `${type}; charset=utf-8` : type;
}

/** The first 128 bits of SHA-256, in hexadecimal. */
async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(digest).slice(0, 16).toHex();
}

function asBytes(content: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return typeof content === "string"
    ? new TextEncoder().encode(content)
    : new Uint8Array(content);
}
