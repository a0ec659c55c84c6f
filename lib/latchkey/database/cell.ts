/**
 * Values of any table as JSON, the same for SQLite and PostgreSQL.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import type { ColumnKind } from "./any_table.ts";
import { storable } from "./storable.ts";

/**
 * A value as JSON. Booleans are 1 and 0, bytes are Base64, and a number that JSON or a
 * JavaScript number can't represent exactly is text.
 */
export type Cell =
  | null
  | number
  | string
  | { readonly base64: string }
  | { readonly number: string };

/** The values of a row by column name. */
export type Cells = Readonly<Record<string, Cell>>;

/** Converts a value from the database. */
export function toCell(value: unknown, kind: ColumnKind): Cell {
  if (value === null) return null;
  if (value instanceof Uint8Array) {
    return { base64: Buffer.from(value).toString("base64") };
  }
  if (typeof value === "number") {
    return Number.isFinite(value) ? value : { number: String(value) };
  }
  const text = storable(String(value));
  if (kind !== "integer" || !/^-?\d+$/.test(text)) return text;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : { number: text };
}

/** Converts a value for a column of this kind. */
export function fromCell(cell: Cell, kind: ColumnKind): unknown {
  if (cell === null) return null;
  if (kind === "boolean" && typeof cell === "number") return cell !== 0;
  if (typeof cell !== "object") return cell;
  if ("base64" in cell) return Buffer.from(cell.base64, "base64");
  return /^-?\d+$/.test(cell.number)
    ? BigInt(cell.number)
    : Number(cell.number);
}

/** The approximate size of a row in characters. */
export function sizeOf(row: Cells): number {
  const sizes = Object.values(row).map((cell) => {
    if (typeof cell === "string") return cell.length;
    const isBytes = cell !== null && typeof cell === "object" &&
      "base64" in cell;
    return isBytes ? cell.base64.length : 1;
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}
