/**
 * Spans from OTLP's binary format, reading only what tests use
 * (opentelemetry-proto 1.x, `trace/v1/trace.proto`).
 *
 * @module
 */
import { PbfReader } from "pbf";

/** A span as received. */
export interface BinarySpan {
  name: string;
  /** Its number of attributes. */
  attributes: number;
}

/** The spans of one `ExportTraceServiceRequest`. */
export function readSpans(body: Uint8Array): BinarySpan[] {
  return new PbfReader(body).readFields(readResources, []);
}

function readResources(tag: number, spans: BinarySpan[], from: PbfReader) {
  if (tag === 1) from.readMessage(readScopes, spans);
}

function readScopes(tag: number, spans: BinarySpan[], from: PbfReader) {
  if (tag === 2) from.readMessage(readScope, spans);
}

function readScope(tag: number, spans: BinarySpan[], from: PbfReader) {
  if (tag !== 2) return;
  spans.push(from.readMessage(readSpan, { name: "", attributes: 0 }));
}

function readSpan(tag: number, span: BinarySpan, from: PbfReader) {
  if (tag === 5) span.name = from.readString();
  if (tag === 9) span.attributes++;
}
