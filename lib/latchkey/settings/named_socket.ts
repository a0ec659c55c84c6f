/**
 * Connections to the servers in the settings. They are made by name, since the permission is
 * for the name and not for its current address.
 *
 * @module
 */
import { Socket } from "node:net";

/**
 * A socket whose `connect(port, host)` only tries one address of the host. Node would try
 * the next one by its number, which is not permitted and would end the process.
 * `connect(path)` connects to a Unix socket.
 */
export function namedSocket(): Socket {
  const socket = new Socket();
  const connect = socket.connect.bind(socket);
  return Object.assign(socket, {
    connect: (where: number | string, host?: string) =>
      typeof where === "string"
        ? connect(where)
        : connect({ port: where, host, autoSelectFamily: false }),
  });
}

/**
 * Connects such a socket.
 *
 * @param within The timeout, in milliseconds.
 * @throws The system's error, or `ETIMEDOUT`.
 */
export function connectByName(
  host: string,
  port: number,
  within: number,
): Promise<Socket> {
  const socket = namedSocket();
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const late = setTimeout(() => {
    reject(Object.assign(new Error("connect"), { code: "ETIMEDOUT" }));
    socket.destroy();
  }, within);
  socket.once("connect", () => resolve(socket)).once("error", reject);
  socket.connect(port, host);
  return promise.finally(() => {
    clearTimeout(late);
    socket.off("error", reject);
  });
}
