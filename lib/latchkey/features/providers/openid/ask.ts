/**
 * Asks a provider for a document, for `doctor`.
 *
 * @module
 */
import * as v from "valibot";
import { reason } from "../../../cli/finding.ts";
import { ANSWER_MS } from "./discovery_document.ts";
import { fetchAnswer } from "./fetch_answer.ts";

/** The answer of a provider. */
export interface ProviderReply {
  /** Why there is no answer. */
  readonly problem?: string;
  readonly status: number;
  /** Its time, in milliseconds since the epoch, rounded to seconds; null if it isn't told. */
  readonly date: number | null;
  /** The body; null if it isn't a JSON object. */
  readonly json: Readonly<Record<string, unknown>> | null;
}

const objectShape = v.pipe(
  v.string(),
  v.parseJson(),
  v.record(v.string(), v.unknown()),
);

/** Asks for a URL. Never throws. */
export async function askProvider(url: URL): Promise<ProviderReply> {
  try {
    const response = await fetchAnswer(url, {
      headers: { accept: "application/json", "user-agent": "latchkey" },
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const parsed = v.safeParse(objectShape, await response.text());
    const date = Date.parse(response.headers.get("date") ?? "");
    return {
      status: response.status,
      date: Number.isNaN(date) ? null : date,
      json: parsed.success ? parsed.output : null,
    };
  } catch (error) {
    return { problem: reason(error), status: 0, date: null, json: null };
  }
}
