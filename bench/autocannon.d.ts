/** The part of `autocannon` used here. */
export interface Options {
  url: string;
  headers?: Readonly<Record<string, string>>;
  connections: number;
  /** Seconds. */
  duration: number;
  /** Called with each connection before it starts. */
  setupClient?: (client: Client) => void;
}

/** One connection. */
export interface Client {
  /** Its requests, in turn. */
  setRequests(
    requests: readonly { headers: Readonly<Record<string, string>> }[],
  ): void;
}

/** The results. */
export interface Result {
  readonly "2xx": number;
  readonly non2xx: number;
  readonly errors: number;
  /** Seconds. */
  readonly duration: number;
}

/** Sends requests until the time is over. */
export default function autocannon(options: Options): Promise<Result>;
