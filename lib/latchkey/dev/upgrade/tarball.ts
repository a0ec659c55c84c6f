/**
 * Unpacks the tarball of an npm package that is a file on this machine. Packages from the
 * registry are unpacked by Deno.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { unpackTar } from "modern-tar";
import { CommandFailure } from "../../cli/outcome.ts";

/** More than any release needs: a small file can unpack to very much. */
const MOST_BYTES = 200_000_000;

/** The folder in each npm tarball. */
const INSIDE = "package/";

/**
 * Unpacks a `.tgz` into a folder, which is created. Only files in the tarball's folder
 * `package/` are written, and none outside of `into`.
 *
 * @throws {CommandFailure} if the file is not the tarball of a package, or could write
 *   elsewhere.
 */
export async function unpackPackage(file: string, into: string): Promise<void> {
  const entries = await entriesOf(file);
  const seen = new Set<string>();
  for (const { header: { name, type }, data } of entries) {
    if (type === "directory" || /^pax-/.test(type ?? "")) continue;
    const path = name.slice(INSIDE.length);
    if ((type ?? "file") !== "file" || !name.startsWith(INSIDE)) refuse(name);
    if (!isPlainPath(path) || seen.has(path.toLowerCase())) refuse(name);
    seen.add(path.toLowerCase());
    await Deno.mkdir(dirname(join(into, path)), { recursive: true });
    await Deno.writeFile(join(into, path), data ?? new Uint8Array(), {
      createNew: true,
    });
  }
}

async function entriesOf(file: string) {
  const packed = await Deno.open(file);
  try {
    return await unpackTar(
      packed.readable
        .pipeThrough(new DecompressionStream("gzip"))
        .pipeThrough(limit(MOST_BYTES)),
      { strict: true },
    );
  } catch (error) {
    throw new CommandFailure(
      "failed",
      `${file} can't be unpacked: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}

/** Fails once more than these bytes have passed. */
function limit(most: number): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.length;
      if (bytes > most) throw new Error(`it holds more than ${most} bytes.`);
      controller.enqueue(chunk);
    },
  });
}

/** Whether the path stays inside of a folder, on every operating system. */
export function isPlainPath(path: string): boolean {
  return path.split("/").every((part) =>
    part !== "" && part !== "." && part !== ".." &&
    // deno-lint-ignore no-control-regex -- Names must not have any.
    !/[\\:\x00-\x1f\x7f]/.test(part)
  );
}

function refuse(name: string): never {
  throw new CommandFailure(
    "failed",
    `The package is not safe to unpack: it has the entry ${
      JSON.stringify(name)
    }. Nothing was changed.`,
  );
}
