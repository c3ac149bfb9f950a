import {once} from 'node:events';
import {setTimeout as sleep} from 'node:timers/promises';
import type {HttpBindings} from '@hono/node-server';
import {RESPONSE_ALREADY_SENT} from '@hono/node-server/utils/response';
import type {Context} from 'hono';
import type {Endpoint} from './counts.js';
import type {Fault} from './faults.js';
import {accessDenied, messagePage, PAGE_HEADERS} from './kaf/message-page.js';
import type {Simulation} from './simulation.js';

/** Hono's environment here: the simulator reaches for the socket, so it runs on Node alone. */
export interface NodeEnv {
  Bindings: HttpBindings;
}

/** What every endpoint does first: count the request, then answer it unless a fault is set. */
export async function receive(
  simulation: Simulation,
  context: Context<NodeEnv>,
  endpoint: Endpoint,
  answer: () => Response | Promise<Response>,
): Promise<Response> {
  simulation.count(endpoint);
  const fault = simulation.faults.take(endpoint);
  return fault ? meet(fault, simulation, context, answer) : answer();
}

async function meet(
  fault: Fault,
  {closing}: Simulation,
  context: Context<NodeEnv>,
  answer: () => Response | Promise<Response>,
): Promise<Response> {
  const {outgoing} = context.env;
  switch (fault.kind) {
    case 'slow': {
      const response = await answer();
      const waited = await sleep(fault.ms, true, {signal: ended(closing, context)}).catch(
        () => false,
      );
      return waited ? response : RESPONSE_ALREADY_SENT;
    }
    case 'never': {
      await answer();
      const signal = ended(closing, context);
      if (!signal.aborted) await once(signal, 'abort');
      return RESPONSE_ALREADY_SENT;
    }
    case 'drop':
      await answer();
      outgoing.destroy();
      return RESPONSE_ALREADY_SENT;
    case 'half-body': {
      const response = await answer();
      const body = Buffer.from(await response.arrayBuffer());
      outgoing.writeHead(response.status, {
        ...Object.fromEntries(response.headers),
        'content-length': body.length,
      });
      // Once the half is handed to the socket, so that it arrives before the end does.
      outgoing.write(body.subarray(0, body.length / 2), () => outgoing.destroy());
      return RESPONSE_ALREADY_SENT;
    }
    case 'frame-deny': {
      const {body, status, headers} = await answer();
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
      return htmlAnswer(fault.status, fault.html);
    case 'no-content':
      return context.body(null, 204);
    case 'redirect':
      return context.redirect(fault.to);
    case 'access-denied':
      return accessDenied('The simulator was told to deny access.');
    case 'html':
      return htmlAnswer(200, fault.html);
    case 'json':
      return Response.json(fault.body, {status: fault.status ?? 200});
    default:
      return fault satisfies never;
  }
}

async function htmlAnswer(status: number, given: string | undefined): Promise<Response> {
  const body =
    given ?? (await messagePage(`Status ${status}`, 'The simulator was told to answer this.'));
  return new Response(body, {status, headers: PAGE_HEADERS});
}

/** Aborted when nobody waits for the answer any more: the caller has gone, or the simulator has. */
function ended(closing: AbortSignal, context: Context<NodeEnv>): AbortSignal {
  return AbortSignal.any([closing, context.req.raw.signal]);
}
