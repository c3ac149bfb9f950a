import {request, type IncomingMessage, type ServerResponse} from 'node:http';
import type {Duplex} from 'node:stream';

/** Asks the server at `url` for what was asked of another, and answers what that answers. */
export function passOn(url: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const asked = ask(url, incoming)
    .on('response', answer => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    })
    .on('error', () => outgoing.destroy());
  incoming.pipe(asked);
}

/** The same of a WebSocket, by which a framework's server tells pages that its sources changed. */
export function passOnSocket(url: string, incoming: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => {});
  ask(url, incoming)
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

const ask = (url: string, {method, url: path, headers}: IncomingMessage) =>
  request(new URL(path ?? '/', url), {method: method ?? 'GET', headers});
