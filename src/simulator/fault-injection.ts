import {once} from 'node:events';
import {setTimeout as delay} from 'node:timers/promises';
import type {HttpBindings} from '@hono/node-server';
import {RESPONSE_ALREADY_SENT} from '@hono/node-server/utils/response';
import type {Context} from 'hono';
import type {Endpoint} from './counts.js';
import type {Fault} from './faults.js';
import {accessDenied, messagePage, PAGE_HEADERS} from './kaf/message-page.js';
import type {SimulatorContext} from './simulator-context.js';

/** Hono's environment. Faults use the socket of a request, so the simulator runs on Node only. */
export interface NodeEnv {
  Bindings: HttpBindings;
}

/** Creates the response of a request. */
export type Respond = () => Response | Promise<Response>;

/** Counts a request, and responds to it unless a fault is set for its endpoint. */
export async function handleWithFaults(
  simulator: SimulatorContext,
  context: Context<NodeEnv>,
  endpoint: Endpoint,
  respond: Respond,
): Promise<Response> {
  simulator.count(endpoint);
  const fault = simulator.faults.take(endpoint);
  return fault ? applyFault(fault, simulator, context, respond) : respond();
}

async function applyFault(
  fault: Fault,
  {closing}: SimulatorContext,
  context: Context<NodeEnv>,
  respond: Respond,
): Promise<Response> {
  const {outgoing} = context.env;
  switch (fault.kind) {
    case 'slow': {
      const response = await respond();
      const signal = requestAborted(closing, context);
      const isElapsed = await delay(fault.ms, true, {signal}).catch(() => false);
      return isElapsed ? response : RESPONSE_ALREADY_SENT;
    }
    case 'never': {
      await respond();
      const signal = requestAborted(closing, context);
      if (!signal.aborted) await once(signal, 'abort');
      return RESPONSE_ALREADY_SENT;
    }
    case 'drop':
      await respond();
      outgoing.destroy();
      return RESPONSE_ALREADY_SENT;
    case 'half-body': {
      const response = await respond();
      const body = Buffer.from(await response.arrayBuffer());
      outgoing.writeHead(response.status, {
        ...Object.fromEntries(response.headers),
        'content-length': body.length,
      });
      // The callback runs when the socket has the first half, so that it arrives before the end.
      outgoing.write(body.subarray(0, body.length / 2), () => outgoing.destroy());
      return RESPONSE_ALREADY_SENT;
    }
    case 'frame-deny': {
      const {body, status, headers} = await respond();
      return new Response(body, {
        status,
        headers: {
          ...Object.fromEntries(headers),
          ...(fault.by === 'frame-ancestors'
            ? {'content-security-policy': "frame-ancestors 'none'"}
            : {'x-frame-options': 'DENY'}),
        },
      });
    }
    case 'status':
      return htmlResponse(fault.status, fault.html);
    case 'no-content':
      return context.body(null, 204);
    case 'redirect':
      return context.redirect(fault.to);
    case 'access-denied':
      return accessDenied('A fault of the simulator denies access.');
    case 'html':
      return htmlResponse(200, fault.html);
    case 'json':
      return Response.json(fault.body, {status: fault.status ?? 200});
    default:
      return fault satisfies never;
  }
}

async function htmlResponse(status: number, html: string | undefined): Promise<Response> {
  const body =
    html ?? (await messagePage(`Status ${status}`, 'A fault of the simulator sends this page.'));
  return new Response(body, {status, headers: PAGE_HEADERS});
}

/** Returns a signal that aborts when the client disconnects or the simulator closes. */
function requestAborted(closing: AbortSignal, context: Context<NodeEnv>): AbortSignal {
  return AbortSignal.any([closing, context.req.raw.signal]);
}
