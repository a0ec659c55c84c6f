/** The part of `autocannon` that is used here. */
export interface Options {
  url: string;
  headers?: Readonly<Record<string, string>>;
  connections: number;
  /** Seconds. */
  duration: number;
  /** Is called with each connection before it begins. */
  setupClient?: (client: Client) => void;
}

/** One connection. */
export interface Client {
  /** What it asks, in turn. */
  setRequests(
    requests: readonly { headers: Readonly<Record<string, string>> }[],
  ): void;
}

/** What it counted. */
export interface Result {
  readonly "2xx": number;
  readonly non2xx: number;
  readonly errors: number;
  /** Seconds. */
  readonly duration: number;
}

/** Asks until the time is over. */
export default function autocannon(options: Options): Promise<Result>;
