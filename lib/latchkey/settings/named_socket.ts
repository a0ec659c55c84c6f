/**
 * Connections to servers that the settings name. They are made by name: the permission
 * to connect is for the name, whatever address it has now.
 *
 * @module
 */
import { Socket } from "node:net";

/**
 * A socket whose `connect(port, host)` tries one address of a host alone. The next one
 * would be tried by its number, which is not permitted, and the process would end there.
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
 * @param within How long that may take, in milliseconds.
 * @throws what the system says, or `ETIMEDOUT`.
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
