/**
 * Requests to a proxy, with a chosen source address and any headers.
 *
 * @module
 */
import http, { type IncomingMessage, type RequestOptions } from "node:http";
import https from "node:https";
import { text } from "node:stream/consumers";
import type { Proxy } from "./proxy.ts";

/** A request. */
export interface ProxyRequest {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Form fields; makes it a POST as a page of the site would send it. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The address it comes from; 127.0.0.1 by default. */
  readonly from?: string;
  /** Whether it is sent without TLS. */
  readonly plain?: boolean;
  /** Keeps connections open between requests. */
  readonly agent?: https.Agent;
}

/** An answer. */
export interface Answer {
  readonly status: number;
  /** Each header's values. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
}

/** The origin of the site in browsers. */
export function originOf({ httpsPort }: Proxy): string {
  return `https://localhost:${httpsPort}`;
}

/**
 * Sends a request and reads the whole answer.
 *
 * @throws {Error} when the connection is closed without one.
 */
export async function send(
  proxy: Proxy,
  request: ProxyRequest,
): Promise<Answer> {
  const response = await respond(proxy, request);
  const headers: Record<string, string[]> = {};
  for (let at = 0; at < response.rawHeaders.length; at += 2) {
    const name = response.rawHeaders[at].toLowerCase();
    (headers[name] ??= []).push(response.rawHeaders[at + 1]);
  }
  return {
    status: response.statusCode ?? 0,
    headers,
    body: await text(response),
  };
}

function respond(
  proxy: Proxy,
  request: ProxyRequest,
): Promise<IncomingMessage> {
  const { fields, plain, agent } = request;
  const body = fields ? String(new URLSearchParams(fields)) : request.body;
  const port = plain ? proxy.httpPort : proxy.httpsPort;
  const options: RequestOptions & { ca: string; servername: string } = {
    host: "127.0.0.1",
    port,
    path: request.path,
    method: request.method ?? (body === undefined ? "GET" : "POST"),
    agent: agent ?? false,
    localAddress: request.from ?? "127.0.0.1",
    ca: proxy.certificate.authority,
    servername: "localhost",
    headers: {
      host: `localhost:${port}`,
      accept: "text/html",
      ...fields && {
        "content-type": "application/x-www-form-urlencoded",
        origin: originOf(proxy),
        "sec-fetch-site": "same-origin",
      },
      ...body !== undefined && {
        "content-length": String(new TextEncoder().encode(body).length),
      },
      ...request.headers,
    },
  };
  return new Promise((resolve, reject) => {
    const sent = (plain ? http : https).request(options, resolve);
    sent.on("error", reject);
    sent.end(body);
  });
}
