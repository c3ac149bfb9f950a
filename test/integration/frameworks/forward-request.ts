import {request, type IncomingMessage, type ServerResponse} from 'node:http';
import type {Duplex} from 'node:stream';

/** Forwards a request to the server at `url`, and sends its response. */
export function forwardRequest(
  url: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const forwarded = forward(url, incoming)
    .on('response', response => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    })
    .on('error', () => outgoing.destroy());
  incoming.pipe(forwarded);
}

/** Forwards a WebSocket, which a development server uses to reload changed sources. */
export function forwardSocket(url: string, incoming: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => {});
  forward(url, incoming)
    .on('upgrade', ({rawHeaders}: IncomingMessage, other: Duplex, first: Buffer) => {
      const lines = rawHeaders.flatMap((name, i) =>
        i % 2 ? [] : [`${name}: ${rawHeaders[i + 1]}`],
      );
      socket.write(['HTTP/1.1 101 Switching Protocols', ...lines, '', ''].join('\r\n'));
      socket.write(first);
      other.on('error', () => socket.destroy());
      socket.on('close', () => other.destroy());
      other.pipe(socket).pipe(other);
    })
    .on('response', () => socket.destroy())
    .on('error', () => socket.destroy())
    .end();
}

const forward = (url: string, {method, url: path, headers}: IncomingMessage) =>
  request(new URL(path ?? '/', url), {method: method ?? 'GET', headers});
