/** The part of `autocannon` that is used here. */
export interface Options {
  url: string;
  headers?: Readonly<Record<string, string>>;
  connections: number;
  /** Seconds. */
  duration: number;
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
